using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Transforms.Metrics;

namespace PostFocus.Transforms.Tests;

/// <summary>
/// What the shipped networks do on the shipped sample, whose wells they have not seen. Bounds lie below what was measured.
/// </summary>
public sealed class PretrainedTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    [Trait("Speed", "Slow")]
    public void TheClassifierIsRightOnTheSample()
    {
        var frames = Sample();
        var scored = _context
            .Transforms.ScoreFocus(_context.FocusRestoration.LoadModels(Repository.Model).Classifier!)
            .Fit(frames)
            .Transform(frames);
        var metrics = _context.BinaryClassification.Evaluate(scored);
        Assert.InRange(metrics.Accuracy, 0.95, 1);
        Assert.InRange(metrics.AreaUnderRocCurve, 0.97, 1);
    }

    /// <summary>By the shipped regression, which looks at neighbours, and by the diffusion in one step.</summary>
    [Theory]
    [InlineData("postfocus.zip", 5, 32)]
    [InlineData("diffusion.zip", 2, 28)]
    [Trait("Speed", "Slow")]
    public void RestoredFramesAreNearerToTheTruth(string zip, double gain, int frames)
    {
        var restorer = _context.FocusRestoration.LoadModels(Path.Combine(Path.GetDirectoryName(Repository.Model)!, zip)).Restorer!;
        var pipeline = _context
            .Transforms.ConditionalRestore(
                restorer,
                new()
                {
                    DecisionColumnName = "Label",
                    Samples = 1,
                    Steps = 1,
                }
            )
            .Append(
                _context.Transforms.FocusMetrics(
                    new FocusMetricsEstimator.Options
                    {
                        FrameColumnName = "Frame",
                        ReferenceColumnName = "Reference",
                        OutputPrefix = "Before",
                    }
                )
            )
            .Append(_context.Transforms.FocusMetrics(referenceColumnName: "Reference"));
        IDataView sample = Sample(),
            restored = _context.Data.FilterByCustomPredicate(pipeline.Fit(sample).Transform(sample), (Labelled row) => !row.Label);
        float[] before = restored.Scalars<float>("BeforePsnr"),
            after = restored.Scalars<float>("Psnr");
        Assert.Equal(32, after.Length);
        Assert.InRange(after.Average() - before.Average(), gain, 20);
        Assert.InRange(after.Zip(before).Count(p => p.First > p.Second), frames, 32);
    }

    private IDataView Sample() => _context.Data.LoadFrames(Path.Combine(Repository.Root, "data", "sample-truth", "truth.csv"));

    private sealed class Labelled
    {
        public bool Label { get; set; }
    }

    [Fact]
    public void ANotebookFindsTheModelsInTheirPackage()
    {
        var assembly = Path.Combine("packages", "postfocus.transforms", "0.1.0", "lib", "net10.0");
        var models = PretrainedModels.InPackage(assembly, "postfocus.zip");
        Assert.Equal(
            Path.GetFullPath(Path.Combine("packages", "postfocus.models", "0.1.0", "models", "postfocus.zip")),
            Path.GetFullPath(models)
        );
    }
}
