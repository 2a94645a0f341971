namespace PostFocus.Imaging.Scaling;

/// <summary>Resampling of images to another pixel size.</summary>
public static class FrameScaling
{
    private const double LeastFactor = 0.01,
        MostFactor = 100;

    /// <summary>An image with <paramref name="factor"/> times the pixels a side, of the same field.</summary>
    /// <remarks>
    /// <para>A side of n pixels gets n × factor pixels, rounded to the nearest (halves up), at least 1. The new pixels divide
    /// the whole field evenly, so an axis is scaled by the quotient of its sides, which differs from the factor by up to half
    /// a new pixel over the side. An axis whose side stays is left as it is.</para>
    /// <para>Where a side shrinks, a new pixel is the mean over its area, parts of pixels counted by their share: the image's
    /// mean stays, and nothing is aliased. Where it grows, values are interpolated with the cubic of Catmull and Rom, in the
    /// form of Keys (IEEE Trans. ASSP 29, 1981, a = −1/2), the border pixels repeated outwards: values can overshoot at
    /// edges. Constants stay in both.</para>
    /// </remarks>
    /// <param name="image">Values of any unit, row-major, axes [height, width].</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="factor">New pixels for one old pixel along a side, 0.01 to 100: old pixel size over new one.</param>
    /// <returns>The new image, row-major, with its sides.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A side is smaller than 1, or the factor is out of its range.</exception>
    /// <exception cref="ArgumentException">The image's length is not height × width.</exception>
    public static (float[] Image, int Height, int Width) Resample(ReadOnlySpan<float> image, int height, int width, double factor)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (!(factor >= LeastFactor && factor <= MostFactor))
            throw new ArgumentOutOfRangeException(nameof(factor), factor, $"The factor must lie between {LeastFactor} and {MostFactor}.");
        if (image.Length != (long)height * width)
            throw new ArgumentException(
                $"An image of {height} × {width} has {(long)height * width} pixels, not {image.Length}.",
                nameof(image)
            );

        var (newHeight, newWidth) = (Side(height, factor), Side(width, factor));
        return (Resample(image, height, width, newHeight, newWidth), newHeight, newWidth);
    }

    /// <summary>The same for sides that are given.</summary>
    internal static float[] Resample(ReadOnlySpan<float> image, int height, int width, int newHeight, int newWidth)
    {
        var (rows, columns) = (AxisScaling.Create(height, newHeight), AxisScaling.Create(width, newWidth));
        var wide = new float[height * columns.Length];
        for (var y = 0; y < height; y++)
        {
            var from = image.Slice(y * width, width);
            var to = wide.AsSpan(y * columns.Length, columns.Length);
            for (var x = 0; x < to.Length; x++)
            {
                var sum = 0.0;
                foreach (var (at, weight) in columns[x])
                    sum += weight * from[at];
                to[x] = (float)sum;
            }
        }

        var scaled = new float[rows.Length * columns.Length];
        for (var y = 0; y < rows.Length; y++)
        {
            for (var x = 0; x < columns.Length; x++)
            {
                var sum = 0.0;
                foreach (var (at, weight) in rows[y])
                    sum += weight * wide[at * columns.Length + x];
                scaled[y * columns.Length + x] = (float)sum;
            }
        }
        return scaled;
    }

    private static int Side(int length, double factor) => Math.Max(1, (int)Math.Floor(length * factor + 0.5));
}
