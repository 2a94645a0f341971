using PostFocus.Imaging.Filters;
using PostFocus.Imaging.Statistics;

namespace PostFocus.Imaging.Metrics;

/// <summary>Edges of an image, one pixel wide.</summary>
/// <remarks>
/// Canny, IEEE Trans. Pattern Analysis and Machine Intelligence 8, 1986, step by step as scikit-image's
/// <c>feature.canny</c> with its default border: Gaussian blur over the pixels that there are, Sobel gradients, pixels that
/// are the largest along their gradient (interpolated between neighbours), and hysteresis: of these, all above the low
/// threshold that hang together (8 neighbours) with one above the high threshold. The outermost pixels are never edges.
/// </remarks>
public static class CannyEdges
{
    private const double Truncate = 4;

    /// <summary>Edges by thresholds of the gradient.</summary>
    /// <param name="image">Row-major, axes [height, width].</param>
    /// <param name="height">Rows, at least 3.</param>
    /// <param name="width">Columns, at least 3.</param>
    /// <param name="sigma">Standard deviation of the blur, 0 to 100 pixels.</param>
    /// <param name="low">
    /// Low threshold of the gradient's magnitude, with Sobel kernels [-1 0 1; -2 0 2; -1 0 1], in the image's unit.
    /// </param>
    /// <param name="high">High threshold, at least the low one.</param>
    /// <returns>Axes [height, width]: true = edge.</returns>
    /// <exception cref="ArgumentException">The image's length is not height × width.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A side is too small, sigma out of its range, or the thresholds are swapped.
    /// </exception>
    public static bool[] Find(ReadOnlySpan<float> image, int height, int width, double sigma, double low, double high)
    {
        CheckThresholds(low, high);
        return Trace(Gradient(image, height, width, sigma), low, high);
    }

    /// <summary>
    /// Edges by thresholds that are quantiles of the gradient's magnitude over the image: independent of gain and offset.
    /// </summary>
    /// <param name="image">Row-major, axes [height, width].</param>
    /// <param name="height">Rows, at least 3.</param>
    /// <param name="width">Columns, at least 3.</param>
    /// <param name="sigma">Standard deviation of the blur, 0 to 100 pixels.</param>
    /// <param name="low">Quantile of the low threshold, 0 to 1.</param>
    /// <param name="high">Quantile of the high threshold, at least the low one, at most 1.</param>
    /// <returns>Axes [height, width]: true = edge.</returns>
    /// <exception cref="ArgumentException">The image's length is not height × width.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A side is too small, sigma or a quantile out of its range, or the quantiles are swapped.
    /// </exception>
    public static bool[] FindByQuantiles(ReadOnlySpan<float> image, int height, int width, double sigma, double low, double high)
    {
        CheckThresholds(low, high);
        if (!(low >= 0))
            throw new ArgumentOutOfRangeException(nameof(low), low, "A quantile is at least 0.");
        if (!(high <= 1))
            throw new ArgumentOutOfRangeException(nameof(high), high, "A quantile is at most 1.");
        var gradient = Gradient(image, height, width, sigma);
        double[] sorted = [.. gradient.Magnitude.Order()];
        return Trace(gradient, Quantiles.Interpolated<double>(sorted, low), Quantiles.Interpolated<double>(sorted, high));
    }

    private static void CheckThresholds(double low, double high)
    {
        if (!(low <= high))
            throw new ArgumentOutOfRangeException(nameof(low), low, "The low threshold must not be above the high one.");
    }

    private static ImageGradient Gradient(ReadOnlySpan<float> image, int height, int width, double sigma)
    {
        ImageSize.Check(image, height, width, 3);
        if (!(sigma >= 0 && sigma <= 100))
            throw new ArgumentOutOfRangeException(nameof(sigma), sigma, "The blur must lie between 0 and 100 pixels.");
        var blurred = Blur(image.ToDoubles());
        // At the border a part of the kernel lies outside: divided by the part inside.
        var inside = Blur([.. Enumerable.Repeat(1.0, image.Length)]);
        for (var i = 0; i < blurred.Length; i++)
            blurred[i] /= inside[i];
        return ImageGradient.Of(blurred, height, width);

        double[] Blur(double[] values) => GaussianBlur.Apply(values, height, width, sigma, Truncate, Border.Zero);
    }

    private static bool[] Trace(ImageGradient gradient, double low, double high)
    {
        var edges = new bool[gradient.Magnitude.Length];
        var open = new Stack<(int Y, int X)>();
        for (var y = 1; y < gradient.Height - 1; y++)
        for (var x = 1; x < gradient.Width - 1; x++)
            Visit(y, x, high);
        return edges;

        // From a pixel above the high threshold over all that hang together with it.
        void Visit(int y, int x, double threshold)
        {
            Mark(y, x, threshold);
            while (open.TryPop(out var at))
                for (var dy = -1; dy <= 1; dy++)
                for (var dx = -1; dx <= 1; dx++)
                    Mark(at.Y + dy, at.X + dx, low);
        }

        void Mark(int y, int x, double threshold)
        {
            if (y < 1 || x < 1 || y >= gradient.Height - 1 || x >= gradient.Width - 1)
                return;
            var i = y * gradient.Width + x;
            if (edges[i] || gradient.Magnitude[i] < threshold || !gradient.IsRidge(y, x))
                return;
            edges[i] = true;
            open.Push((y, x));
        }
    }
}
