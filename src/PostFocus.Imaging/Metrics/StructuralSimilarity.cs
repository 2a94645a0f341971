using PostFocus.Imaging.Filters;

namespace PostFocus.Imaging.Metrics;

/// <summary>Structural similarity of an image to a reference.</summary>
public static class StructuralSimilarity
{
    /// <summary>The smallest side, pixels: that of the window.</summary>
    public const int LeastSide = 2 * Reach + 1;

    private const double Sigma = 1.5,
        Truncate = 3.5,
        K1 = 0.01,
        K2 = 0.03;
    private const int Reach = 5; // Truncate × Sigma, rounded

    /// <summary>The mean structural similarity (SSIM).</summary>
    /// <remarks>
    /// Wang, Bovik, Sheikh and Simoncelli, IEEE Trans. Image Processing 13, 2004: Gaussian windows of 11 × 11 pixels, standard
    /// deviation 1.5 pixels, K₁ = 0.01, K₂ = 0.03, averaged over the pixels whose window lies in the image. What scikit-image
    /// calls <c>structural_similarity(gaussian_weights=True, sigma=1.5, use_sample_covariance=False)</c>. Unlike correlation
    /// it depends on an offset of the intensities: give the unit in which 0 is dark.
    /// </remarks>
    /// <param name="reference">The truth, row-major, axes [height, width].</param>
    /// <param name="image">The image, the same axes and unit.</param>
    /// <param name="height">Rows, at least <see cref="LeastSide"/>.</param>
    /// <param name="width">Columns, at least <see cref="LeastSide"/>.</param>
    /// <param name="dataRange">Peak-to-peak range in the images' unit; above 0.</param>
    /// <returns>-1 to 1; 1 for equal images.</returns>
    /// <exception cref="ArgumentException">An image's length is not height × width.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A side is too small, or <paramref name="dataRange"/> is not a finite number above 0.
    /// </exception>
    public static double Mean(ReadOnlySpan<float> reference, ReadOnlySpan<float> image, int height, int width, double dataRange)
    {
        ImageSize.Check(reference, height, width, LeastSide);
        ImageSize.Check(image, height, width, LeastSide);
        ImageMetrics.CheckRange(dataRange);
        double[] x = reference.ToDoubles(),
            y = image.ToDoubles();
        double[] meanX = Blur(x),
            meanY = Blur(y);
        double[] xx = Blur(Product(x, x)),
            yy = Blur(Product(y, y)),
            xy = Blur(Product(x, y));

        double c1 = K1 * dataRange * (K1 * dataRange),
            c2 = K2 * dataRange * (K2 * dataRange);
        var sum = 0.0;
        for (var row = Reach; row < height - Reach; row++)
        {
            for (var column = Reach; column < width - Reach; column++)
            {
                var i = row * width + column;
                double product = meanX[i] * meanY[i],
                    squares = meanX[i] * meanX[i] + meanY[i] * meanY[i];
                sum += (2 * product + c1) * (2 * (xy[i] - product) + c2) / ((squares + c1) * (xx[i] + yy[i] - squares + c2));
            }
        }
        return sum / ((double)(height - 2 * Reach) * (width - 2 * Reach));

        double[] Blur(double[] values) => GaussianBlur.Apply(values, height, width, Sigma, Truncate, Border.Mirrored);
    }

    private static double[] Product(double[] a, double[] b)
    {
        var product = new double[a.Length];
        for (var i = 0; i < a.Length; i++)
            product[i] = a[i] * b[i];
        return product;
    }
}
