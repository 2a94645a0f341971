using PostFocus.Imaging;
using PostFocus.Imaging.Intensity;
using PostFocus.Imaging.Metrics;
using PostFocus.Transforms.Evaluation;

namespace PostFocus.Cli.Reproduce;

/// <summary>What is measured of a frame out of focus and its versions, against the same instant in focus.</summary>
internal sealed class LikenessMeasures
{
    private const int FewestCellPixels = 12;

    private readonly IntensityMap _map;
    private readonly Frame _truth;
    private readonly LikenessTruth _inUnits;
    private readonly bool[]? _cells;

    /// <param name="row">Frame, truth, mask and intensities.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    public LikenessMeasures(PlaneFrame row, int height, int width)
    {
        _map = new(row.Intensity[0], row.Intensity[1]);
        _truth = new(height, width, row.Reference, PixelType.Float32);
        _inUnits = new(UnitFrame.Of(_truth, _map));
        bool[] cells = [.. row.Mask.Select(label => label > 0)];
        _cells = cells.Count(isCell => isCell) < FewestCellPixels ? null : cells;
    }

    /// <summary>In the order of <see cref="Of"/>: name in tables, and in words.</summary>
    public static IReadOnlyList<(string Column, string Name, string Format)> All { get; } =
    [
        ("psnr", "PSNR, dB", "0.0"),
        ("ssim", "structural similarity", "0.000"),
        ("pcc", "correlation with the frame in focus", "0.000"),
        ("edge_pcc", "correlation at its edges", "0.000"),
        ("sharpness", "sharpness (Tenengrad), of the frame in focus", "0.00"),
        ("cell_psnr", "PSNR over the pixels of objects alone, dB", "0.0"),
        ("cell_contrast", "contrast of objects, of the frame in focus", "0.00"),
    ];

    public static int Index(string column) => All.Select(measure => measure.Column).ToList().IndexOf(column);

    /// <summary>All measures of a version; those of cells are NaN where the frame shows hardly any.</summary>
    public IReadOnlyList<double> Of(float[] counts)
    {
        var likeness = _inUnits.Measure(UnitFrame.Of(new(_truth.Height, _truth.Width, counts, PixelType.Float32), _map));
        var cells = _cells is null ? null : CellLikeness.Of(counts, _truth.Counts, _cells, _map.White - _map.Black);
        return
        [
            likeness.Psnr,
            likeness.Ssim,
            likeness.Pcc,
            likeness.EdgePcc,
            likeness.TenengradRatio,
            cells?.Psnr ?? double.NaN,
            cells?.Contrast ?? double.NaN,
        ];
    }
}
