using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms.Image;
using PostFocus.Imaging;
using PostFocus.Imaging.NoData;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Rows;

namespace PostFocus.Transforms.Frames;

/// <summary>
/// A column of frames: a vector of raw counts with dimensions [height, width], or a stock MLImage column (grey, or
/// colour with equal channels).
/// </summary>
internal sealed class FrameColumn
{
    private readonly DataViewSchema.Column _column;
    private readonly EightBitNotice _notice;

    private FrameColumn(DataViewSchema.Column column, int height, int width, EightBitNotice notice) =>
        (_column, Height, Width, _notice) = (column, height, width, notice);

    /// <summary>Height in pixels; 0 where the schema does not say.</summary>
    public int Height { get; }

    /// <summary>Width in pixels; 0 where the schema does not say.</summary>
    public int Width { get; }

    /// <summary>The column that is read. Errors call frames by <see cref="FrameNames"/>, where their column is read, too.</summary>
    public IEnumerable<DataViewSchema.Column> Inputs => [_column];

    /// <summary>Whether the frames of this column are vectors, which a <see cref="Reader"/> copies as they are.</summary>
    public bool IsVectorOf(DataViewSchema.Column column) => column.Index == _column.Index && column.Type is VectorDataViewType;

    /// <summary>What is asked of the column.</summary>
    public static NeededColumn Needed(string name) =>
        new(
            name,
            ", not frames. A frame column is a vector of Single with dimensions "
                + "[height, width] (mlContext.Data.LoadFrames, mlContext.Transforms.LoadFrames) or an MLImage (LoadImages).",
            (item, isVector) => isVector ? item == NumberDataViewType.Single : item is ImageDataViewType
        );

    /// <param name="schema">The input.</param>
    /// <param name="name">The column.</param>
    /// <param name="environment">In whose log it is said that images have fewer bits than their files; null: nowhere.</param>
    public static FrameColumn Find(DataViewSchema schema, string name, IHostEnvironment? environment = null)
    {
        var needed = Needed(name);
        var column = needed.Find(schema);
        switch (column.Type)
        {
            case ImageDataViewType image:
                return new(column, image.Height, image.Width, new(environment));
            case VectorDataViewType { IsKnownSize: true } vector:
                int[] sides = [.. vector.Dimensions.Where(d => d != 1)];
                if (sides.Length == 2)
                    return new(column, sides[0], sides[1], new(environment));
                break;
        }
        throw needed.Wrong(column.Type);
    }

    /// <summary>A function that reads the counts of the current row's frame, usable or not; null where they cannot be read.</summary>
    public Func<float[]?> CountsReader(DataViewRow row)
    {
        var frame = Unchecked(row, () => "");
        return () => Attempt.At(frame).ValueOrDefault?.Counts;
    }

    /// <summary>
    /// The counts that stand for a frame that cannot be used: its own, or NaN where they cannot be read or are not so many.
    /// </summary>
    public static float[] Shown(float[]? recorded, int count)
    {
        if (recorded?.Length == count)
            return recorded;
        var none = new float[count];
        Array.Fill(none, float.NaN);
        return none;
    }

    /// <summary>A function that reads the current row's frame, checked to be usable.</summary>
    public Func<NamedFrame> Reader(DataViewRow row)
    {
        var name = FrameNames.Reader(row);
        var frame = Unchecked(row, name);
        return () =>
        {
            var recorded = frame();
            // A row has one path, and may have several frames.
            var named = _column.Name == LoadedColumns.Frame ? name() : $"{name()}, column '{_column.Name}'";
            return NamedFrame.Of(named, recorded, FrameCheck.Validate(recorded, named, page: null));
        };
    }

    private Func<Frame> Unchecked(DataViewRow row, Func<string> name) =>
        _column.Type is ImageDataViewType ? ImageReader(row, name) : VectorReader(row, name);

    private Func<Frame> VectorReader(DataViewRow row, Func<string> name)
    {
        var getter = row.GetGetter<VBuffer<float>>(_column);
        return () =>
        {
            // Most getters fill the memory that they are given.
            var counts = new float[Height * Width];
            VBuffer<float> buffer = new(counts.Length, counts);
            getter(ref buffer);
            if (buffer.Length != Height * Width)
            {
                throw new FrameFormatException(
                    name(),
                    null,
                    $"column '{_column.Name}' holds {buffer.Length} counts, not the {Height} × {Width} (height × width) of its type. "
                        + "Fill the row in or filter it out"
                );
            }
            if (!buffer.IsDense || !buffer.GetValues().Overlaps(counts))
                buffer.CopyTo(counts = new float[counts.Length]);
            return new Frame(Height, Width, counts, PixelType.Float32);
        };
    }

    private Func<Frame> ImageReader(DataViewRow row, Func<string> name)
    {
        var getter = row.GetGetter<MLImage>(_column);
        return () =>
        {
            // Stock transforms dispose of what they find here, and it may be the caller's own image.
            MLImage? image = null;
            try
            {
                getter(ref image!);
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException or IOException or UnauthorizedAccessException)
            {
                throw new FrameFormatException(name(), null, $"the image of column '{_column.Name}' cannot be read ({e.Message})", e);
            }
            if (image is null)
                throw new FrameFormatException(name(), null, $"column '{_column.Name}' holds no image. Fill the row in or filter it out");
            _notice.LookAt(image);
            return FromImage(image, name());
        };
    }

    private static Frame FromImage(MLImage image, string name)
    {
        var pixels = image.Pixels;
        var counts = new float[image.Height * image.Width];
        for (var i = 0; i < counts.Length; i++)
        {
            var channels = pixels.Slice(4 * i, 3);
            if (channels[0] != channels[1] || channels[1] != channels[2])
                throw new FrameFormatException(
                    name,
                    null,
                    "the image is coloured: its channels differ. Export the one grey channel to restore and load that"
                );
            counts[i] = channels[0];
        }
        return new Frame(image.Height, image.Width, counts, PixelType.UInt8);
    }
}

/// <summary>A frame and what errors call it.</summary>
/// <param name="Name">Its path, or its row.</param>
/// <param name="Frame">As networks and measures see it: what carries no data is continued from its surroundings.</param>
/// <param name="Recorded">As it was recorded.</param>
/// <param name="Missing">Pixels that carry no data; null where there are none, and both frames are one.</param>
internal sealed record NamedFrame(string Name, Frame Frame, Frame Recorded, MissingPixels? Missing)
{
    private readonly Lazy<IReadOnlyList<int>> _saturated = new(() => SaturatedPixels.Find(Recorded, Missing));

    public static NamedFrame Of(string name, Frame recorded, MissingPixels? missing) =>
        new(name, Filled(recorded, missing), recorded, missing);

    /// <summary>This one, which belongs to a recorded frame as its "reference" or the like: what the other lacks, it lacks too.</summary>
    /// <exception cref="FrameFormatException">Its size is another.</exception>
    public NamedFrame OfTheSizeOf(NamedFrame recorded, string what) =>
        (Frame.Height, Frame.Width) == (recorded.Frame.Height, recorded.Frame.Width)
            ? Of(Name, Recorded, recorded.Missing ?? Missing)
            : throw new FrameFormatException(
                recorded.Name,
                null,
                $"the frame is {recorded.Frame.Height} × {recorded.Frame.Width} pixels, its {what} {Frame.Height} × {Frame.Width} "
                    + "(height × width); they must be of one size"
            );

    /// <summary>
    /// Puts into an image what the frame's own pixels have there that carry no data, or are saturated: nothing restores these.
    /// </summary>
    /// <param name="ofFrame">As recorded, or another image of the frame.</param>
    /// <param name="image">Of the frame's size.</param>
    public void Keep(float[] ofFrame, float[] image)
    {
        Missing?.Copy(ofFrame, image);
        foreach (var at in _saturated.Value)
            image[at] = ofFrame[at];
    }

    private static Frame Filled(Frame recorded, MissingPixels? missing) =>
        missing is null ? recorded : new(recorded.Height, recorded.Width, missing.Fill(recorded.Counts), recorded.PixelType);
}
