namespace PostFocus.Imaging.Baselines;

/// <summary>
/// How much of each ring of spatial frequencies stays from one frame in focus to another: 1 where nothing moves, near 0 where all that is
/// so fine has moved. A filter fitted to another time is too weak by so much.
/// </summary>
internal static class MotionSpectrum
{
    /// <summary>Less is not divided by, as it is known too badly.</summary>
    private const double Least = 0.15;

    /// <summary>Nothing moves.</summary>
    public static IReadOnlyList<double> None { get; } = [.. Enumerable.Repeat(1.0, RadialFilter.Rings)];

    /// <summary>Of pairs of frames in focus, all as far apart in time.</summary>
    public static IReadOnlyList<double> Of(IReadOnlyCollection<RadialStatistics> pairs)
    {
        double[] stays =
        [
            .. Enumerable
                .Range(0, RadialFilter.Rings)
                .Select(ring =>
                    pairs.Sum(p => p.Cross[ring]) / Math.Max(pairs.Sum(p => p.Power[ring] + p.Target[ring]) / 2, double.Epsilon)
                ),
        ];
        return
        [
            .. stays.Select(
                (own, ring) =>
                    Math.Clamp((stays[Math.Max(ring - 1, 0)] + 2 * own + stays[Math.Min(ring + 1, stays.Length - 1)]) / 4, Least, 1)
            ),
        ];
    }

    /// <summary>To the mean of several frames.</summary>
    public static IReadOnlyList<double> Mean(IReadOnlyCollection<IReadOnlyList<double>> spectra) =>
        [.. Enumerable.Range(0, RadialFilter.Rings).Select(ring => spectra.Average(spectrum => spectrum[ring]))];
}
