using PostFocus.Transforms.Gate;
using PostFocus.Transforms.MicrosoftML;

// In ML.NET's namespace, so that `using Microsoft.ML` is enough to find them, as with ML.NET's own extensions.
namespace Microsoft.ML;

/// <summary>The gate behind a restoration in the catalogs of an <see cref="MLContext"/>.</summary>
public static class RestorationGateCatalog
{
    /// <summary>Judges restored frames and keeps those that can be trusted; comes after <c>ConditionalRestore</c>.</summary>
    /// <example>
    /// <code><![CDATA[
    /// var context = new MLContext(seed: 1);
    /// PretrainedModels models = context.FocusRestoration.LoadModels("data/models/postfocus.zip");
    /// IDataView frames = context.Data.LoadFrames(new SequenceOptions { PixelMicrons = 0.65 }, "data/sample");
    /// var pipeline = context.Transforms.ScoreFrames(models)
    ///     .Append(context.Transforms.ConditionalRestore(models.Restorer!))
    ///     .Append(context.Transforms.GateRestoration(models.Gate!));
    /// IDataView rows = pipeline.Fit(frames).Transform(frames);
    /// foreach ((float trust, bool accepted) in rows.GetColumn<float>("Trust").Zip(rows.GetColumn<bool>("Accepted")))
    ///     Console.WriteLine($"trust {trust:F3}, accepted: {accepted}"); // NaN where nothing was restored
    /// ]]></code>
    /// </example>
    /// <param name="catalog">The catalog.</param>
    /// <param name="model">A gate from <c>mlContext.FocusRestoration.LoadModels</c> or a trained transformer.</param>
    /// <param name="options">Columns; null: the defaults.</param>
    public static RestorationGateEstimator GateRestoration(
        this TransformsCatalog catalog,
        GateModel model,
        RestorationGateEstimator.Options? options = null
    )
    {
        ArgumentNullException.ThrowIfNull(model);
        return new(catalog.Environment(), model, options ?? new());
    }
}
