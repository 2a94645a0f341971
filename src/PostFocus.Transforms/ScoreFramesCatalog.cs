using PostFocus.Transforms;

// In ML.NET's namespace, so that `using Microsoft.ML` is enough to find them, as with ML.NET's own extensions.
namespace Microsoft.ML;

/// <summary>What stands before restorers and gates, in the catalogs of an <see cref="MLContext"/>.</summary>
public static class ScoreFramesCatalog
{
    /// <summary>
    /// ScoreFocus, and where the models have a domain ScoreDomain and CallWithinSequences: what a gate asks for beside the restored frame.
    /// </summary>
    /// <example>
    /// <code><![CDATA[
    /// var context = new MLContext(seed: 1);
    /// PretrainedModels models = context.FocusRestoration.LoadModels("data/models/postfocus.zip");
    /// IDataView frames = context.Data.LoadFrames("data/sample");
    /// IDataView scored = context.Transforms.ScoreFrames(models).Fit(frames).Transform(frames);
    /// foreach ((bool blurred, bool known) in scored.GetColumn<bool>("PredictedLabel").Zip(scored.GetColumn<bool>("InDomain")))
    ///     Console.WriteLine($"out of focus: {blurred}, like the frames learnt from: {known}");
    /// ]]></code>
    /// </example>
    /// <param name="catalog">The catalog.</param>
    /// <param name="models">From <c>mlContext.FocusRestoration.LoadModels</c>.</param>
    /// <exception cref="ArgumentException">The models have no classifier.</exception>
    public static IEstimator<ITransformer> ScoreFrames(this TransformsCatalog catalog, PretrainedModels models)
    {
        ArgumentNullException.ThrowIfNull(models);
        var focus = catalog.ScoreFocus(models.Classifier ?? throw new ArgumentException("The models have no classifier.", nameof(models)));
        return models.Domain is { } domain ? focus.Append(catalog.ScoreDomain(domain)).Append(catalog.CallWithinSequences()) : focus;
    }
}
