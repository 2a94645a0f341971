using Microsoft.ML;
using PostFocus.Transforms.Evaluation;
using PostFocus.Transforms.Tests.Classification;
using static PostFocus.Testing.TinyOnnx;

namespace PostFocus.Transforms.Tests.Evaluation;

public sealed class FrechetFeaturesTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void ADistanceByOneFeatureIsThatOfTwoGaussians()
    {
        // Offsets of 0, 20, 40 counts against 50, 50, 110: in unit intensities (of 200 counts in 2) 0, .2, .4 against .5, .5, 1.1.
        EvaluationRow[] rows = [Row(0, 50), Row(20, 50), Row(40, 110)];
        var metrics = Evaluate(rows, MeanIntensity());
        Assert.Equal(Math.Pow(0.7 - 0.2, 2) + Math.Pow(Math.Sqrt(0.12) - 0.2, 2), metrics.FrechetDistanceAfter, 1e-4);
        Assert.Equal("mean intensity", metrics.FrechetFeatures);

        static EvaluationRow Row(double restored, double truth) =>
            new() { Restored = EvaluationRow.Scene(offset: restored), Reference = EvaluationRow.Scene(offset: truth) };
    }

    [Fact]
    public void OfAWideFrameTheMiddleSquareIsLookedAt()
    {
        Assert.Equal(0, Distance(0, 1, 2, 3, 28, 29, 30, 31), 1e-9);
        Assert.NotEqual(0, Distance(4), 1e-5);
        Assert.NotEqual(0, Distance(27), 1e-5);

        // Between frames in which these columns are brighter, and frames in which they are not.
        double Distance(params int[] columns) =>
            Evaluate(
                [
                    .. new[] { 20, 40, 60 }.Select(by => new EvaluationRow
                    {
                        Restored = [.. EvaluationRow.Scene().Select((c, i) => columns.Contains(i % EvaluationRow.Width) ? c + by : c)],
                        Reference = EvaluationRow.Scene(),
                    }),
                ],
                MeanIntensity()
            ).FrechetDistanceAfter;
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void TheFocusClassifierTellsBlurredFramesFromSharpOnes()
    {
        var models = _context.FocusRestoration.LoadModels(Repository.Model);
        EvaluationRow[] rows =
        [
            .. Enumerable
                .Range(0, 4)
                .Select(i => new EvaluationRow
                {
                    Frame = EvaluationRow.Scene(blur: 4 + i),
                    Restored = EvaluationRow.Scene(blur: 0.1 * i),
                    Reference = EvaluationRow.Scene(blur: 0.1 * i),
                }),
        ];
        var metrics = Evaluate(rows, FrechetFeatures.OfClassifier(models.Classifier!));
        Assert.Equal("focus classifier", metrics.FrechetFeatures);
        Assert.Equal(0, metrics.FrechetDistanceAfter, 1e-6);
        Assert.True(metrics.FrechetDistanceBefore > 1e-3);
    }

    [Fact]
    public void ANetworkWithoutALastLayerHasNoFeatures() =>
        Assert.Throws<ArgumentException>(() => FrechetFeatures.OfClassifier(MeanNetwork.Model()));

    /// <summary>
    /// A network whose one feature is the mean intensity: the middle square of a frame, enlarged or not, in unit intensities.
    /// </summary>
    private static FrechetFeatures MeanIntensity() =>
        FrechetFeatures.OfNetwork(
            Model(
                [Node("GlobalAveragePool", ["image"], "pooled"), Node("Flatten", ["pooled"], "mean")],
                [Value("image", EvaluationRow.Height, EvaluationRow.Height)],
                Value("mean")
            ),
            "mean intensity",
            "image",
            "mean",
            side: EvaluationRow.Height,
            channels: 1
        );

    private RestorationMetrics Evaluate(EvaluationRow[] rows, FrechetFeatures features) =>
        _context.FocusRestoration.Evaluate(_context.Data.LoadFromEnumerable(rows), new() { Features = features });
}
