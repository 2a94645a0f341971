using PostFocus.Transforms.MicrosoftML;
using PostFocus.Transforms.SequenceCalls;

// In ML.NET's namespace, so that `using Microsoft.ML` is enough to find them, as with ML.NET's own extensions.
namespace Microsoft.ML;

/// <summary>Calls within sequences in the catalogs of an <see cref="MLContext"/>.</summary>
public static class SequenceCallsCatalog
{
    /// <summary>
    /// Calls the frames of videos with optics that the classifier has not learnt from by how they differ from each other; comes after
    /// <c>ScoreFocus</c> and <c>ScoreDomain</c>. <c>ScoreFrames</c> has it.
    /// </summary>
    /// <example>
    /// <code><![CDATA[
    /// var context = new MLContext(seed: 1);
    /// PretrainedModels models = context.FocusRestoration.LoadModels("data/models/postfocus.zip");
    /// IDataView frames = context.Data.LoadFrames("data/sample");
    /// var pipeline = context.Transforms.ScoreFocus(models.Classifier!)
    ///     .Append(context.Transforms.ScoreDomain(models.Domain!))
    ///     .Append(context.Transforms.CallWithinSequences());
    /// IDataView called = pipeline.Fit(frames).Transform(frames);
    /// Console.WriteLine($"{called.GetColumn<bool>("CalledWithinSequence").Count(was => was)} frames were called within their video");
    /// ]]></code>
    /// </example>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">Columns; null: the defaults.</param>
    public static SequenceCallsEstimator CallWithinSequences(
        this TransformsCatalog catalog,
        SequenceCallsEstimator.Options? options = null
    ) => new(catalog.Environment(), options ?? new());
}
