using PostFocus.Transforms.Columns;
using PostFocus.Transforms.MicrosoftML;
using PostFocus.Transforms.Restoration;

// In ML.NET's namespace, so that `using Microsoft.ML` is enough to find them, as with ML.NET's own extensions.
namespace Microsoft.ML;

/// <summary>Restoration in the catalogs of an <see cref="MLContext"/>.</summary>
public static class ConditionalRestoreCatalog
{
    /// <summary>Restores the out-of-focus frames with a trained model and passes the others through.</summary>
    /// <example>
    /// <code><![CDATA[
    /// var context = new MLContext(seed: 1);
    /// PretrainedModels models = context.FocusRestoration.LoadModels("data/models/postfocus.zip");
    /// IDataView frames = context.Data.LoadFrames("data/sample");
    /// var pipeline = context.Transforms.ScoreFocus(models.Classifier!)
    ///     .Append(context.Transforms.ConditionalRestore(models.Restorer!));
    /// IDataView rows = pipeline.Fit(frames).Transform(frames);
    /// Console.WriteLine($"{rows.GetColumn<bool>("WasRestored").Count(was => was)} frames were restored");
    /// ]]></code>
    /// </example>
    /// <param name="catalog">The catalog.</param>
    /// <param name="model">A network from <c>mlContext.FocusRestoration.LoadModels</c> or a trained transformer.</param>
    /// <param name="outputColumnName">Output: the restored frames.</param>
    /// <param name="inputColumnName">Frames or MLImages.</param>
    public static ConditionalRestoreEstimator ConditionalRestore(
        this TransformsCatalog catalog,
        RestorationModel model,
        string outputColumnName = "Restored",
        string inputColumnName = LoadedColumns.Frame
    )
    {
        ArgumentException.ThrowIfNullOrEmpty(outputColumnName);
        ArgumentException.ThrowIfNullOrEmpty(inputColumnName);
        return catalog.ConditionalRestore(
            model,
            new ConditionalRestoreEstimator.Options { RestoredColumnName = outputColumnName, FrameColumnName = inputColumnName }
        );
    }

    /// <summary>Restores the out-of-focus frames with a trained model and passes the others through.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="model">A network from <c>mlContext.FocusRestoration.LoadModels</c> or a trained transformer.</param>
    /// <param name="options">Columns, samples, steps.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static ConditionalRestoreEstimator ConditionalRestore(
        this TransformsCatalog catalog,
        RestorationModel model,
        ConditionalRestoreEstimator.Options options
    )
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        return new(catalog.Environment(), model, options);
    }
}
