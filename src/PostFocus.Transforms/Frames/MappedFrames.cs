using Microsoft.ML;
using Microsoft.ML.Runtime;
using PostFocus.Imaging.Intensity;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Rows;

namespace PostFocus.Transforms.Frames;

/// <summary>A frame with what a network needs to see it.</summary>
/// <param name="Frame">The frame.</param>
/// <param name="Map">Its intensities.</param>
/// <param name="PixelMicrons">Its pixel size; NaN or not above 0 where it is not known.</param>
internal sealed record MappedFrame(NamedFrame Frame, IntensityMap Map, float PixelMicrons);

/// <summary>The columns that such frames come from.</summary>
internal sealed class MappedFrames(
    DataViewSchema input,
    string frameColumn,
    string? intensityColumn,
    string? pixelColumn,
    IHostEnvironment? environment = null
)
{
    private readonly FrameColumn _frame = FrameColumn.Find(input, frameColumn, environment);
    private readonly IntensityColumn _intensity = IntensityColumn.Find(input, intensityColumn, frameColumn);
    private readonly PixelColumn _pixel = PixelColumn.Find(input, pixelColumn);

    /// <summary>What is asked of the columns.</summary>
    public static IEnumerable<NeededColumn> Needed(string frameColumn, string? intensityColumn, string? pixelColumn) =>
        [FrameColumn.Needed(frameColumn), IntensityColumn.Needed(intensityColumn), PixelColumn.Needed(pixelColumn)];

    public IEnumerable<DataViewSchema.Column> Inputs => [.. _frame.Inputs, .. _intensity.Inputs, .. _pixel.Inputs];

    /// <summary>What a frame has of a column (<see cref="RowComputation{TItem, TResult}.Held"/>).</summary>
    public Func<MappedFrame, float[]>? Held(DataViewSchema.Column column) =>
        _frame.IsVectorOf(column) ? frame => frame.Frame.Recorded.Counts : null;

    /// <summary>A function that copies the current row.</summary>
    public Func<MappedFrame> Reader(DataViewRow row)
    {
        var frame = _frame.Reader(row);
        var map = _intensity.Reader(row);
        var pixel = _pixel.Reader(row);
        return () =>
        {
            var read = frame();
            return new(read, map(read), pixel());
        };
    }
}
