namespace PostFocus.Imaging;

/// <summary>One 2-D grey image in raw camera counts.</summary>
public sealed class Frame
{
    /// <summary>Wraps an array of counts; the array is not copied.</summary>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="counts">Camera counts, row-major, axes [height, width], y down.</param>
    /// <param name="pixelType">How the counts are stored in the frame's file.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is smaller than 1.</exception>
    /// <exception cref="ArgumentException">The length of <paramref name="counts"/> is not height × width.</exception>
    public Frame(int height, int width, float[] counts, PixelType pixelType)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentNullException.ThrowIfNull(counts);
        if (counts.LongLength != (long)height * width)
            throw new ArgumentException(
                $"A frame of {height} × {width} needs {(long)height * width} counts, but {counts.Length} were given.",
                nameof(counts)
            );
        if (!Enum.IsDefined(pixelType))
            throw new ArgumentOutOfRangeException(nameof(pixelType), pixelType, "Unknown pixel type.");
        Height = height;
        Width = width;
        Counts = counts;
        PixelType = pixelType;
    }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Camera counts, row-major, axes [height, width], y down.</summary>
    public float[] Counts { get; }

    /// <summary>How the counts are stored in the frame's file.</summary>
    public PixelType PixelType { get; }

    /// <summary>Refuses to take the place of a frame of another size or type.</summary>
    /// <param name="original">What messages call it.</param>
    /// <param name="height">Its rows.</param>
    /// <param name="width">Its columns.</param>
    /// <param name="pixelType">How its counts are stored.</param>
    internal void RequireLike(string original, int height, int width, PixelType pixelType)
    {
        if (Height != height || Width != width || PixelType != pixelType)
            throw new ArgumentException(
                $"{original} is {height} × {width} {pixelType}, but the new frame is {Height} × {Width} {PixelType}."
            );
    }
}
