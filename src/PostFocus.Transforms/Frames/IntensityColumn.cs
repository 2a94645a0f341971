using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using PostFocus.Imaging;
using PostFocus.Imaging.Intensity;
using PostFocus.Transforms.Columns;

namespace PostFocus.Transforms.Frames;

/// <summary>
/// Where a row's intensity map comes from: the column made by LoadFrames (one map per sequence) if there is one, else
/// the percentiles of the frame itself.
/// </summary>
internal sealed class IntensityColumn
{
    private readonly DataViewSchema.Column? _column;

    private IntensityColumn(DataViewSchema.Column? column) => _column = column;

    public IEnumerable<DataViewSchema.Column> Inputs => _column is { } column ? [column] : [];

    /// <summary>What is asked of the column.</summary>
    /// <param name="name">The column; null: 'Intensity' if the input has it.</param>
    public static NeededColumn Needed(string? name) =>
        new(
            name ?? LoadedColumns.Intensity,
            "; an intensity column is a vector of two Singles, the counts that map to -1 and to +1.",
            (item, isVector) => isVector && item == NumberDataViewType.Single
        )
        {
            IsOptional = name is null,
        };

    /// <param name="schema">The input.</param>
    /// <param name="name">
    /// The column; null: 'Intensity' if the input has it and the frames are counts. An MLImage has 8 bits, whatever its file had.
    /// </param>
    /// <param name="frames">The column of the frames whose intensities they are.</param>
    public static IntensityColumn Find(DataViewSchema schema, string? name, string frames)
    {
        if (name is null && schema.GetColumnOrNull(frames) is { Type: ImageDataViewType })
            return new(null);
        var needed = Needed(name);
        var column = needed.FindOrNull(schema);
        return column?.Type is null or VectorDataViewType { Size: 2 } ? new(column) : throw needed.Wrong(column.Value.Type);
    }

    /// <summary>A function that reads the intensities of the current row's frame.</summary>
    public Func<NamedFrame, IntensityMap> Reader(DataViewRow row)
    {
        if (_column is not { } column)
            return frame => IntensityMap.OfFrame(frame.Recorded, frame.Missing);
        var getter = row.GetGetter<VBuffer<float>>(column);
        VBuffer<float> buffer = default;
        return frame =>
        {
            getter(ref buffer);
            return
                buffer.Length == 2
                && (buffer.GetItemOrDefault(0), buffer.GetItemOrDefault(1)) is (var black, var white)
                && float.IsFinite(black)
                && float.IsFinite(white)
                && black < white
                ? new IntensityMap(black, white)
                : throw new FrameFormatException(
                    frame.Name,
                    null,
                    $"column '{column.Name}' holds [{string.Join(", ", buffer.DenseValues().Select(v => v.ToString(CultureInfo.InvariantCulture)))}]; an intensity range is two finite "
                        + "counts, the lower one first. Mend the row, or leave the column out: then each frame's own percentiles are taken"
                );
        };
    }
}
