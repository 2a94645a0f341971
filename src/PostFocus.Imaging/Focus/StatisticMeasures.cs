using PostFocus.Imaging.Statistics;

namespace PostFocus.Imaging.Focus;

public static partial class SharpnessMeasures
{
    /// <summary>
    /// The variance of the pixels: what the measures with the square of the image's unit are divided by to be free of exposure.
    /// </summary>
    /// <param name="image">Intensities, any axes, at least one.</param>
    /// <returns>The square of the image's unit, over all pixels.</returns>
    /// <exception cref="ArgumentException">The image is empty.</exception>
    public static double Variance(ReadOnlySpan<float> image)
    {
        var mean = Mean(image);
        var sum = 0.0;
        foreach (var value in image)
            sum += Square(value - mean);
        return sum / image.Length;
    }

    /// <summary>The normalised variance: variance over the square of the mean.</summary>
    /// <remarks>
    /// Groen, Young and Ligthart, Cytometry 6, 1985, who divide by the mean; with its square also the gain of a camera drops
    /// out, but not its offset.
    /// </remarks>
    /// <param name="image">Intensities, any axes, at least one.</param>
    /// <returns>A pure number; 0 where the mean is not above 0.</returns>
    /// <exception cref="ArgumentException">The image is empty.</exception>
    public static double NormalizedVariance(ReadOnlySpan<float> image) =>
        Mean(image) is var mean && mean > 0 ? Variance(image) / (mean * mean) : 0;

    /// <summary>Vollath's F4: how much more a pixel is like its neighbour than like the one behind it.</summary>
    /// <remarks>
    /// Vollath, J. Microscopy 147, 1987. The mean of d(x) (d(x+1) − d(x+2)), d the deviations from the image's mean, along rows
    /// and along columns, half of the sum: with deviations, an offset makes no difference.
    /// </remarks>
    /// <param name="image">Intensities, row-major, axes [height, width].</param>
    /// <param name="height">Rows, at least 3.</param>
    /// <param name="width">Columns, at least 3.</param>
    /// <returns>The square of the image's unit.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A side is smaller than 3.</exception>
    /// <exception cref="ArgumentException">The image's length is not height × width.</exception>
    public static double VollathF4(ReadOnlySpan<float> image, int height, int width)
    {
        Check(image, height, width, 3);
        var mean = Mean(image);
        double along = 0,
            down = 0;
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var at = y * width + x;
                if (x + 2 < width)
                    along += (image[at] - mean) * ((double)image[at + 1] - image[at + 2]);
                if (y + 2 < height)
                    down += (image[at] - mean) * ((double)image[at + width] - image[at + 2 * width]);
            }
        }
        return (along / ((double)height * (width - 2)) + down / ((double)(height - 2) * width)) / 2;
    }

    /// <summary>Vollath's F5: the covariance of neighbours; over the variance, the autocorrelation at a lag of one pixel.</summary>
    /// <remarks>
    /// Vollath, J. Microscopy 147, 1987. The mean of d(x) d(x+1), d the deviations from the image's mean, along rows and along
    /// columns, half of the sum. The quotient with the variance grows with blur, and falls with noise.
    /// </remarks>
    /// <param name="image">Intensities, row-major, axes [height, width].</param>
    /// <param name="height">Rows, at least 2.</param>
    /// <param name="width">Columns, at least 2.</param>
    /// <returns>The square of the image's unit.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A side is smaller than 2.</exception>
    /// <exception cref="ArgumentException">The image's length is not height × width.</exception>
    public static double VollathF5(ReadOnlySpan<float> image, int height, int width)
    {
        Check(image, height, width, 2);
        var mean = Mean(image);
        double along = 0,
            down = 0;
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var at = y * width + x;
                if (x + 1 < width)
                    along += (image[at] - mean) * (image[at + 1] - mean);
                if (y + 1 < height)
                    down += (image[at] - mean) * (image[at + width] - mean);
            }
        }
        return (along / ((double)height * (width - 1)) + down / ((double)(height - 1) * width)) / 2;
    }

    private static double Mean(ReadOnlySpan<float> image)
    {
        if (image.IsEmpty)
            throw new ArgumentException("The image has no pixels.", nameof(image));
        return Moments.Mean(image);
    }
}
