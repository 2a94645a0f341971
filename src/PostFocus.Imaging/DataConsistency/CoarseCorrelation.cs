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
        var mask = missing.Contains(true) ? missing.ToArray() : null;
        var compared = mask is null ? null : Data(mask);
        var first = Blurred(image);
        return first.Length == 0 ? double.NaN : ImageMetrics.Pcc(first, Blurred(other));

        float[] Blurred(ReadOnlySpan<float> pixels)
        {
            var whole = mask is null ? pixels.ToArray() : Continuation.Of(pixels, mask, height, width);
            // Less a pixel, so that a large offset does not eat the digits of a faint structure.
            double level = whole[0];
            // In place: a row is written when it has been read.
            Blur(
                (y, row) =>
                {
                    for (var x = 0; x < width; x++)
                        row[x] = whole[y * width + x] - level;
                },
                (y, row) =>
                {
                    for (var x = 0; x < width; x++)
                        whole[y * width + x] = (float)row[x];
                }
            );
            return compared is null ? whole : [.. whole.Where((_, at) => compared[at])];
        }

        bool[] Data(bool[] mask)
        {
            var data = new bool[mask.Length];
            Blur(
                (y, row) =>
                {
                    for (var x = 0; x < width; x++)
                        row[x] = mask[y * width + x] ? 0 : 1;
                },
                (y, row) =>
                {
                    for (var x = 0; x < width; x++)
                        data[y * width + x] = row[x] >= LeastData;
                }
            );
            return data;
        }

        void Blur(ImageRow read, ImageRow write) => GaussianBlur.Apply(height, width, sigma, Truncate, Border.Mirrored, read, write);
    }
}
