using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Transforms.Segmentation;

namespace PostFocus.Transforms.Tests.Segmentation;

public sealed class CellMetricsTests : IDisposable
{
    private readonly MLContext _context = new(seed: 1);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private sealed class Row
    {
        [VectorType(2, 10)]
        public float[] CellLabels { get; init; } = [];

        [VectorType(2, 10)]
        public float[] Mask { get; init; } = [];

        public float PixelMicrons { get; init; }
    }

    private sealed class Figures
    {
        public float CellIou { get; set; }
        public float CellAp50 { get; set; }
        public float CellAp75 { get; set; }
        public float CellCountError { get; set; }
        public float ContactPcc { get; set; }
        public float ContactMse { get; set; }
    }

    /// <summary>Two rows of pixels, both alike.</summary>
    private static Row Labels(string found, string truth, float pixel = 1) =>
        new()
        {
            CellLabels = [.. (found + found).Select(c => (float)(c - '0'))],
            Mask = [.. (truth + truth).Select(c => (float)(c - '0'))],
            PixelMicrons = pixel,
        };

    private Figures Measure(Row row, CellMetricsEstimator.Options? options = null)
    {
        var rows = _context.Data.LoadFromEnumerable([row]);
        return Assert.Single(Read(_context.Transforms.CellMetrics(options).Fit(rows).Transform(rows)));
    }

    private IEnumerable<Figures> Read(IDataView rows) =>
        _context.Data.CreateEnumerable<Figures>(rows, reuseRowObject: false, ignoreMissingColumns: true);

    [Fact]
    public void EqualCellsHaveNoFault()
    {
        var same = Measure(Labels("1112200000", "1112200000"));
        Assert.Equal((1, 1, 1, 0), (same.CellIou, same.CellAp50, same.CellAp75, same.CellCountError));
        Assert.Equal((1, 0), (same.ContactPcc, same.ContactMse));
    }

    [Fact]
    public void EachFigureSeesWhatItIsFor()
    {
        // Of each cell two columns of three are found, and a third one that does not exist; and no cells touch.
        var figures = Measure(Labels("1100220003", "1112220000"));
        Assert.Equal((2 / 3f + 2 / 3f) / 2, figures.CellIou, 1e-6f);
        Assert.Equal((2 / 3f, 0f, 1f), (figures.CellAp50, figures.CellAp75, figures.CellCountError));
        Assert.Equal((0, 2 / 10f), (figures.ContactPcc, figures.ContactMse));
    }

    [Fact]
    public void WithoutCellsNothingIsWrong()
    {
        var empty = Measure(Labels("0000000000", "0000000000"));
        Assert.Equal((float.NaN, 1, 0), (empty.CellIou, empty.CellAp50, empty.CellCountError));
        Assert.Equal((float.NaN, 0), (empty.ContactPcc, empty.ContactMse));
    }

    /// <summary>Two pixels between the cells: within reach where pixels are small.</summary>
    [Theory]
    [InlineData(1, 0)]
    [InlineData(0.2, 1)]
    public void ContactsReachAsFarAsMicronsTell(float pixel, float correlation)
    {
        var figures = Measure(Labels("1100220000", "1102200000", pixel));
        Assert.Equal(correlation > 0, figures.ContactPcc > 0);
    }

    [Fact]
    public void ItIsSavedAndLoaded()
    {
        var rows = _context.Data.LoadFromEnumerable([Labels("1102200000", "1100220000", 0.3f)]);
        var fitted = _context.Transforms.CellMetrics(new() { ContactMicrons = 0.7 }).Fit(rows);
        _context.Model.Save(fitted, rows.Schema, _folder["metrics.zip"]);
        var loaded = _context.Model.Load(_folder["metrics.zip"], out _);
        Assert.Equivalent(Read(fitted.Transform(rows)).ToArray(), Read(loaded.Transform(rows)).ToArray());
    }

    [Fact]
    public void AMissingColumnIsNamed()
    {
        var rows = _context.Data.LoadFromEnumerable([Labels("1000000000", "1000000000")]);
        var estimator = _context.Transforms.CellMetrics(new() { ReferenceColumnName = "Truth" });
        Assert.Contains("'Truth'", Assert.ThrowsAny<Exception>(() => estimator.Fit(rows)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AContactOutOfRangeIsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new CellMetricsEstimator.Options { ContactMicrons = -1 });
}
