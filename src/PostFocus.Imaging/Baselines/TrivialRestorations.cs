using PostFocus.Imaging.Filters;
using PostFocus.Imaging.Metrics;

namespace PostFocus.Imaging.Baselines;

/// <summary>
/// What takes error away from a frame out of focus without restoring anything: where nothing is known, grey is the safest guess.
/// A restoration that is no better than these is none.
/// </summary>
public static class TrivialRestorations
{
    private const double Truncate = 4;

    private static readonly double[] s_small = [0.5, 0.75, 1, 1.5, 2];
    private static readonly double[] s_all = [.. s_small, 2.5, 3, 4, 5, 6, 8, 10];

    /// <summary>The image with a share of its contrast about its mean.</summary>
    /// <param name="image">Any unit.</param>
    /// <param name="share">0 for flat grey, 1 for the image.</param>
    public static float[] Faded(float[] image, double share)
    {
        ArgumentNullException.ThrowIfNull(image);
        var mean = image.Average(v => (double)v);
        return [.. image.Select(v => (float)(mean + share * (v - mean)))];
    }

    /// <summary>The image smoothed by a Gaussian.</summary>
    /// <param name="image">Row-major.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="sigma">Standard deviation, 0 to 100 pixels.</param>
    /// <exception cref="ArgumentException">The image's length is not height × width.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The standard deviation is out of its range.</exception>
    public static float[] Smoothed(float[] image, int height, int width, double sigma)
    {
        ImageSize.Check(image, height, width, leastSide: 1);
        return
        [
            .. GaussianBlur
                .Apply(((ReadOnlySpan<float>)image).ToDoubles(), height, width, Require.Range(sigma, 0, 100), Truncate, Border.Mirrored)
                .Select(v => (float)v),
        ];
    }

    /// <summary>The image after the Gaussian of half a pixel to two that leaves the least error, chosen in view of the truth.</summary>
    /// <param name="truth">Row-major.</param>
    /// <param name="image">Of the same size.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <exception cref="ArgumentException">The images differ in size, or are not height × width.</exception>
    public static float[] BestSmallGaussian(float[] truth, float[] image, int height, int width) =>
        s_small.Select(sigma => Smoothed(image, height, width, sigma)).MinBy(smoothed => ImageMetrics.MeanSquaredError(truth, smoothed))!;

    /// <summary>
    /// The image, or what a Gaussian of half a pixel to ten makes of it, whichever correlates best with the truth; chosen in view of it.
    /// </summary>
    /// <param name="truth">Row-major.</param>
    /// <param name="image">Of the same size.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <exception cref="ArgumentException">The images differ in size, or are not height × width.</exception>
    public static float[] BestGaussian(float[] truth, float[] image, int height, int width) =>
        s_all.Select(sigma => Smoothed(image, height, width, sigma)).Prepend(image).MaxBy(smoothed => ImageMetrics.Pcc(truth, smoothed))!;

    /// <summary>Least mean squared error that a Gaussian of half a pixel to two leaves, chosen in view of the truth.</summary>
    /// <param name="truth">Row-major.</param>
    /// <param name="image">Of the same size.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <exception cref="ArgumentException">The images differ in size, or are not height × width.</exception>
    public static double LeastErrorOfSmallGaussians(float[] truth, float[] image, int height, int width) =>
        ImageMetrics.MeanSquaredError(truth, BestSmallGaussian(truth, image, height, width));
}
