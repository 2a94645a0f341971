using Microsoft.ML;
using Microsoft.ML.Data;

namespace PostFocus.Transforms.Tests.Evaluation;

public sealed class RestorationEvaluationTests(TrainedPipeline pipeline) : IClassFixture<TrainedPipeline>
{
    [Fact]
    [Trait("Speed", "Slow")]
    public void ARestoredManifestIsEvaluatedByItsDefaultColumns()
    {
        var restored = pipeline.Restore(pipeline.Frames());
        var metrics = pipeline.Context.FocusRestoration.Evaluate(restored);
        var measured = pipeline.Context.Transforms.FocusMetrics(referenceColumnName: "Reference").Fit(restored).Transform(restored);
        var psnr = measured
            .Scalars<float>("Psnr")
            .Zip(measured.Scalars<bool>("WasRestored"))
            .Where(f => f.Second)
            .Select(f => (double)f.First);
        Assert.Equal((6, 4), (metrics.FrameCount, metrics.RestoredCount));
        Assert.Equal(psnr.Average(), metrics.After.Psnr.Mean, 1e-3);
        Assert.True(metrics.PsnrGain.Mean > 0);
        Assert.Equal(4, metrics.Coverage.Count);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void FoldsKeepASequenceTogetherAndCoverAllRows()
    {
        var estimator = pipeline.Context.Transforms.ConditionalRestore(
            pipeline.Models.Restorer!,
            TrainedPipeline.ByLabel with
            {
                Samples = 1,
                Steps = 1,
            }
        );
        var folds = pipeline.Context.FocusRestoration.CrossValidate(pipeline.Frames(), estimator, numberOfFolds: 2, seed: 1);
        Assert.Equal([0, 1], folds.Select(f => f.Fold));
        Assert.Equal(6, folds.Sum(f => f.Metrics.FrameCount));
        Assert.Empty(folds[0].ScoredHoldOutSet.Texts("Sequence").Intersect(folds[1].ScoredHoldOutSet.Texts("Sequence")));
    }
}
