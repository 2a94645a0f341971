using PostFocus.Imaging.Filters;
using PostFocus.Imaging.Metrics;

namespace PostFocus.Imaging.DataConsistency;

/// <summary>Asks whether two frames show one place, one of which may be out of focus.</summary>
/// <remarks>
/// Defocus takes away what is fine, and may invert it, but leaves what is coarser than its own extent almost as it was (Goodman,
/// Introduction to Fourier Optics, section 6.4). So both frames are blurred by more than defocus blurs them, and compared. What
/// has moved by less than that, as cells do from frame to frame, hardly counts; gain and offset do not count at all.
/// </remarks>
public static class CoarseCorrelation
{
    private const double Truncate = 3; // standard deviations

    /// <summary>Pearson's correlation of both images after a Gaussian blur.</summary>
    /// <param name="image">Intensities, row-major, axes [height, width].</param>
    /// <param name="other">Intensities, the same axes.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="sigma">Standard deviation of the Gaussian, pixels, 0.1 to 1000.</param>
    /// <returns>−1 to 1; NaN where an image is constant, because no correlation is defined then.</returns>
    /// <exception cref="ArgumentException">An image's length is not height × width.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The standard deviation is out of its range.</exception>
    public static double Measure(ReadOnlySpan<float> image, ReadOnlySpan<float> other, int height, int width, double sigma)
    {
        ImageSize.Check(image, height, width, 1);
        ImageSize.Check(other, height, width, 1);
        if (!(sigma is >= 0.1 and <= 1000))
            throw new ArgumentOutOfRangeException(
                nameof(sigma),
                sigma,
                "The Gaussian's standard deviation must be between 0.1 and 1000 pixels."
            );
        return ImageMetrics.Pcc(Blurred(image), Blurred(other));

        // Less a pixel, so that a large offset does not eat the digits of a faint structure.
        float[] Blurred(ReadOnlySpan<float> pixels)
        {
            var level = pixels[0];
            var values = pixels.ToDoubles();
            for (var i = 0; i < values.Length; i++)
                values[i] -= level;
            return [.. GaussianBlur.Apply(values, height, width, sigma, Truncate, Border.Mirrored).Select(v => (float)v)];
        }
    }
}
