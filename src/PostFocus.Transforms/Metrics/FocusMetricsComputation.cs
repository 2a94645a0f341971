using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using PostFocus.Imaging;
using PostFocus.Imaging.Focus;
using PostFocus.Imaging.Intensity;
using PostFocus.Imaging.Metrics;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Frames;
using PostFocus.Transforms.Rows;

namespace PostFocus.Transforms.Metrics;

/// <summary>A frame that is to be measured.</summary>
internal sealed record MeasuredItem(NamedFrame Frame, Frame? Reference, IntensityMap Map);

/// <summary>Frames to measured values, one for each output.</summary>
internal sealed class FocusMetricsComputation(FocusMetricsEstimator.Options options, DataViewSchema input, IHostEnvironment environment)
    : RowComputation<MeasuredItem, float[]>
{
    private readonly FrameColumn _frame = FrameColumn.Find(input, options.FrameColumnName, environment);
    private readonly FrameColumn? _reference = options.ReferenceColumnName is { } name ? FrameColumn.Find(input, name) : null;
    private readonly IntensityColumn _intensity = IntensityColumn.Find(input, options.IntensityColumnName, options.FrameColumnName);

    public static string[] OutputNames(FocusMetricsEstimator.Options options) =>
        options.ReferenceColumnName is null
            ? [options.OutputPrefix + "Tenengrad"]
            : [options.OutputPrefix + "Tenengrad", options.OutputPrefix + "Psnr", options.OutputPrefix + "Pcc"];

    public static IEnumerable<NeededColumn> Needed(FocusMetricsEstimator.Options options) =>
        [
            FrameColumn.Needed(options.FrameColumnName),
            IntensityColumn.Needed(options.IntensityColumnName),
            .. options.ReferenceColumnName is { } reference ? [FrameColumn.Needed(reference)] : Array.Empty<NeededColumn>(),
        ];

    public override IReadOnlyList<DataViewSchema.DetachedColumn> Outputs { get; } =
    [.. OutputNames(options).Select(name => new DataViewSchema.DetachedColumn(name, NumberDataViewType.Single))];

    public override IEnumerable<DataViewSchema.Column> Inputs => [.. _frame.Inputs, .. _reference?.Inputs ?? [], .. _intensity.Inputs];

    public override int LookAhead => 1;

    public override Func<MeasuredItem> Reader(DataViewRow row)
    {
        var frame = _frame.Reader(row);
        var reference = _reference?.Reader(row);
        var map = _intensity.Reader(row);
        return () =>
        {
            var read = frame();
            return new(read, reference?.Invoke().Frame, map(read));
        };
    }

    public override IReadOnlyList<float[]> Compute(ArraySegment<MeasuredItem> rows) => [.. rows.Select(Measure)];

    private static float[] Measure(MeasuredItem item)
    {
        var frame = item.Frame.Frame;
        var range = item.Map.White - item.Map.Black;
        var tenengrad = (float)(SharpnessMeasures.Tenengrad(frame.Counts, frame.Height, frame.Width) / (range * range));
        if (item.Reference is not { } reference)
            return [tenengrad];
        if (reference.Height != frame.Height || reference.Width != frame.Width)
        {
            throw new FrameFormatException(
                item.Frame.Name,
                null,
                $"the frame is {frame.Height} × {frame.Width} pixels, its reference {reference.Height} × "
                    + $"{reference.Width} (height × width); they must be of one size"
            );
        }
        return
        [
            tenengrad,
            (float)ImageMetrics.Psnr(reference.Counts, frame.Counts, range),
            (float)ImageMetrics.Pcc(reference.Counts, frame.Counts),
        ];
    }

    public override float[] Unusable(float[]? recorded) => [.. Outputs.Select(_ => float.NaN)];

    public override Delegate Getter(int output, Func<float[]> current) => Getters.Scalar(() => current()[output]);
}
