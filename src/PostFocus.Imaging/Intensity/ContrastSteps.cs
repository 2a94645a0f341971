using PostFocus.Imaging.Statistics;

namespace PostFocus.Imaging.Intensity;

/// <summary>
/// Finds frames whose whole contrast, not only their brightness, is another than that of most frames: a gain that changed about the mean.
/// </summary>
/// <remarks>
/// <para>Defocus and cells change contrast too, so three things must agree: the coarse pattern of the frame (its 64 parts less their mean)
/// is the usual one, with a correlation of at least 0.8; it is stronger or weaker by more than a factor of 1.6; and the range of the
/// pixels' counts is so too. A gain changes both by the same factor, defocus one of them or each by another.</para>
/// <para>Measured, with that correlation, as the lesser of the two factors: up to 1.28 in the shipped sample as in 15 simulated videos
/// (10×, 20×, brightfield) out to ±20 µm, 1.11 in two recorded nanowells, 1.07 in z-stacks and recorded time series. One of the z-stacks,
/// of yeast, reached 2.2, but with correlations below 0.65. A contrast of 0.4 on the sample: 2.3 and above. Smaller steps do not turn the
/// sample's calls: 0.6 to 2.5 left all as they were.</para>
/// </remarks>
internal static class ContrastSteps
{
    private const double Change = 1.6,
        Alike = 0.8;

    /// <summary>The contrast of each frame over that of most frames: 1 unless it changed.</summary>
    /// <param name="frames">The frames in time order.</param>
    /// <param name="gains">What is known already of each frame's gain; contrast is taken over it.</param>
    public static double[] Find(IReadOnlyList<CoarseFrame> frames, double[] gains)
    {
        double[][] patterns = [.. frames.Select(f => Pattern(f.Parts))];
        double[][] shown = [.. patterns.Where((_, i) => !frames[i].IsEmpty)];
        if (shown.Length < 2)
            return [.. gains.Select(_ => 1.0)];
        var usual = Normed([.. shown[0].Select((_, part) => Medians.Upper(shown.Select(p => p[part])))]);
        double[] likeness = [.. patterns.Select(p => Product(p, usual))],
            strengths = [.. frames.Select((f, i) => Norm(Centred(f.Parts)) * likeness[i] / gains[i])],
            ranges = [.. frames.Select((f, i) => f.Range / gains[i])];
        int[] alike = [.. Enumerable.Range(0, frames.Count).Where(i => !frames[i].IsEmpty && likeness[i] >= Alike)];
        // No gain turns a pattern over: what is dark in one frame and bright in another changes by itself.
        if (alike.Length < 2 || alike.Length <= shown.Length / 2 || likeness.Any(l => l <= -Alike))
            return [.. gains.Select(_ => 1.0)];

        // Frames that do not show the usual pattern say nothing of their own, and have the contrast of the frame before.
        double strength = Medians.Upper(alike.Select(i => strengths[i])),
            range = Medians.Upper(alike.Select(i => ranges[i]));
        var found = new double[frames.Count];
        for (var (i, before, next) = (0, 1.0, 0); i < found.Length; i++)
        {
            if (next < alike.Length && alike[next] == i)
                (before, next) = (Step(strengths[i] / strength, ranges[i] / range), next + 1);
            found[i] = before;
        }
        return RunMedians(found);
    }

    /// <summary>The lesser change, if both are more than that.</summary>
    private static double Step(double one, double other) =>
        one > Change && other > Change ? Math.Min(one, other)
        : one < 1 / Change && other < 1 / Change ? Math.Max(one, other)
        : 1;

    /// <summary>Frames in a row with nearly one contrast get their median, so that defocus does not show in it.</summary>
    private static double[] RunMedians(double[] contrasts)
    {
        var result = new double[contrasts.Length];
        for (int first = 0, end; first < result.Length; first = end)
        {
            for (end = first + 1; end < result.Length && Math.Abs(Math.Log(contrasts[end] / contrasts[first])) < Math.Log(Change); )
                end++;
            result.AsSpan(first, end - first).Fill(Medians.Upper(contrasts[first..end]));
        }
        return result;
    }

    /// <summary>Without brightness and gain.</summary>
    private static double[] Pattern(double[] parts) => Normed(Centred(parts));

    private static double[] Centred(double[] values)
    {
        var mean = values.Average();
        return [.. values.Select(v => v - mean)];
    }

    private static double[] Normed(double[] values)
    {
        var norm = Norm(values);
        return norm == 0 ? values : [.. values.Select(v => v / norm)];
    }

    private static double Norm(double[] values) => Math.Sqrt(Product(values, values));

    private static double Product(double[] one, double[] other) => one.Zip(other, (a, b) => a * b).Sum();
}
