using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging.Texture;
using PostFocus.Transforms.Domain;

namespace PostFocus.Transforms.Tests.Domain;

public sealed class DomainScoringTests
{
    private const int Side = DomainModel.TileSize;

    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void AFrameIsAsFarAsTheNearestKindInUnitsOfTheLimit()
    {
        var row = Row(0);
        var statistics = BandStatistics.Of(row.Frame, Side, Side);
        var near = Component([.. statistics.Select(s => s + 0.5)], precision: 4);
        var far = Component([.. statistics.Select(s => s + 3.0)], precision: 4);
        // Half a unit off in every statistic at a precision of 4: 1.
        Assert.Equal(1 / 1.25f, Scores([far, near], limit: 1.25, null, row).Single(), 1e-3f);
        Assert.Equal([true], InDomain([far, near], limit: 1.25, null, row));
        Assert.Equal([false], InDomain([far, near], limit: 0.8, null, row));
    }

    [Fact]
    public void OfALargeFrameTheMedianOfTheSquaresCounts()
    {
        var shown = Row(1).Frame;
        // Three squares beside one another: two of one look, one of another.
        var wide = new float[3 * Side * Side];
        for (var i = 0; i < wide.Length; i++)
        {
            int y = i / (3 * Side),
                x = i % (3 * Side);
            wide[i] =
                x < 2 * Side ? shown[y * Side + x % Side]
                : (x + y) % 2 == 0 ? 1
                : -1;
        }
        var kind = Component([.. BandStatistics.Of(shown, Side, Side).Select(s => (double)s)], precision: 1);
        var model = new DomainModel([kind], 1, null, new() { FalseAlarms = 0.01 });
        var rows = _context.Data.LoadFromEnumerable([new WideRow { Frame = wide }]);
        Assert.InRange(_context.Transforms.ScoreDomain(model).Fit(rows).Transform(rows).Scalars<float>("DomainScore").Single(), 0, 0.05);
    }

    [Theory]
    [InlineData(0.65f, true)]
    [InlineData(float.NaN, false)]
    [InlineData(0f, false)]
    public void WhereTheModelKnowsItsPixelSizeAFrameOfUnknownPixelSizeIsNotInTheDomain(float pixel, bool inDomain)
    {
        var row = Row(2);
        row.PixelMicrons = pixel;
        var kind = Component([.. BandStatistics.Of(row.Frame, Side, Side).Select(s => (double)s)], precision: 1);
        Assert.Equal([inDomain], InDomain([kind], 1, 0.65, row));
        Assert.Equal([true], InDomain([kind], 1, null, row));
    }

    [Fact]
    public void WhatIsSavedIsReadBack()
    {
        using var folder = new TemporaryFolder();
        var row = Row(3);
        DomainComponent[] kinds = [Component([.. Row0Statistics()], 0.3), Component([.. Row0Statistics().Select(s => s + 1)], 0.7)];
        var calibration = new DomainCalibration
        {
            FalseAlarms = 0.02,
            FittingWells = 3,
            FittingFrames = 4,
            LimitWells = 5,
            LimitFrames = 6,
        };
        var options = new DomainScoringEstimator.Options { ScoreColumnName = "S", InDomainColumnName = "I" };
        var rows = _context.Data.LoadFromEnumerable([row]);
        var fitted = _context.Transforms.ScoreDomain(new(kinds, 1.5, 0.65, calibration), options).Fit(rows);
        _context.Model.Save(fitted, rows.Schema, folder["domain.zip"]);

        var loaded = Assert.IsType<DomainScoringTransformer>(_context.Model.Load(folder["domain.zip"], out _));
        Assert.Equal(
            (options, calibration, 1.5, 0.65),
            (loaded.Options, loaded.Model.Calibration, loaded.Model.Limit, loaded.Model.PixelMicrons)
        );
        Assert.All(kinds.Zip(loaded.Model.Components), pair => Assert.Equal(pair.First.Mean, pair.Second.Mean));
        Assert.All(kinds.Zip(loaded.Model.Components), pair => Assert.Equal(pair.First.Precision, pair.Second.Precision));
        Assert.Equal(fitted.Transform(rows).Scalars<float>("S"), loaded.Transform(rows).Scalars<float>("S"));
    }

    [Fact]
    public void NumbersThatMakeNoDomainAreRefused()
    {
        var kind = Component([.. Row0Statistics()], 1);
        var calibration = new DomainCalibration { FalseAlarms = 0.01 };
        Assert.Throws<ArgumentException>(() => new DomainModel([], 1, null, calibration));
        Assert.Throws<ArgumentException>(() => new DomainModel([new([0], [1])], 1, null, calibration));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DomainModel([kind], 0, null, calibration));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DomainModel([kind], 1, 0, calibration));
        Assert.Throws<ArgumentException>(() => new DomainComponent([0, 0], [1, 0, 0]));
        Assert.Throws<ArgumentException>(() => new DomainComponent([double.NaN], [1]));
    }

    private static IEnumerable<double> Row0Statistics() => BandStatistics.Of(Row(0).Frame, Side, Side).Select(s => (double)s);

    private static DomainComponent Component(double[] mean, double precision) =>
        new(mean, [.. Enumerable.Range(0, mean.Length * mean.Length).Select(i => i % (mean.Length + 1) == 0 ? precision : 0)]);

    private float[] Scores(DomainComponent[] kinds, double limit, double? pixel, SquareRow row) =>
        Judged(kinds, limit, pixel, row).Scalars<float>("DomainScore");

    private bool[] InDomain(DomainComponent[] kinds, double limit, double? pixel, SquareRow row) =>
        Judged(kinds, limit, pixel, row).Scalars<bool>("InDomain");

    private IDataView Judged(DomainComponent[] kinds, double limit, double? pixel, SquareRow row)
    {
        var rows = _context.Data.LoadFromEnumerable([row]);
        return _context.Transforms.ScoreDomain(new(kinds, limit, pixel, new() { FalseAlarms = 0.01 })).Fit(rows).Transform(rows);
    }

    private static SquareRow Row(int seed)
    {
        var random = new Random(seed);
        return new()
        {
            Frame =
            [
                .. Enumerable
                    .Range(0, Side * Side)
                    .Select(i =>
                        (float)(0.6 * Math.Sin(0.2 * (i % Side) + seed) * Math.Cos(0.13 * (i / Side)) + 0.1 * random.NextDouble())
                    ),
            ],
        };
    }

    private sealed class SquareRow
    {
        [VectorType(Side, Side)]
        public float[] Frame { get; set; } = [];

        // Counts that are unit intensities.
        [VectorType(2)]
        public float[] Intensity { get; set; } = [-1, 1];

        public float PixelMicrons { get; set; } = float.NaN;
    }

    private sealed class WideRow
    {
        [VectorType(Side, 3 * Side)]
        public float[] Frame { get; set; } = [];

        [VectorType(2)]
        public float[] Intensity { get; set; } = [-1, 1];
    }
}
