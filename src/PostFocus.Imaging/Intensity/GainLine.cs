using MathNet.Numerics.LinearRegression;

namespace PostFocus.Imaging.Intensity;

/// <summary>
/// How the gain of a sequence goes with its brightness: a straight line through the contrasts of its frames, by least absolute deviations.
/// </summary>
/// <remarks>
/// Contrast, not the pattern: cells that move make much of it where walls make little, and what they make does not resemble an earlier
/// frame. Least absolute deviations are a median for two levels of brightness, and frames out of focus do not bend them.
/// </remarks>
internal static class GainLine
{
    private const int Iterations = 30;

    /// <summary>How much the gain, 1 at the reference, rises with each count of brightness.</summary>
    /// <param name="frames">The frames, at least two of them of different brightness; those that show nothing do not count.</param>
    /// <param name="means">The brightness of each.</param>
    /// <param name="reference">The brightness at which the gain is 1.</param>
    public static double PerCount(IReadOnlyList<CoarseFrame> frames, double[] means, double reference)
    {
        int[] shown = [.. Enumerable.Range(0, frames.Count).Where(i => !frames[i].IsEmpty)];
        double[][] brightness = [.. shown.Select(i => new[] { means[i] - reference })];
        double[] contrasts = [.. shown.Select(i => frames[i].Contrast)],
            weights = [.. shown.Select(_ => 1.0)];
        double level = 0,
            slope = 0;
        // Iteratively reweighted least squares.
        for (var i = 0; i < Iterations; i++)
        {
            var line = WeightedRegression.Weighted(brightness, contrasts, weights, intercept: true);
            (level, slope) = (line[0], line[1]);
            var least = 1e-6 * contrasts.Max() + double.Epsilon;
            weights = [.. contrasts.Zip(brightness, (c, b) => least / Math.Max(least, Math.Abs(c - level - slope * b[0])))];
        }
        return level > 0 ? slope / level : 0;
    }
}
