using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Tests;
using PostFocus.Transforms.Metrics;

namespace PostFocus.Transforms.Tests;

/// <summary>What the shipped networks do on the shipped sample, whose wells they have not seen. Bounds lie below what was measured.</summary>
public sealed class PretrainedTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void TheClassifierIsRightOnTheSample()
    {
        IDataView frames = Sample();
        IDataView scored = _context.Transforms.ScoreFocus(Models().Classifier!).Fit(frames).Transform(frames);
        CalibratedBinaryClassificationMetrics metrics = _context.BinaryClassification.Evaluate(scored);
        Assert.InRange(metrics.Accuracy, 0.95, 1);
        Assert.InRange(metrics.AreaUnderRocCurve, 0.97, 1);
    }

    [Fact]
    public void RestoredFramesAreNearerToTheTruth()
    {
        IDataView outOfFocus = _context.Data.FilterByCustomPredicate(
            Sample(), (Labelled row) => !row.Label);
        var pipeline = _context.Transforms.ConditionalRestore(
                Models().Restorer!, new() { DecisionColumnName = "Label", Samples = 1, Steps = 1 })
            .Append(_context.Transforms.FocusMetrics(
                new FocusMetricsOptions { FrameColumnName = "Frame", ReferenceColumnName = "Reference", Prefix = "Before" }))
            .Append(_context.Transforms.FocusMetrics("Restored", "Reference"));
        IDataView restored = pipeline.Fit(outOfFocus).Transform(outOfFocus);
        float[] before = restored.Scalars<float>("BeforePsnr"), after = restored.Scalars<float>("Psnr");
        Assert.Equal(32, after.Length);
        Assert.InRange(after.Average() - before.Average(), 2, 20);
        Assert.InRange(after.Zip(before).Count(p => p.First > p.Second), 28, 32);
    }

    private IDataView Sample() => _context.Data.LoadFrames(Path.Combine(Repository.Root, "data", "sample-truth", "truth.csv"));

    private PretrainedModels Models() => _context.FocusRestoration.LoadModels(Repository.Model);

    private sealed class Labelled
    {
        public bool Label { get; set; }
    }
}
