using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging;
using PostFocus.Trainers.Training.Segmenter;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Frames;

namespace PostFocus.Trainers.Data;

/// <summary>Label images: the number of the cell at each pixel.</summary>
internal sealed class MaskColumn
{
    private readonly DataViewSchema.Column _column;

    private MaskColumn(DataViewSchema.Column column) => _column = column;

    public IEnumerable<DataViewSchema.Column> Inputs => [_column];

    /// <summary>What is asked of the column.</summary>
    public static NeededColumn Needed(string name) =>
        new(
            name,
            ", not label images. Those are a vector of Single with dimensions [height, width].",
            (item, isVector) => isVector && item == NumberDataViewType.Single
        )
        {
            WayOn = " Load a manifest with mask_path for every frame.",
        };

    public static MaskColumn Find(DataViewSchema schema, string name) => new(Needed(name).Find(schema));

    /// <summary>A function that reads the current row's mask, for a frame that was brought to a height and width.</summary>
    public Func<NamedFrame, int, int, CellMask> Reader(DataViewRow row)
    {
        var getter = row.GetGetter<VBuffer<float>>(_column);
        VBuffer<float> buffer = default;
        return (frame, height, width) =>
        {
            getter(ref buffer);
            var (rows, columns) = (frame.Frame.Height, frame.Frame.Width);
            float[] recorded = [.. buffer.DenseValues()];
            if (recorded.Length != rows * columns)
                throw new FrameFormatException(
                    frame.Name,
                    null,
                    $"column '{_column.Name}' holds {recorded.Length} labels for a frame of {rows} × {columns} (height × width) pixels"
                );
            var labels = new ushort[height * width];
            for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                labels[y * width + x] = Label(recorded[Nearest(y, height, rows) * columns + Nearest(x, width, columns)], frame.Name);
            return new CellMask(labels, height, width);
        };
    }

    /// <summary>The recorded pixel that the middle of one lies in.</summary>
    private static int Nearest(int at, int length, int recorded) => Math.Min((int)((at + 0.5) * recorded / length), recorded - 1);

    private ushort Label(float count, string name) =>
        count >= 0 && count <= ushort.MaxValue && count == MathF.Truncate(count)
            ? (ushort)count
            : throw new FrameFormatException(
                name,
                null,
                $"column '{_column.Name}' holds {count}, which cannot be the number of a cell: these are whole, from 0 (none) to {ushort.MaxValue}. Give label images"
            );
}
