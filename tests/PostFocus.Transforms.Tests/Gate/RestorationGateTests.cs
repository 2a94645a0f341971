using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging.DataConsistency;
using PostFocus.Imaging.Focus;
using PostFocus.Transforms.Gate;

namespace PostFocus.Transforms.Tests.Gate;

public sealed class RestorationGateTests
{
    private static readonly RestorationGateEstimator.Options s_withEvidence = new() { EvidenceColumnName = "Evidence" };

    // Between the size of the change in scenes without and with invented blobs: -1.77 to -1.60, -1.42 to -1.21.
    private static readonly GateModel s_model = TestGate.On("Change", -1.5, -20);

    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void AcceptedFramesAreTheRestoredOnesAndAllOthersAreTheRecordedOnesBitForBit()
    {
        RestoredScene[] scenes = [.. RestoredScene.Wells(3, seed: 1)];
        scenes[2].WasRestored = scenes[5].WasRestored = false;
        var judged = Judge(scenes);
        Assert.Equal([true, false, false, false, true, false], judged.Scalars<bool>("Accepted"));
        Assert.Equal([false, false, true, false, false, true], judged.Scalars<float>("Trust").Select(float.IsNaN));
        Assert.All(judged.Scalars<float>("Trust").Where(t => !float.IsNaN(t)), t => Assert.InRange(t, 0, 1));
        string[] kept = judged.Bits("Kept"),
            restored = judged.Bits("Restored"),
            recorded = judged.Bits("Frame");
        Assert.Equal([restored[0], recorded[1], recorded[2], recorded[3], restored[4], recorded[5]], kept);
        Assert.All(judged.Scalars<float[]>("Evidence")[2], value => Assert.True(float.IsNaN(value)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(64)]
    [Trait("Speed", "Slow")]
    public void TheLookAheadChangesNoBit(int lookAhead)
    {
        RestoredScene[] scenes = [.. RestoredScene.Wells(4, seed: 2)];
        Assert.Equal(Judge(scenes).Bits("Evidence"), Judge(scenes, s_withEvidence with { LookAhead = lookAhead }).Bits("Evidence"));
    }

    [Fact]
    public void TheOrderOfTheRowsChangesNoBit()
    {
        RestoredScene[] scenes = [.. RestoredScene.Wells(4, seed: 2)];
        Assert.Equal(Judge(scenes).Bits("Evidence"), Judge([.. scenes.Reverse()]).Bits("Evidence").Reverse());
    }

    [Fact]
    public void GainAndOffsetOfTheCameraDoNotChangeTheEvidence()
    {
        RestoredScene[] scenes = [.. RestoredScene.Wells(2, seed: 3)],
            other = [.. RestoredScene.Wells(2, seed: 3)];
        foreach (var scene in other)
        {
            (scene.Frame, scene.Restored, scene.Intensity) = (Map(scene.Frame), Map(scene.Restored), Map(scene.Intensity));
            scene.Spread = [.. scene.Spread.Select(s => 4 * s)];
        }
        foreach ((var one, var two) in Judge(scenes).Scalars<float[]>("Evidence").Zip(Judge(other).Scalars<float[]>("Evidence")))
        {
            for (var i = 0; i < one.Length; i++)
                Assert.Equal(one[i], two[i], 1e-3f);
        }

        static float[] Map(float[] counts) => [.. counts.Select(c => 4 * c + 512)];
    }

    [Theory]
    [InlineData(30)]
    [InlineData(-30)] // darker is a shift as well
    public void TheEvidenceIsMadeOfTheNumbersThatItsNamesSay(float shift)
    {
        const double range = 1000;
        var scene = RestoredScene.Make(seed: 5, spoilt: true);
        scene.Restored = [.. scene.Restored.Select(c => c + shift)];
        var evidence = Evidence(scene);

        double[] change = [.. scene.Restored.Zip(scene.Frame, (after, before) => (double)after - before)];
        double spread = scene.Spread.Average(s => (double)s),
            size = Math.Sqrt(change.Average(c => c * c));
        var rank = (int)(0.95 * (scene.Spread.Length - 1));
        AssertLog(spread / range, "Spread");
        AssertLog(scene.Spread.Order().ElementAt(rank) / range, "LargeSpread");
        AssertLog(spread / size, "SpreadOverChange");
        AssertLog(size / range, "Change");
        AssertLog(Math.Abs(change.Average()) / range, "BrightnessShift");
        var residual = ReblurConsistency.Measure(scene.Frame, scene.Restored, RestoredScene.Side, RestoredScene.Side);
        AssertLog(residual.Share, "Unexplained");
        AssertLog(residual.OverNoise, "UnexplainedOverNoise");
        AssertLog(residual.LargestOverMedian, "UnexplainedLocally");

        Dictionary<string, double> before = Sharpness(scene.Frame),
            after = Sharpness(scene.Restored);
        foreach (var name in after.Keys)
        {
            Assert.Equal(after[name], evidence[$"Restored{name}"], 1e-4);
            Assert.Equal(after[name] - before[name], evidence[$"Gain{name}"], 1e-4);
        }
        Assert.Equal(2 * after.Count + 9, evidence.Count);

        void AssertLog(double value, string name) => Assert.Equal(Math.Log10(value), evidence[name], 1e-4);

        static Dictionary<string, double> Sharpness(float[] counts)
        {
            const int side = RestoredScene.Side;
            var variance = SharpnessMeasures.Variance(counts);
            var power = SharpnessMeasures.SpectrumShares(counts, side, side);
            return new()
            {
                ["Tenengrad"] = Math.Log10(SharpnessMeasures.Tenengrad(counts, side, side) / variance),
                ["Brenner"] = Math.Log10(SharpnessMeasures.Brenner(counts, side, side) / variance),
                ["LaplacianVariance"] = Math.Log10(SharpnessMeasures.LaplacianVariance(counts, side, side) / variance),
                ["VollathF4"] = SharpnessMeasures.VollathF4(counts, side, side) / variance,
                ["VollathF5"] = SharpnessMeasures.VollathF5(counts, side, side) / variance,
                ["Contrast"] = Math.Log10(Math.Sqrt(variance) / range),
                ["MiddleBandPower"] = Math.Log10(power.Middle),
                ["HighBandPower"] = Math.Log10(power.High),
                ["GradientKurtosis"] = Math.Log10(SharpnessMeasures.GradientKurtosis(counts, side, side)),
            };
        }
    }

    [Fact]
    public void WhereNothingChangedTheEvidenceIsAtItsFloor()
    {
        var scene = RestoredScene.Make(seed: 5, spoilt: false);
        scene.Restored = scene.Frame;
        var evidence = Evidence(scene);
        Assert.Equal((-4f, -4f), (evidence["Change"], evidence["BrightnessShift"]));
        Assert.Equal(Math.Log10(scene.Spread.Average() / (1e-4 * 1000)), evidence["SpreadOverChange"], 1e-4);
        Assert.All(evidence.Where(e => e.Key.StartsWith("Gain", StringComparison.Ordinal)), e => Assert.Equal(0, e.Value));
    }

    [Fact]
    public void TheFrameAtTheThresholdIsAccepted()
    {
        RestoredScene[] scenes = [.. RestoredScene.Wells(1, seed: 3)];
        (scenes[0].Score, scenes[1].Score) = (0, -0.001f); // trusts of 0.5, which is the threshold, and less
        IDataView rows = Rows(scenes),
            judged = _context.Transforms.GateRestoration(TestGate.On("OutOfFocusScore", 0, 1)).Fit(rows).Transform(rows);
        Assert.Equal(0.5f, judged.Scalars<float>("Trust")[0]);
        Assert.Equal([true, false], judged.Scalars<bool>("Accepted"));
    }

    [Fact]
    public void TheClassifiersScoreOfTheRecordedFrameIsEvidenceUpToWhereItIsSure()
    {
        RestoredScene[] scenes = [.. RestoredScene.Wells(2, seed: 3)];
        (scenes[0].Score, scenes[1].Score, scenes[2].Score, scenes[3].Score) = (1.5f, -0.25f, 40, -40);
        Assert.Equal([1.5f, -0.25f, 8, -8], Judge(scenes).Scalars<float[]>("Evidence").Select(evidence => evidence[^1]));
        IDataView rows = Rows(scenes),
            judged = _context.Transforms.GateRestoration(TestGate.On("OutOfFocusScore", 1, 1)).Fit(rows).Transform(rows);
        Assert.Equal([true, false, true, false], judged.Scalars<bool>("Accepted"));
    }

    [Fact]
    public void TheEvidenceHasNames()
    {
        VBuffer<ReadOnlyMemory<char>> names = default;
        Judge([.. RestoredScene.Wells(1, seed: 1)]).Schema["Evidence"].GetSlotNames(ref names);
        Assert.Equal(GateModel.EvidenceNames, names.DenseValues().Select(n => n.ToString()));
    }

    [Fact]
    public void WeightsOptionsAndFiguresAreReadBackFromAZip()
    {
        using var folder = new TemporaryFolder();
        var rows = Rows([.. RestoredScene.Wells(2, seed: 4)]);
        var model = TestGate.On(
            "Change",
            -1.5,
            3,
            new GateCalibration
            {
                AllowedWorse = 0.03,
                Confidence = 0.8,
                FittingWells = 1,
                FittingFrames = 2,
                FittingWorse = 3,
                ThresholdWells = 4,
                ThresholdFrames = 5,
                ThresholdWorse = 6,
                AcceptedWells = 7,
                AcceptedFrames = 8,
                AcceptedWorse = 9,
                FailedWells = 10,
                UpperBound = 0.11,
                CalibrationError = 0.12,
                Reliability = [new(0, 0.5, 0, double.NaN, double.NaN), new(0.5, 1, 7, 0.75, 0.5)],
                Samples = 13,
                Steps = 14,
                NeighbourDistance = 15,
                NeighbourCorrelation = 0.16,
                LeastPixelMicrons = 0.17,
                MostPixelMicrons = 0.18,
                Networks = "0a19",
            }
        );
        var usual = Around(Evidence(RestoredScene.Make(seed: 5, spoilt: false)), 20);
        model = new(model.Features, model.Bias, model.Threshold, model.Calibration, usual);
        var options = new RestorationGateEstimator.Options
        {
            ScoreColumnName = "Score",
            TrustColumnName = "T",
            AcceptedColumnName = "A",
            KeptColumnName = "K",
            EvidenceColumnName = "E",
            LookAhead = 5,
            InDomainColumnName = "WasRestored",
            PixelMicronsColumnName = "Score",
        };
        var gate = _context.Transforms.GateRestoration(model, options).Fit(rows);
        _context.Model.Save(gate, rows.Schema, folder["gate.zip"]);

        var loaded = Assert.IsType<RestorationGateTransformer>(_context.Model.Load(folder["gate.zip"], out _));
        Assert.Equal(options, loaded.Options);
        Assert.Equal(
            (model.Bias, model.Threshold, model.Calibration with { Reliability = [] }),
            (loaded.Model.Bias, loaded.Model.Threshold, loaded.Model.Calibration with { Reliability = [] })
        );
        Assert.Equal(model.Calibration.Reliability, loaded.Model.Calibration.Reliability);
        Assert.Equal(model.Features, loaded.Model.Features);
        Assert.Equal(usual.Limit, loaded.Model.Usual!.Limit);
        Assert.Equal(usual.Distribution.Mean, loaded.Model.Usual.Distribution.Mean);
        Assert.Equal(usual.Distribution.Precision, loaded.Model.Usual.Distribution.Precision);
        Assert.Equal(gate.Transform(rows).Bits("K"), loaded.Transform(rows).Bits("K"));
        Assert.Equal(model.Features, _context.FocusRestoration.LoadModels(folder["gate.zip"]).Gate!.Features);
    }

    [Fact]
    public void WhatTheGateHasNotLearntFromIsNotAcceptedHoweverHighTheTrust()
    {
        RestoredScene[] scenes = [.. RestoredScene.Wells(2, seed: 1)];
        var open = TestGate.On("Change", -1.5, 0); // trusts all alike
        GateModel At(double least, double most, UsualEvidence? usual = null) =>
            new(open.Features, 1, 0.5, open.Calibration with { LeastPixelMicrons = least, MostPixelMicrons = most }, usual);
        GateModel Usual(double limit) => new(open.Features, 1, 0.5, open.Calibration, Around(Evidence(scenes[0]), limit));
        var strange = new RestorationGateEstimator.Options { InDomainColumnName = "IsKnown" };
        var known = new RestorationGateEstimator.Options { PixelMicronsColumnName = "Pixel" };

        Assert.Equal(["", "", "", ""], Rejections(open));
        Assert.Equal(["domain", "", "domain", ""], Rejections(open, strange));
        Assert.Equal(["pixel_size", "pixel_size", "pixel_size", "pixel_size"], Rejections(At(0.3, 0.7)));
        Assert.Equal(["", "pixel_size", "", "pixel_size"], Rejections(At(0.3, 0.6), known));
        Assert.Equal(["", "", "", ""], Rejections(At(0.31, 0.7), known));
        Assert.Equal(["", "evidence", "evidence", "evidence"], Rejections(Usual(1e-3)));
        Assert.Equal(["", "", "", ""], Rejections(Usual(1e3)));
        // The first reason counts.
        var both = new RestorationGateEstimator.Options { InDomainColumnName = "IsKnown", PixelMicronsColumnName = "Pixel" };
        Assert.Equal(["domain", "pixel_size", "domain", "pixel_size"], Rejections(At(0.3, 0.6), both));
        Assert.Equal(["trust", "trust", "trust", "trust"], Rejections(new(open.Features, 1, threshold: null, open.Calibration)));

        string[] Rejections(GateModel model, RestorationGateEstimator.Options? options = null)
        {
            // Every other frame is in the domain; pixels are 0.3 and 0.65 µm wide by turns.
            var rows = _context.Data.LoadFromEnumerable(
                scenes.Select(
                    (s, i) =>
                        new PlacedScene
                        {
                            Frame = s.Frame,
                            Restored = s.Restored,
                            Spread = s.Spread,
                            IsKnown = i % 2 == 1,
                            Pixel = i % 2 == 0 ? 0.305f : 0.65f,
                        }
                )
            );
            var judged = _context.Transforms.GateRestoration(model, options).Fit(rows).Transform(rows);
            string[] rejections =
            [
                .. judged.Scalars<ReadOnlyMemory<char>>(RestorationGateTransformer.RejectionColumn).Select(text => text.ToString()),
            ];
            Assert.Equal(rejections.Select(r => r.Length == 0), judged.Scalars<bool>("Accepted"));
            return rejections;
        }
    }

    [Fact]
    public void AGateWithoutAThresholdAcceptsNothing()
    {
        RestoredScene[] scenes = [.. RestoredScene.Wells(2, seed: 1)];
        var closed = new GateModel(s_model.Features, s_model.Bias, threshold: null, s_model.Calibration);
        IDataView rows = Rows(scenes),
            judged = _context.Transforms.GateRestoration(closed).Fit(rows).Transform(rows);
        Assert.DoesNotContain(true, judged.Scalars<bool>("Accepted"));
        Assert.Equal(judged.Bits("Frame"), judged.Bits("Kept"));
    }

    [Fact]
    public void ASpreadOfOneSampleIsRefused()
    {
        RestoredScene[] scenes = [.. RestoredScene.Wells(1, seed: 1)];
        scenes[1].Spread = new float[scenes[1].Spread.Length];
        var thrown = Assert.ThrowsAny<Exception>(() => Judge(scenes).Scalars<float>("Trust"));
        Assert.Contains("row 1: the spread", thrown.ToString(), StringComparison.Ordinal);
        Assert.Contains("two samples", thrown.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void AMissingOrMistakenColumnIsNamed()
    {
        RestoredScene[] scenes = [.. RestoredScene.Wells(1, seed: 1)];
        string Refused(RestorationGateEstimator.Options options) => Assert.Throws<ArgumentException>(() => Judge(scenes, options)).Message;
        Assert.Contains("'Gone'", Refused(new() { RestoredColumnName = "Gone" }), StringComparison.Ordinal);
        Assert.Contains("'Intensity'", Refused(new() { SpreadColumnName = "Intensity" }), StringComparison.Ordinal);
        Assert.Contains("'Sequence'", Refused(new() { WasRestoredColumnName = "Sequence" }), StringComparison.Ordinal);
        Assert.Contains("'WasRestored'", Refused(new() { ScoreColumnName = "WasRestored" }), StringComparison.Ordinal);
    }

    [Fact]
    public void NumbersThatMakeNoGateAreRefused()
    {
        GateFeature[] features = [.. s_model.Features];
        Assert.Contains(
            "UnexplainedLocally",
            Assert.Throws<ArgumentException>(() => new GateModel(features[1..], 0, 0.5, s_model.Calibration)).Message,
            StringComparison.Ordinal
        );
        features[0] = features[0] with { Scale = 0 };
        Assert.Throws<ArgumentException>(() => new GateModel(features, 0, 0.5, s_model.Calibration));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GateModel(s_model.Features, 0, 1.5, s_model.Calibration));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RestorationGateEstimator.Options { LookAhead = 0 });
    }

    /// <summary>Evidence near this one, each number by itself.</summary>
    private static UsualEvidence Around(Dictionary<string, float> evidence, double limit)
    {
        double[] mean = [.. GateModel.EvidenceNames.Select(name => (double)evidence[name])];
        return new(new(mean, [.. Enumerable.Range(0, mean.Length * mean.Length).Select(i => i % (mean.Length + 1) == 0 ? 1.0 : 0)]), limit);
    }

    private Dictionary<string, float> Evidence(RestoredScene scene) =>
        GateModel.EvidenceNames.Zip(Judge([scene]).Scalars<float[]>("Evidence")[0]).ToDictionary(e => e.First, e => e.Second);

    private IDataView Rows(RestoredScene[] scenes) => _context.Data.LoadFromEnumerable(scenes);

    private IDataView Judge(RestoredScene[] scenes, RestorationGateEstimator.Options? options = null)
    {
        var rows = Rows(scenes);
        return _context.Transforms.GateRestoration(s_model, options ?? s_withEvidence).Fit(rows).Transform(rows);
    }

    private sealed class PlacedScene
    {
        [VectorType(RestoredScene.Side, RestoredScene.Side)]
        public float[] Frame { get; set; } = [];

        [VectorType(RestoredScene.Side, RestoredScene.Side)]
        public float[] Restored { get; set; } = [];

        [VectorType(RestoredScene.Side, RestoredScene.Side)]
        public float[] Spread { get; set; } = [];

        [VectorType(2)]
        public float[] Intensity { get; set; } = [1000, 2000];

        public float Score { get; set; } = 3;

        public bool WasRestored { get; set; } = true;

        public bool IsKnown { get; set; }

        public float Pixel { get; set; }
    }
}
