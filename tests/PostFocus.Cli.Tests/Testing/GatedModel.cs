using Microsoft.ML;
using PostFocus.Transforms.Gate;

namespace PostFocus.Cli.Tests.Testing;

/// <summary>A brightness model with a gate that accepts restored frames of high contrast: above a tenth of the range.</summary>
internal static class GatedModel
{
    /// <param name="zip">Where to save it.</param>
    /// <param name="networks">A brightness model.</param>
    /// <param name="folder">Of any frames.</param>
    public static void Save(string zip, string networks, string folder)
    {
        var context = new MLContext(1);
        var models = context.FocusRestoration.LoadModels(networks);
        var frames = context.Data.LoadFrames(folder);
        ITransformer chain = context
            .Transforms.ScoreFocus(models.Classifier!)
            .Append(context.Transforms.ConditionalRestore(models.Restorer!))
            .Append(
                context.Transforms.GateRestoration(
                    new GateModel(
                        [.. GateModel.EvidenceNames.Select(name => new GateFeature(name, 0, 1, name == "RestoredContrast" ? 20 : 0))],
                        20,
                        0.5,
                        new()
                        {
                            AllowedWorse = 0.01,
                            Confidence = 0.95,
                            Samples = 2,
                            Steps = 1,
                            Reliability = [new(0, 0.5, 0, double.NaN, double.NaN), new(0.5, 1, 40, 0.8, 0.75)],
                        }
                    )
                )
            )
            .Fit(frames);
        context.Model.Save(chain, frames.Schema, zip);
    }
}
