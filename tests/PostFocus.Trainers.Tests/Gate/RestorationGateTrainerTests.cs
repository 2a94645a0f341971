using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging;
using PostFocus.Trainers.Gate;

namespace PostFocus.Trainers.Tests.Gate;

public sealed class RestorationGateTrainerTests
{
    private static readonly RestorationGateTrainer.Options s_loose = new() { AllowedWorse = 0.05, Confidence = 0.85 };

    private readonly MLContext _context = new(seed: 1);

    [Fact]
    [Trait("Speed", "Slow")]
    public void SpoiltRestorationsOfFreshWellsAreRejectedAndTheGoodOnesKept()
    {
        var rows = Rows(RestoredScene.Wells(100, seed: 1));
        var gate = _context.FocusRestoration.Trainers.Gate(s_loose).Fit(rows);
        var figures = gate.Model.Calibration;
        Assert.Equal((50, 100, 50), (figures.FittingWells, figures.FittingFrames, figures.FittingWorse));
        Assert.Equal((50, 100, 50), (figures.ThresholdWells, figures.ThresholdFrames, figures.ThresholdWorse));
        Assert.InRange(figures.UpperBound, 0, 0.05);
        Assert.InRange(figures.CalibrationError, 0, 0.1);
        Assert.Equal(figures.ThresholdFrames, figures.Reliability.Sum(bin => bin.Count));
        Assert.Equal(
            figures.ThresholdWorse,
            figures.Reliability.Where(bin => bin.Count > 0).Sum(bin => bin.Count * (1 - bin.Frequency)),
            1e-6
        );
        Assert.Contains("promise: at most 5 % worse", RestorationGateTrainer.Describe(gate.Model)[^1], StringComparison.Ordinal);

        bool[] accepted = [.. gate.Transform(Rows(RestoredScene.Wells(50, seed: 2))).GetColumn<bool>("Accepted")];
        Assert.InRange(accepted.Where((_, i) => i % 2 == 1).Count(a => a), 0, 2);
        Assert.InRange(accepted.Where((_, i) => i % 2 == 0).Count(a => a), 40, 50);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void TheSameRowsGiveTheSameGateWhateverTheLookAhead()
    {
        RestoredScene[] scenes = [.. RestoredScene.Wells(12, seed: 3)];
        var one = _context.FocusRestoration.Trainers.Gate().Fit(Rows(scenes)).Model;
        var two = _context.FocusRestoration.Trainers.Gate(new() { Gate = new() { LookAhead = 3 } }).Fit(Rows(scenes)).Model;
        Assert.Equal(one.Features, two.Features);
        Assert.Equal(one.Bias, two.Bias);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void AStrongerPenaltyGivesSmallerWeights()
    {
        var rows = Rows(RestoredScene.Wells(12, seed: 3));
        double Size(double l2) =>
            _context.FocusRestoration.Trainers.Gate(new() { L2Regularization = l2 }).Fit(rows).Model.Features.Sum(f => f.Weight * f.Weight);
        Assert.InRange(Size(100), 0, 0.5 * Size(1));
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void WithTooFewWellsNothingIsAcceptedAndItIsSaidHowManyItTakes()
    {
        var rows = Rows(RestoredScene.Wells(12, seed: 3));
        var gate = _context.FocusRestoration.Trainers.Gate().Fit(rows);
        Assert.Null(gate.Model.Threshold);
        Assert.DoesNotContain(true, gate.Transform(rows).GetColumn<bool>("Accepted"));
        var said = RestorationGateTrainer.Describe(gate.Model)[^1];
        Assert.Contains("no threshold", said, StringComparison.Ordinal);
        Assert.Contains("at least 340 threshold wells", said, StringComparison.Ordinal);
        Assert.Contains("there are 6", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "")]
    [InlineData(true, "black")]
    [Trait("Speed", "Slow")]
    public void RowsThatWereNotRestoredOrAreFlaggedDoNotCount(bool wasRestored, string problem)
    {
        RestoredScene[] scenes = [.. RestoredScene.Wells(12, seed: 3)],
            more = [.. RestoredScene.Wells(6, seed: 4)];
        foreach (var scene in more)
            (scene.WasRestored, scene.FrameProblem) = (wasRestored, problem);
        Assert.Equal(
            _context.FocusRestoration.Trainers.Gate().Fit(Rows(scenes)).Model.Features,
            _context.FocusRestoration.Trainers.Gate().Fit(Rows([.. scenes, .. more])).Model.Features
        );
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void WhatCannotBeLearntFromIsRefused()
    {
        RestoredScene[] scenes = [.. RestoredScene.Wells(6, seed: 3)];
        // The data can be mended; a column that is not there is the program's.
        string Refused(IEnumerable<RestoredScene> rows, RestorationGateTrainer.Options? options = null) =>
            Assert
                .Throws(
                    options is null ? typeof(PostFocusException) : typeof(ArgumentException),
                    () =>
                    {
                        _context.FocusRestoration.Trainers.Gate(options).Fit(Rows(rows));
                    }
                )
                .Message;
        Assert.Contains("None of the 3 restored frames", Refused(scenes.Where((_, i) => i % 2 == 0)), StringComparison.Ordinal);
        Assert.Contains("Each of the 3 restored frames", Refused(scenes.Where((_, i) => i % 2 == 1)), StringComparison.Ordinal);
        Assert.Contains("two wells", Refused(scenes.Take(2)), StringComparison.Ordinal);
        Assert.Contains("'Truth'", Refused(scenes, new() { ReferenceColumnName = "Truth" }), StringComparison.Ordinal);
        Assert.Contains("'Plate'", Refused(scenes, new() { GroupColumnName = "Plate" }), StringComparison.Ordinal);
    }

    [Fact]
    public void OptionsOutOfRangeAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RestorationGateTrainer.Options { AllowedWorse = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RestorationGateTrainer.Options { Confidence = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RestorationGateTrainer.Options { ThresholdFraction = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RestorationGateTrainer.Options { L2Regularization = 0 });
    }

    private IDataView Rows(IEnumerable<RestoredScene> scenes) => _context.Data.LoadFromEnumerable(scenes.ToArray());

    [Fact]
    public void AFrameThatIsAsGoodAsItsInputIsNotWorse()
    {
        RestoredScene[] scenes = [.. RestoredScene.Wells(6, seed: 3)];
        for (var i = 0; i < scenes.Length; i += 2)
            scenes[i].Restored = [.. scenes[i].Frame];
        var figures = _context.FocusRestoration.Trainers.Gate().Fit(Rows(scenes)).Model.Calibration;
        Assert.Equal((6, 3, 6, 3), (figures.FittingFrames, figures.FittingWorse, figures.ThresholdFrames, figures.ThresholdWorse));
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void OnlyWellsThatAreNotFittedOnSetTheThreshold()
    {
        // If no frame is worse 10 wells keep this promise, and a quarter is 9.
        var options = new RestorationGateTrainer.Options
        {
            AllowedWorse = 0.2,
            Confidence = 0.8,
            ThresholdFraction = 0.25,
        };
        Assert.Null(_context.FocusRestoration.Trainers.Gate(options).Fit(Rows(RestoredScene.Wells(36, seed: 3))).Model.Threshold);
        var half = _context
            .FocusRestoration.Trainers.Gate(options with { ThresholdFraction = 0.5 })
            .Fit(Rows(RestoredScene.Wells(36, seed: 3)))
            .Model;
        Assert.NotNull(half.Threshold);
    }
}
