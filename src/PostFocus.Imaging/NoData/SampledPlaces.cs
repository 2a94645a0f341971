using PostFocus.Imaging.Statistics;

namespace PostFocus.Imaging.NoData;

/// <summary>Some of many pixels, always the same, for estimates that need no more.</summary>
internal static class SampledPlaces
{
    /// <summary>Enough for a step or a range of rare pixels.</summary>
    public const int Most = 1 << 12;

    private const int MostSorted = 1 << 10;

    // Without what specks and a cell or two can be.
    private const double Low = 0.02;

    /// <summary>
    /// All indices below a number, or about 4,000 of them, rising, at irregular distances: no grid that falls on some columns only.
    /// </summary>
    public static IEnumerable<int> Of(int count, int most = Most)
    {
        uint mean = (uint)Math.Max(1, count / most),
            state = 0;
        for (long at = 0; at < count; at += 1 + (state >> 8) % (2 * mean - 1))
        {
            yield return (int)at;
            // Numerical Recipes' linear congruential generator.
            state = state * 1664525 + 1013904223;
        }
    }

    /// <summary>About 1,000 finite counts, or as many as asked for, of those that are not marked, rising.</summary>
    public static float[] Sorted(float[] counts, bool[]? without, int most = MostSorted)
    {
        var sample = new float[2 * most];
        var n = 0;
        foreach (var at in Of(counts.Length, most))
        {
            if (n == sample.Length)
                Array.Resize(ref sample, 2 * n);
            if (without?[at] != true && float.IsFinite(counts[at]))
                sample[n++] = counts[at];
        }
        Array.Resize(ref sample, n);
        Array.Sort(sample);
        return sample;
    }

    /// <summary>The 2nd and the 98th percentile of a sorted sample; zeros of an empty one.</summary>
    public static (double Low, double High) Range(ReadOnlySpan<float> sorted) =>
        sorted.IsEmpty ? (0, 0) : (Quantiles.Nearest(sorted, Low), Quantiles.Nearest(sorted, 1 - Low));
}
