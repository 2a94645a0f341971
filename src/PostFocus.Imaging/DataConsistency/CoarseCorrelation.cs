using PostFocus.Imaging.Filters;
using PostFocus.Imaging.Metrics;

namespace PostFocus.Imaging.DataConsistency;

/// <summary>Asks whether two frames show one place, one of which may be out of focus.</summary>
/// <remarks>
/// Defocus takes away what is fine, and may invert it, but leaves what is coarser than its own extent almost as it was (Goodman,
/// Introduction to Fourier Optics, section 6.4). So both frames are blurred by more than defocus blurs them, and compared. What
/// has moved by less than that, as cells do from frame to frame, hardly counts; gain and offset do not count at all. Nor do pixels that
/// carry no data: where there are any, the blur is a normalized convolution (Knutsson and Westin, CVPR 1993).
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
    /// <param name="missing">True where a pixel of either image carries no data; empty: all do.</param>
    /// <returns>−1 to 1; NaN where an image is constant or no pixel is left, because no correlation is defined then.</returns>
    /// <exception cref="ArgumentException">A length is not height × width.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The standard deviation is out of its range.</exception>
    public static double Measure(
        ReadOnlySpan<float> image,
        ReadOnlySpan<float> other,
        int height,
        int width,
        double sigma,
        ReadOnlySpan<bool> missing = default
    )
    {
        ImageSize.Check(image, height, width, 1);
        ImageSize.Check(other, height, width, 1);
        if (!(sigma is >= 0.1 and <= 1000))
            throw new ArgumentOutOfRangeException(
                nameof(sigma),
                sigma,
                "The Gaussian's standard deviation must be between 0.1 and 1000 pixels."
            );
        if (missing.Length != 0 && missing.Length != image.Length)
            throw new ArgumentException($"The images have {image.Length} pixels, the mask {missing.Length}.", nameof(missing));
        int[] present = [.. Enumerable.Range(0, image.Length)];
        double[]? weights = null;
        if (missing.Contains(true))
        {
            var mask = missing.ToArray();
            present = [.. present.Where(at => !mask[at])];
            weights = Blur([.. mask.Select(m => m ? 0.0 : 1)]);
        }
        return present.Length == 0 ? double.NaN : ImageMetrics.Pcc(Blurred(image), Blurred(other));

        float[] Blurred(ReadOnlySpan<float> pixels)
        {
            // Less a pixel, so that a large offset does not eat the digits of a faint structure.
            var level = pixels[present[0]];
            var values = new double[pixels.Length];
            foreach (var at in present)
                values[at] = pixels[at] - (double)level;
            values = Blur(values);
            return [.. present.Select(at => (float)(weights is null ? values[at] : values[at] / weights[at]))];
        }

        double[] Blur(double[] values) => GaussianBlur.Apply(values, height, width, sigma, Truncate, Border.Mirrored);
    }
}
