using PostFocus.Imaging.Filters;
using PostFocus.Imaging.Statistics;

namespace PostFocus.Imaging.DataConsistency;

/// <summary>How noisy a single image is.</summary>
public static class NoiseLevel
{
    // Of the normal distribution: the median absolute value over the standard deviation.
    private const double MedianOfNormal = 0.6744897501960817;

    // The root of the sum of the squared weights of the kernel.
    private const double KernelNorm = 6;

    /// <summary>The standard deviation of white noise.</summary>
    /// <remarks>
    /// Immerkær's kernel [1 −2 1; −2 4 −2; 1 −2 1] (Computer Vision and Image Understanding 64, 1996), the difference of two
    /// Laplacians, which is blind to what is smooth; here with the median of its absolute values in place of their mean, so
    /// that a few sharp edges do not count as noise. Noise below the rounding of an image to whole counts can read as 0.
    /// </remarks>
    /// <param name="image">Intensities, row-major, axes [height, width].</param>
    /// <param name="height">Rows, at least 3.</param>
    /// <param name="width">Columns, at least 3.</param>
    /// <returns>The image's unit.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A side is smaller than 3.</exception>
    /// <exception cref="ArgumentException">The image's length is not height × width.</exception>
    public static double Estimate(ReadOnlySpan<float> image, int height, int width)
    {
        ImageSize.Check(image, height, width, 3);
        var magnitudes = new double[(height - 2) * (width - 2)];
        for (var y = 1; y < height - 1; y++)
        {
            for (var x = 1; x < width - 1; x++)
            {
                var at = y * width + x;
                var corners = (double)image[at - width - 1] + image[at - width + 1] + image[at + width - 1] + image[at + width + 1];
                var sides = (double)image[at - width] + image[at - 1] + image[at + 1] + image[at + width];
                magnitudes[(y - 1) * (width - 2) + x - 1] = Math.Abs(corners - 2 * sides + 4.0 * image[at]);
            }
        }
        return Medians.Upper(magnitudes) / (MedianOfNormal * KernelNorm);
    }
}
