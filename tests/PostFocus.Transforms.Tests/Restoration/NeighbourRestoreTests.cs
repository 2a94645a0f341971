using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging.Metrics;
using PostFocus.Transforms.Restoration;

namespace PostFocus.Transforms.Tests.Restoration;

public sealed class NeighbourRestoreTests
{
    private const int Height = 64,
        Width = 80;

    private static readonly LostFocus s_place = new(Height, Width, place: 1);

    private readonly MLContext _context = new(seed: 1);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(16)]
    public void OnlyFramesOutOfFocusAreRestoredAndEachComesNearerToItsTruth(int lookAhead)
    {
        var rows = Video("a", "f.f..f");
        var restored = Transformed(rows, new() { LookAhead = lookAhead });
        var frames = restored.Scalars<float[]>("Restored");
        Assert.Equal(rows.Select(r => r.PredictedLabel), restored.Scalars<bool>("WasRestored"));
        Assert.Equal([0, 2, 0, 2, 2, 0], restored.Scalars<int>("NeighbourCount"));
        var errors = restored.Scalars<float>("HeldOutError");
        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i].PredictedLabel)
            {
                var truth = s_place.Truth(i);
                Assert.InRange(ImageMetrics.Pcc(truth, frames[i]), ImageMetrics.Pcc(truth, rows[i].Frame) + 0.1, 1);
                Assert.InRange(errors[i], 0, 0.9);
            }
            else
            {
                Assert.Equal(rows[i].Frame, frames[i]);
                Assert.Equal(float.NaN, errors[i]);
            }
        }
        Assert.All(restored.Scalars<float[]>("Spread").Zip(rows), p => Assert.Equal(p.Second.PredictedLabel, p.First.Any(s => s > 0)));
    }

    [Fact]
    public void WhatIsComputedTogetherDoesNotMatter()
    {
        var rows = Video("a", "f.f..f");
        Assert.Equal(
            Transformed(rows, new() { LookAhead = 1 }).Scalars<float[]>("Restored"),
            Transformed(rows, new() { LookAhead = 64 }).Scalars<float[]>("Restored")
        );
    }

    [Fact]
    public void OtherFramesOutOfFocusOfTheVideoMakeTheFilterOfASmallFrameBetter()
    {
        var rows = Video("a", "f.f.f.f.f.f.f.f");
        var beside = Transformed(rows, new()).Scalars<float[]>("Restored");
        double[] gains =
        [
            .. Enumerable
                .Range(0, 7)
                .Select(i => 2 * i + 1)
                .Select(i =>
                {
                    var alone = Transformed(rows[(i - 1)..(i + 2)], new()).Scalars<float[]>("Restored")[1];
                    return ImageMetrics.Pcc(s_place.Truth(i), beside[i]) - ImageMetrics.Pcc(s_place.Truth(i), alone);
                }),
        ];
        Assert.InRange(gains.Count(gain => gain > 0), 5, 7);
        Assert.InRange(gains.Average(), 0.002, 1);
    }

    [Fact]
    public void FramesThatAreOutOfFocusInAnotherWayHardlyCount()
    {
        var truth = s_place.Truth(1);
        var rows = Video("a", "f.f.f.f.f.f");
        var alike = ImageMetrics.Pcc(truth, Transformed(rows, new()).Scalars<float[]>("Restored")[1]);
        foreach (var row in rows.Where(r => r.PredictedLabel).Skip(1))
            row.Frame = [.. row.Frame.Select(v => -v)];
        var other = ImageMetrics.Pcc(truth, Transformed(rows, new()).Scalars<float[]>("Restored")[1]);
        var alone = ImageMetrics.Pcc(truth, Transformed(rows[..3], new()).Scalars<float[]>("Restored")[1]);
        Assert.InRange(other, alone - 0.02, alike);
    }

    [Fact]
    public void FramesFarOffInTimeAndOtherVideosTellNothing()
    {
        Row[] rows = [.. Video("a", string.Concat(Enumerable.Repeat("f.", 30))), .. Video("b", "f.f.f.")];
        var restored = Transformed(rows, new()).Scalars<float[]>("Restored");
        foreach (var row in rows[42..])
            row.Frame = [.. row.Frame.Select((v, i) => v * (i % 3))];
        var changed = Transformed(rows, new()).Scalars<float[]>("Restored");
        Assert.Equal(restored[11], changed[11]);
        Assert.NotEqual(restored[31], changed[31]);
        Row[] beside = [.. Video("a", string.Concat(Enumerable.Repeat("f.", 30))), .. rows[60..]];
        Assert.Equal(restored[..60], Transformed(beside, new()).Scalars<float[]>("Restored")[..60]);
    }

    [Fact]
    public void WhatMovesMakesNoFilterWeaker()
    {
        // Half of what is seen is another in every frame, and out of focus all has half its contrast.
        var stays = new LostFocus(Height, Width, place: 5).Truth(0);
        var rows = Video("a", "f.f.f.f.f.f.f.f");
        float[][] truth =
        [
            .. rows.Select(row =>
                stays.Zip(new LostFocus(Height, Width, place: 10 + row.FrameIndex).Truth(0), (same, other) => same + other).ToArray()
            ),
        ];
        foreach (var row in rows)
            row.Frame = row.PredictedLabel ? [.. truth[row.FrameIndex].Select(v => v / 2)] : truth[row.FrameIndex];
        var restored = Transformed(rows, new() { MostError = 1000 }).Scalars<float[]>("Restored");
        double[] contrast =
        [
            .. rows.Where(r => r.PredictedLabel).Select(r => Deviation(restored[r.FrameIndex]) / Deviation(truth[r.FrameIndex])),
        ];
        Assert.InRange(contrast.Average(), 0.75, 1.25);

        static double Deviation(float[] image)
        {
            var mean = image.Average();
            return Math.Sqrt(image.Average(v => (v - mean) * (v - mean)));
        }
    }

    [Fact]
    public void AFrameWithoutAFrameInFocusNearStaysAsItIs()
    {
        Row[] rows = [.. Video("a", "...f"), .. Video("b", "f"), .. Video("c", "..")];
        var restored = Transformed(rows, new() { NeighbourDistance = 2 });
        Assert.Equal([0, 1, 1, 0, 0, 0, 0], restored.Scalars<int>("NeighbourCount"));
        Assert.Equal([false, true, true, false, false, false, false], restored.Scalars<bool>("WasRestored"));
        Assert.Equal(rows[0].Frame, restored.Scalars<float[]>("Restored")[0]);
        Assert.Equal(rows[0].Frame, restored.Scalars<float[]>("Neighbour")[0]);
    }

    [Fact]
    public void AFrameOfAnotherPlaceIsNotRestoredUnlessItIsAskedFor()
    {
        var rows = Video("a", "f.");
        rows[0].Frame = new LostFocus(Height, Width, place: 2).InFocus(0);
        var restored = Transformed(rows, new());
        Assert.False(restored.Scalars<bool>("WasRestored")[1]);
        Assert.InRange(restored.Scalars<float>("HeldOutError")[1], 1, float.PositiveInfinity);
        Assert.Equal(rows[1].Frame, restored.Scalars<float[]>("Restored")[1]);
        Assert.True(Transformed(rows, new() { MostError = 1000 }).Scalars<bool>("WasRestored")[1]);
    }

    [Fact]
    public void FramesOfAnotherExposureAreBroughtToOne()
    {
        var rows = Video("a", "f.f");
        var alike = Transformed(rows, new()).Scalars<float[]>("Restored")[1];
        foreach (var row in rows.Where(r => !r.PredictedLabel))
            (row.Frame, row.Intensity) = ([.. row.Frame.Select(v => 500 + 40 * v)], [500 - 80, 500 + 80]);
        var brighter = Transformed(rows, new()).Scalars<float[]>("Restored")[1];
        for (var p = 0; p < alike.Length; p++)
            Assert.Equal(alike[p], brighter[p], 1e-3);
    }

    [Fact]
    public void WhatCarriesNoDataStaysAsItWas()
    {
        var rows = Video("a", "f.f");
        for (var y = 0; y < 12; y++)
            rows[1].Frame.AsSpan(y * Width, 12).Fill(float.NaN);
        var restored = Transformed(rows, new()).Scalars<float[]>("Restored")[1];
        for (var p = 0; p < restored.Length; p++)
            Assert.Equal(p / Width < 12 && p % Width < 12, float.IsNaN(restored[p]));
    }

    [Fact]
    public void AZipKeepsItAndTheModelsOfTheZipTellIt()
    {
        using var folder = new TemporaryFolder();
        var options = new NeighbourRestoreEstimator.Options
        {
            MostError = 0.8,
            NeighbourDistance = 3,
            RestoredColumnName = "R",
            LookAhead = 5,
        };
        var view = View(Video("a", "f.f"));
        var fitted = _context.Transforms.RestoreByNeighbours(options).Fit(view);
        _context.Model.Save(fitted, view.Schema, folder["neighbours.zip"]);
        var loaded = (NeighbourRestoreTransformer)new MLContext().Model.Load(folder["neighbours.zip"], out _);
        Assert.Equal(options, loaded.Options);
        Assert.Equal(fitted.Transform(view).Scalars<float[]>("R"), loaded.Transform(view).Scalars<float[]>("R"));
        var models = _context.FocusRestoration.LoadModels(folder["neighbours.zip"]);
        Assert.Equal((options, null), (models.Neighbours, models.Restorer));
    }

    [Fact]
    public void OptionsOutOfRangeAndFramesThatAreTooSmallAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new NeighbourRestoreEstimator.Options { NeighbourDistance = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new NeighbourRestoreEstimator.Options { NeighbourDistance = 51 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new NeighbourRestoreEstimator.Options { MostError = -0.1 });
        var small = _context.Data.LoadFromEnumerable([new SmallFrame { Frame = SmallFrame.Counts(0) }]);
        var labelled = _context.Transforms.CopyColumns("PredictedLabel", "Label").Fit(small).Transform(small);
        Assert.Throws<ArgumentOutOfRangeException>(() => _context.Transforms.RestoreByNeighbours().Fit(labelled));
        Assert.Throws<ArgumentException>(() => _context.Transforms.RestoreByNeighbours().Fit(small));
    }

    private IDataView Transformed(Row[] rows, NeighbourRestoreEstimator.Options options)
    {
        var view = View(rows);
        return _context.Transforms.RestoreByNeighbours(options).Fit(view).Transform(view);
    }

    private IDataView View(Row[] rows)
    {
        var schema = SchemaDefinition.Create(typeof(Row));
        schema["Frame"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, Height, Width);
        return _context.Data.LoadFromEnumerable(rows, schema);
    }

    /// <summary>Frames of one place; a dot is one out of focus.</summary>
    private static Row[] Video(string name, string focus) =>
        [
            .. focus.Select(
                (c, i) =>
                    new Row
                    {
                        Sequence = name,
                        FrameIndex = i,
                        PredictedLabel = c == '.',
                        Frame = c == '.' ? s_place.OutOfFocus(i) : s_place.InFocus(i),
                    }
            ),
        ];

    private sealed class Row
    {
        public string Sequence { get; set; } = "";

        public int FrameIndex { get; set; }

        public bool PredictedLabel { get; set; }

        public float[] Frame { get; set; } = [];

        [VectorType(2)]
        public float[] Intensity { get; set; } = [-2, 2];
    }
}
