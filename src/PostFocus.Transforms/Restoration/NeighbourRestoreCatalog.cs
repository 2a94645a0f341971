using PostFocus.Transforms.MicrosoftML;
using PostFocus.Transforms.Restoration;

// In ML.NET's namespace, so that `using Microsoft.ML` is enough to find them, as with ML.NET's own extensions.
namespace Microsoft.ML;

/// <summary>Restoration without a network in the catalogs of an <see cref="MLContext"/>.</summary>
public static class NeighbourRestoreCatalog
{
    /// <summary>
    /// Restores the out-of-focus frames of videos by filters that are fitted to their neighbours in focus, and passes the others through;
    /// needs no training.
    /// </summary>
    /// <example>
    /// <code><![CDATA[
    /// var context = new MLContext(seed: 1);
    /// PretrainedModels models = context.FocusRestoration.LoadModels("data/models/postfocus.zip");
    /// IDataView frames = context.Data.LoadFrames("data/sample");
    /// var pipeline = context.Transforms.ScoreFocus(models.Classifier!)
    ///     .Append(context.Transforms.RestoreByNeighbours());
    /// IDataView rows = pipeline.Fit(frames).Transform(frames);
    /// Console.WriteLine($"{rows.GetColumn<bool>("WasRestored").Count(was => was)} frames were restored");
    /// ]]></code>
    /// </example>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">Columns, and what is asked of a filter; null: the defaults.</param>
    public static NeighbourRestoreEstimator RestoreByNeighbours(
        this TransformsCatalog catalog,
        NeighbourRestoreEstimator.Options? options = null
    ) => new(catalog.Environment(), options ?? new());
}
