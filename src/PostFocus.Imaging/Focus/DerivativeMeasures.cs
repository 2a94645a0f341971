namespace PostFocus.Imaging.Focus;

public static partial class SharpnessMeasures
{
    /// <summary>Brenner's measure: the mean squared difference of pixels two apart.</summary>
    /// <remarks>
    /// Brenner et al., J. Histochem. Cytochem. 24, 1976, along rows; here the mean over pairs along rows plus that along columns,
    /// so that a turned image measures the same.
    /// </remarks>
    /// <param name="image">Intensities, row-major, axes [height, width].</param>
    /// <param name="height">Rows, at least 3.</param>
    /// <param name="width">Columns, at least 3.</param>
    /// <returns>The square of the image's unit.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A side is smaller than 3.</exception>
    /// <exception cref="ArgumentException">The image's length is not height × width.</exception>
    public static double Brenner(ReadOnlySpan<float> image, int height, int width)
    {
        Check(image, height, width, 3);
        double along = 0,
            down = 0;
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var at = y * width + x;
                if (x + 2 < width)
                    along += Square((double)image[at + 2] - image[at]);
                if (y + 2 < height)
                    down += Square((double)image[at + 2 * width] - image[at]);
            }
        }
        return along / ((double)height * (width - 2)) + down / ((double)(height - 2) * width);
    }

    /// <summary>The variance of the Laplacian.</summary>
    /// <remarks>
    /// Pech-Pacheco et al., ICPR 2000 (LAP4 of Pertuz et al. 2013). Kernel [0 1 0; 1 −4 1; 0 1 0], at the pixels whose
    /// neighbours lie in the image. The most sensitive to noise of all.
    /// </remarks>
    /// <param name="image">Intensities, row-major, axes [height, width].</param>
    /// <param name="height">Rows, at least 3.</param>
    /// <param name="width">Columns, at least 3.</param>
    /// <returns>The square of the image's unit.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A side is smaller than 3.</exception>
    /// <exception cref="ArgumentException">The image's length is not height × width.</exception>
    public static double LaplacianVariance(ReadOnlySpan<float> image, int height, int width)
    {
        Check(image, height, width, 3);
        double sum = 0,
            squares = 0;
        for (var y = 1; y < height - 1; y++)
        {
            for (var x = 1; x < width - 1; x++)
            {
                var at = y * width + x;
                var laplacian = (double)image[at - 1] + image[at + 1] + image[at - width] + image[at + width] - 4.0 * image[at];
                sum += laplacian;
                squares += laplacian * laplacian;
            }
        }
        var pixels = (double)(height - 2) * (width - 2);
        return Math.Max(0, squares / pixels - Square(sum / pixels));
    }

    /// <summary>
    /// The kurtosis of the Sobel gradients about 0: mean of their fourth powers over the square of their mean square, of both
    /// directions together.
    /// </summary>
    /// <remarks>
    /// 3 for Gaussian noise, more where few sharp edges stand on even ground: gradients of sharp images have heavy tails, and
    /// blur takes them (Liu, Li and Jia, CVPR 2008). Independent of exposure, gain and offset. Kernels and pixels as in
    /// <see cref="Tenengrad"/>.
    /// </remarks>
    /// <param name="image">Intensities, row-major, axes [height, width].</param>
    /// <param name="height">Rows, at least 3.</param>
    /// <param name="width">Columns, at least 3.</param>
    /// <returns>At least 1; 0 for an image without gradients.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A side is smaller than 3.</exception>
    /// <exception cref="ArgumentException">The image's length is not height × width.</exception>
    public static double GradientKurtosis(ReadOnlySpan<float> image, int height, int width)
    {
        Check(image, height, width, 3);
        double squares = 0,
            fourths = 0;
        for (var y = 1; y < height - 1; y++)
        {
            for (var x = 1; x < width - 1; x++)
            {
                var at = y * width + x;
                double nw = image[at - width - 1],
                    ne = image[at - width + 1],
                    sw = image[at + width - 1],
                    se = image[at + width + 1];
                var gx = Square(ne - nw + 2 * ((double)image[at + 1] - image[at - 1]) + (se - sw));
                var gy = Square(sw - nw + 2 * ((double)image[at + width] - image[at - width]) + (se - ne));
                squares += gx + gy;
                fourths += gx * gx + gy * gy;
            }
        }
        return squares > 0 ? 2.0 * (height - 2) * (width - 2) * fourths / (squares * squares) : 0;
    }

    private static double Square(double value) => value * value;
}
