using PostFocus.Transforms.Domain;
using PostFocus.Transforms.MicrosoftML;

// In ML.NET's namespace, so that `using Microsoft.ML` is enough to find them, as with ML.NET's own extensions.
namespace Microsoft.ML;

/// <summary>The domain of networks in the catalogs of an <see cref="MLContext"/>.</summary>
public static class DomainScoringCatalog
{
    /// <summary>
    /// Judges whether frames are like those that networks and gate learnt from; comes before <c>GateRestoration</c>, which accepts no
    /// others.
    /// </summary>
    /// <example>
    /// <code><![CDATA[
    /// var context = new MLContext(seed: 1);
    /// PretrainedModels models = context.FocusRestoration.LoadModels("data/models/postfocus.zip");
    /// IDataView frames = context.Data.LoadFrames("data/sample");
    /// IDataView scored = context.Transforms.ScoreDomain(models.Domain!).Fit(frames).Transform(frames);
    /// Console.WriteLine($"domain score {scored.GetColumn<float>("DomainScore").Average():F2}, up to 1 in the domain");
    /// ]]></code>
    /// </example>
    /// <param name="catalog">The catalog.</param>
    /// <param name="model">A domain from <c>mlContext.FocusRestoration.LoadModels</c> or a trained transformer.</param>
    /// <param name="options">Columns; null: the defaults.</param>
    public static DomainScoringEstimator ScoreDomain(
        this TransformsCatalog catalog,
        DomainModel model,
        DomainScoringEstimator.Options? options = null
    )
    {
        ArgumentNullException.ThrowIfNull(model);
        return new(catalog.Environment(), model, options ?? new());
    }
}
