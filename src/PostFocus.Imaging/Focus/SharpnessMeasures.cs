using PostFocus.Imaging.Filters;

namespace PostFocus.Imaging.Focus;

/// <summary>Measures of sharpness that need no reference.</summary>
/// <remarks>
/// Compared for shape from focus by Pertuz, Puig and Garcia (Pattern Recognition 46, 2013), for autofocus by Groen, Young and
/// Ligthart (Cytometry 6, 1985). Where a measure has the square of the image's unit, its quotient with the variance does not
/// depend on exposure, gain or offset. Images are row-major, axes [height, width]; a constant one measures 0.
/// </remarks>
public static partial class SharpnessMeasures
{
    /// <summary>Tenengrad: the mean of the squared Sobel gradient magnitude.</summary>
    /// <remarks>
    /// Kernels [-1 0 1; -2 0 2; -1 0 1] and its transpose, unscaled; averaged over the pixels whose 3 × 3
    /// neighbourhood lies in the image, so no border is invented. In thin phase objects under brightfield the best
    /// focus has the least contrast: compare planes only with care there.
    /// </remarks>
    /// <param name="image">Intensities, row-major, axes [height, width].</param>
    /// <param name="height">Rows, at least 3.</param>
    /// <param name="width">Columns, at least 3.</param>
    /// <returns>The square of the image's unit (counts² for counts); 0 for a constant image.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A side is smaller than 3.</exception>
    /// <exception cref="ArgumentException">The image's length is not height × width.</exception>
    public static double Tenengrad(ReadOnlySpan<float> image, int height, int width)
    {
        Check(image, height, width, 3);
        var sum = 0.0;
        for (var y = 1; y < height - 1; y++)
        {
            var above = image.Slice((y - 1) * width, width);
            var here = image.Slice(y * width, width);
            var below = image.Slice((y + 1) * width, width);
            var rowSum = 0.0;
            for (var x = 1; x < width - 1; x++)
            {
                double nw = above[x - 1],
                    n = above[x],
                    ne = above[x + 1];
                double w = here[x - 1],
                    e = here[x + 1];
                double sw = below[x - 1],
                    s = below[x],
                    se = below[x + 1];
                var gx = (ne - nw) + 2 * (e - w) + (se - sw);
                var gy = (sw - nw) + 2 * (s - n) + (se - ne);
                rowSum += gx * gx + gy * gy;
            }
            sum += rowSum;
        }
        return sum / ((double)(height - 2) * (width - 2));
    }

    private static void Check(ReadOnlySpan<float> image, int height, int width, int leastSide) =>
        ImageSize.Check(image, height, width, leastSide);
}
