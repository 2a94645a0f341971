using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging;
using PostFocus.Transforms.Classification;

namespace PostFocus.Transforms.Tests.Classification;

public sealed class FocusCalibratorTests
{
    // Of frames of one mean m the network says the logit 2 m.
    private static readonly (float Mean, bool IsOut)[] s_frames =
    [
        (-1, false),
        (-0.8f, false),
        (-0.5f, true),
        (-0.3f, false),
        (0.2f, true),
        (0.4f, false),
        (0.6f, true),
        (0.9f, true),
    ];

    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void TheTemperatureIsThatOfTheFramesLogits()
    {
        using var fitted = Fit(new() { TargetRecall = 0.75 }, s_frames);
        var expected = TemperatureScaling.Fit([.. s_frames.Select(f => 2 * f.Mean)], [.. s_frames.Select(f => f.IsOut)]);
        Assert.Equal(expected, fitted.Model.Temperature, 1e-4);
        // Three of four are found above the probability of the one frame in focus at 0.4: between -0.3 and 0.2.
        Assert.Equal(
            [false, false, false, false, true, true, true, true],
            fitted.Transform(Rows(s_frames)).GetColumn<bool>("PredictedLabel")
        );
        Assert.Equal(2 * 0.9f / expected, fitted.Transform(Rows(s_frames)).GetColumn<float>("Score").Last(), 1e-4);
    }

    [Fact]
    public void WhatWasFittedBeforeDoesNotCount()
    {
        var before = MeanNetwork.Model() with { Temperature = 7, Threshold = 0.9, PixelMicrons = 0.65 };
        using FocusScoringTransformer one = Fit(new(), s_frames),
            two = Fit(new(), s_frames, before);
        Assert.Equal(one.Model.Temperature, two.Model.Temperature);
        Assert.Equal((0.5, 0.65), (two.Model.Threshold, two.Model.PixelMicrons!.Value));
    }

    [Fact]
    public void TheNumberOfOrientationsIsSetOrKept()
    {
        var before = MeanNetwork.Model() with { Orientations = 2 };
        using FocusScoringTransformer kept = Fit(new(), s_frames, before),
            set = Fit(new() { Orientations = 8 }, s_frames, before);
        Assert.Equal((2, 8), (kept.Model.Orientations, set.Model.Orientations));
    }

    [Fact]
    public void WhereAllFramesAreRightTheTemperatureIsOne()
    {
        using var fitted = Fit(new(), [(-1, false), (0.1f, true)]);
        Assert.Equal(1, fitted.Model.Temperature);
    }

    [Fact]
    public void WhatCannotBeFittedIsRefused()
    {
        Assert.Contains(
            "'Truth'",
            Assert.Throws<ArgumentException>(() => Fit(new() { LabelColumnName = "Truth" }, s_frames)).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Boolean",
            Assert.Throws<ArgumentException>(() => Fit(new() { LabelColumnName = "PixelMicrons" }, s_frames)).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "no frames to fit to",
            Assert.Throws<PostFocusException>(() => Fit(new() { TargetRecall = 0.9 }, [])).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentOutOfRangeException>(() => new FocusCalibrator.Options { TargetRecall = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new FocusCalibrator.Options { Orientations = 9 });
    }

    private FocusScoringTransformer Fit(FocusCalibrator.Options options, (float, bool)[] frames, FocusModel? model = null) =>
        _context.BinaryClassification.Calibrators.FocusClassifier(model ?? MeanNetwork.Model(), options).Fit(Rows(frames));

    private IDataView Rows((float Mean, bool IsOut)[] frames)
    {
        var schema = SchemaDefinition.Create(typeof(Row));
        schema["Frame"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, MeanNetwork.Side, MeanNetwork.Side);
        return _context.Data.LoadFromEnumerable(
            frames.Select(f => new Row
            {
                Frame = [.. Enumerable.Range(0, 256).Select(i => f.Mean + (i % 2 == 0 ? 0.25f : -0.25f))],
                Label = f.IsOut,
            }),
            schema
        );
    }

    private sealed class Row
    {
        public float[] Frame { get; set; } = [];

        [VectorType(2)]
        public float[] Intensity { get; set; } = [-1, 1];

        public bool Label { get; set; }

        public float PixelMicrons { get; set; } = float.NaN;
    }
}
