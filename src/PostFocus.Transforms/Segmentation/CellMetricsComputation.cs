using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging;
using PostFocus.Imaging.Cells;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Frames;
using PostFocus.Transforms.Rows;

namespace PostFocus.Transforms.Segmentation;

/// <summary>Two label images of a frame.</summary>
internal sealed record ComparedCells(float[]? Found, float[]? Reference, float PixelMicrons);

/// <summary>Label images to figures, one for each output.</summary>
internal sealed class CellMetricsComputation(CellMetricsEstimator.Options options, DataViewSchema input)
    : RowComputation<ComparedCells, float[]>
{
    private static readonly string[] s_names = ["CellIou", "CellAp50", "CellAp75", "CellCountError", "ContactPcc", "ContactMse"];

    private readonly FrameColumn _found = FrameColumn.Find(input, options.CellLabelsColumnName);
    private readonly FrameColumn _reference = FrameColumn.Find(input, options.ReferenceColumnName);
    private readonly PixelColumn _pixel = PixelColumn.Find(input, options.PixelMicronsColumnName);

    public static IEnumerable<string> OutputNames(CellMetricsEstimator.Options options) =>
        s_names.Select(name => options.OutputPrefix + name);

    public static IEnumerable<NeededColumn> Needed(CellMetricsEstimator.Options options) =>
        [
            FrameColumn.Needed(options.CellLabelsColumnName),
            FrameColumn.Needed(options.ReferenceColumnName),
            PixelColumn.Needed(options.PixelMicronsColumnName),
        ];

    public override IReadOnlyList<DataViewSchema.DetachedColumn> Outputs { get; } =
    [.. OutputNames(options).Select(name => new DataViewSchema.DetachedColumn(name, NumberDataViewType.Single))];

    public override IEnumerable<DataViewSchema.Column> Inputs => [.. _found.Inputs, .. _reference.Inputs, .. _pixel.Inputs];

    public override int LookAhead => 1;

    public override Func<ComparedCells> Reader(DataViewRow row)
    {
        // Not as frames: a label image may well be black.
        var found = _found.CountsReader(row);
        var reference = _reference.CountsReader(row);
        var pixel = _pixel.Reader(row);
        return () => new(found(), reference(), pixel());
    }

    public override IReadOnlyList<float[]> Compute(ArraySegment<ComparedCells> rows) => [.. rows.Select(Measure)];

    private float[] Measure(ComparedCells cells)
    {
        if (cells is not { Found: { } counts, Reference: { } others })
            return Unusable(null);
        Frame found = new(_found.Height, _found.Width, counts, PixelType.UInt16),
            reference = new(_reference.Height, _reference.Width, others, PixelType.UInt16);
        var matching = CellMatching.Of(reference, found);
        var reach = options.ContactMicrons / (cells.PixelMicrons > 0 ? cells.PixelMicrons : 1);
        CellContacts here = CellContacts.Of(found, reach),
            there = CellContacts.Of(reference, reach);
        return
        [
            (float)matching.Pairs.Where(p => p.Iou >= CellMatching.SameFrom).Select(p => p.Iou).DefaultIfEmpty(double.NaN).Average(),
            (float)matching.AveragePrecision(0.5),
            (float)matching.AveragePrecision(0.75),
            matching.FoundCount - matching.TruthCount,
            (float)there.Correlation(here),
            (float)there.MeanSquaredDifference(here),
        ];
    }

    public override float[] Unusable(float[]? recorded) => [.. Outputs.Select(_ => float.NaN)];

    public override Delegate Getter(int output, Func<float[]> current) => Getters.Scalar(() => current()[output]);
}
