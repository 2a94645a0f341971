using PostFocus.Imaging.Filters;
using PostFocus.Imaging.Metrics;
using PostFocus.Imaging.NoData;

namespace PostFocus.Imaging.DataConsistency;

/// <summary>Asks whether two frames show one place, one of which may be out of focus.</summary>
/// <remarks>
/// Defocus takes away what is fine, and may invert it, but leaves what is coarser than its own extent almost as it was (Goodman,
/// Introduction to Fourier Optics, section 6.4). So both frames are blurred by more than defocus blurs them, and compared. What
/// has moved by less than that, as cells do from frame to frame, hardly counts; gain and offset do not count at all. Nor do pixels that
/// carry no data: the image is continued there from what surrounds them, and compared where most of what is blurred into a pixel is data.
/// </remarks>
public static class CoarseCorrelation
{
    private const double Truncate = 3; // standard deviations

    private const double LeastData = 0.5;

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
        int[] compared = [.. Enumerable.Range(0, image.Length)];
        var mask = missing.Contains(true) ? missing.ToArray() : null;
        if (mask is not null)
        {
            var data = Blur([.. mask.Select(m => m ? 0.0 : 1)]);
            compared = [.. compared.Where(at => data[at] >= LeastData)];
        }
        return compared.Length == 0 ? double.NaN : ImageMetrics.Pcc(Blurred(image), Blurred(other));

        float[] Blurred(ReadOnlySpan<float> pixels)
        {
            var whole = mask is null ? pixels : Continuation.Of(pixels, mask, height, width);
            // Less a pixel, so that a large offset does not eat the digits of a faint structure.
            var level = whole[0];
            var values = new double[whole.Length];
            for (var at = 0; at < values.Length; at++)
                values[at] = whole[at] - (double)level;
            values = Blur(values);
            return [.. compared.Select(at => (float)values[at])];
        }

        double[] Blur(double[] values) => GaussianBlur.Apply(values, height, width, sigma, Truncate, Border.Mirrored);
    }
}
