using Microsoft.ML;
using PostFocus.Imaging;
using PostFocus.Imaging.Focus;
using PostFocus.Imaging.Metrics;
using PostFocus.Transforms.Evaluation;
using static PostFocus.Transforms.Tests.Evaluation.EvaluationRow;

namespace PostFocus.Transforms.Tests.Evaluation;

public sealed class RestorationMetricsTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void LikenessIsThatOfTheImagingLibraryInUnitsOfTheIntensityRange()
    {
        var row = new EvaluationRow();
        var metrics = Evaluate(row);
        AssertLikeness(row.Frame, metrics.Before);
        AssertLikeness(row.Restored, metrics.After);
        Assert.Equal(metrics.After.Psnr.Mean - metrics.Before.Psnr.Mean, metrics.PsnrGain.Mean, 1e-9);
        Assert.Equal(1, metrics.ShareImproved);

        void AssertLikeness(float[] frame, RestorationLikeness likeness)
        {
            float[] unit = Unit(frame),
                truth = Unit(row.Reference);
            Assert.Equal(ImageMetrics.Psnr(row.Reference, frame, IntensityRange), likeness.Psnr.Mean, 1e-3);
            Assert.Equal(StructuralSimilarity.Mean(truth, unit, Height, Width, 1), likeness.Ssim.Mean, 1e-9);
            Assert.Equal(ImageMetrics.Pcc(row.Reference, frame), likeness.Pcc.Mean, 1e-5);
            Assert.Equal(EdgeCorrelation.Pcc(truth, unit, Height, Width), likeness.EdgePcc.Mean, 1e-9);
            Assert.Equal(
                SharpnessMeasures.Tenengrad(frame, Height, Width) / SharpnessMeasures.Tenengrad(row.Reference, Height, Width),
                likeness.TenengradRatio.Mean,
                1e-4
            );
        }

        static float[] Unit(float[] counts) => [.. counts.Select(c => (float)((c - 100) / IntensityRange))];
    }

    [Fact]
    public void NoRowsAreRefused()
    {
        var error = Assert.Throws<PostFocusException>(() => Evaluate());
        Assert.StartsWith("There are no rows to evaluate.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GainAndOffsetOfTheCameraChangeNothing()
    {
        RestorationMetrics one = Evaluate(new EvaluationRow()),
            other = Evaluate(
                new EvaluationRow
                {
                    Frame = Changed(Scene(blur: 4)),
                    Restored = Changed(Scene(blur: 1)),
                    Reference = Changed(Scene()),
                    Intensity = Changed([100, 300]),
                }
            );
        Assert.Equal(one.After.Psnr.Mean, other.After.Psnr.Mean, 1e-3);
        Assert.Equal(one.After.Ssim.Mean, other.After.Ssim.Mean, 1e-5);
        Assert.Equal(one.After.EdgePcc.Mean, other.After.EdgePcc.Mean, 1e-5);
        Assert.Equal(one.FlickerAfter, other.FlickerAfter);

        static float[] Changed(float[] counts) => [.. counts.Select(c => 16 * c + 512)];
    }

    [Fact]
    public void ATruthThatIsFoundAgainIsWhollyLike()
    {
        var after = Evaluate(new EvaluationRow { Restored = Scene() }).After;
        Assert.Equal(double.PositiveInfinity, after.Psnr.Mean);
        Assert.Equal(1, after.Ssim.Mean, 1e-9);
        Assert.Equal(1, after.Pcc.Mean, 1e-9);
        Assert.Equal(1, after.EdgePcc.Mean, 1e-9);
        Assert.Equal(1, after.TenengradRatio.Mean, 1e-9);
    }

    [Fact]
    public void MeansAndDeviationsAreOverRestoredFramesOnly()
    {
        EvaluationRow[] rows =
        [
            new(),
            new() { Restored = Scene(blur: 2) },
            new() { Restored = Scene(blur: 6) },
            new() { Restored = Scene(), WasRestored = false },
        ];
        double[] psnr = [.. rows.Take(3).Select(r => ImageMetrics.Psnr(r.Reference, r.Restored, IntensityRange))];
        var metrics = Evaluate(rows);
        Assert.Equal((4, 3), (metrics.FrameCount, metrics.RestoredCount));
        Assert.Equal(3, metrics.After.Psnr.Count);
        Assert.Equal(psnr.Average(), metrics.After.Psnr.Mean, 1e-3);
        Assert.Equal(Math.Sqrt(psnr.Sum(p => Math.Pow(p - psnr.Average(), 2)) / 2), metrics.After.Psnr.StandardDeviation, 1e-3);
        Assert.Equal(2 / 3.0, metrics.ShareImproved, 1e-12);
    }

    [Fact]
    public void ASpreadThatIsTheErrorTellsIt()
    {
        EvaluationRow[] rows = [.. new[] { 1, 2, 3 }.Select(blur => WithSpread(blur, share: 1))];
        var metrics = Evaluate(rows);
        Assert.Equal(1, metrics.SpreadErrorOverFrames, 1e-9);
        Assert.Equal(1, metrics.SpreadErrorWithinFrames.Mean, 1e-2);
        Assert.Equal(1, metrics.Coverage.Mean, 1e-9);
        Assert.Equal(3, metrics.Coverage.Count);
    }

    [Fact]
    public void ASpreadOfLessThanHalfTheErrorCoversNothing() => Assert.InRange(Evaluate(WithSpread(2, share: 0.4)).Coverage.Mean, 0, 0.05);

    [Theory]
    [InlineData(1.5f, 1)]
    [InlineData(2.5f, 0)]
    public void APixelIsCoveredUpToTwoDeviations(float error, double covered)
    {
        var row = new EvaluationRow
        {
            Restored = Scene(offset: error),
            Spread = [.. Enumerable.Repeat(1f, EvaluationRow.Height * EvaluationRow.Width)],
        };
        Assert.Equal(covered, Evaluate(row).Coverage.Mean);
    }

    [Fact]
    public void AFrameThatStaysAsItWasIsNotImproved() =>
        Assert.Equal(0, Evaluate(new EvaluationRow { Restored = Scene(blur: 4) }).ShareImproved);

    [Fact]
    public void WithoutSpreadNothingIsSaidOfIt()
    {
        var metrics = Evaluate(new EvaluationRow(), new EvaluationRow());
        Assert.Equal(0, metrics.Coverage.Count);
        Assert.True(double.IsNaN(metrics.SpreadErrorOverFrames));
    }

    [Fact]
    public void FlickerIsTheChangeBeyondTheTruths()
    {
        // The truth brightens by 10 counts a frame; the recording follows it, the restored video is 4 counts off every second frame.
        EvaluationRow[] rows =
        [
            .. Enumerable
                .Range(0, 5)
                .Select(i => new EvaluationRow
                {
                    FrameIndex = i,
                    WasRestored = i % 2 == 1,
                    Reference = Scene(offset: 10 * i),
                    Frame = Scene(blur: 4, offset: 10 * i),
                    Restored = Scene(offset: 10 * i + (i % 2 == 1 ? 4 : 0)),
                }),
        ];
        var metrics = Evaluate(rows);
        Assert.Equal(0, metrics.FlickerBefore.Mean, 1e-6);
        Assert.Equal(4 / IntensityRange, metrics.FlickerAfter.Mean, 1e-6);
        Assert.Equal(1, metrics.FlickerAfter.Count);
    }

    [Fact]
    public void GapsAndOtherSequencesDoNotFlicker()
    {
        var metrics = Evaluate(
            new() { FrameIndex = 0 },
            new() { FrameIndex = 2, Restored = Scene(blur: 5) },
            new() { FrameIndex = 3, Sequence = "A2" }
        );
        Assert.Equal(0, metrics.FlickerAfter.Count);
        Assert.True(double.IsNaN(metrics.FlickerAfter.Mean));
    }

    [Fact]
    public void AnEmptyFoldGivesNoNumbers()
    {
        var oneSequence = _context.Data.LoadFromEnumerable([new EvaluationRow(), new EvaluationRow { FrameIndex = 1 }]);
        var folds = _context.FocusRestoration.CrossValidate(
            oneSequence,
            _context.Transforms.CopyColumns("Copy", "Sequence"),
            numberOfFolds: 2
        );
        var metrics = Assert.Single(folds, f => f.Metrics.FrameCount == 0).Metrics;
        Assert.Equal(0, metrics.RestoredCount);
        Assert.True(
            double.IsNaN(metrics.After.Psnr.Mean) && double.IsNaN(metrics.ShareImproved) && double.IsNaN(metrics.FrechetDistanceAfter)
        );
        Assert.Null(metrics.FrechetFeatures);
    }

    [Fact]
    public void ColumnsThatAreMissingOrOfAnotherTypeAreNamed()
    {
        var data = _context.Data.LoadFromEnumerable([new EvaluationRow()]);
        Assert.Contains(
            "'Truth'",
            Assert
                .Throws<ArgumentException>(() => _context.FocusRestoration.Evaluate(data, new() { ReferenceColumnName = "Truth" }))
                .Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "'Sequence'",
            Assert
                .Throws<ArgumentException>(() => _context.FocusRestoration.Evaluate(data, new() { WasRestoredColumnName = "Sequence" }))
                .Message,
            StringComparison.Ordinal
        );
    }

    private static EvaluationRow WithSpread(double blur, double share)
    {
        float[] restored = Scene(blur),
            truth = Scene();
        return new() { Restored = restored, Spread = [.. restored.Zip(truth, (r, t) => (float)share * Math.Abs(r - t) + 1e-4f)] };
    }

    private RestorationMetrics Evaluate(params EvaluationRow[] rows) =>
        _context.FocusRestoration.Evaluate(_context.Data.LoadFromEnumerable(rows));
}
