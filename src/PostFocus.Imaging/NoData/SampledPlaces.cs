namespace PostFocus.Imaging;

/// <summary>Some of many pixels, always the same, for estimates that need no more.</summary>
internal static class SampledPlaces
{
    private const int Most = 1 << 12, MostSorted = 1 << 10;

    /// <summary>All indices below a number, or about 4,000 of them, rising, at irregular distances: no grid that falls on some columns only.</summary>
    public static IEnumerable<int> Of(int count, int most = Most)
    {
        uint mean = (uint)Math.Max(1, count / most), state = 0;
        for (long at = 0; at < count; at += 1 + (state >> 8) % (2 * mean - 1))
        {
            yield return (int)at;
            // Numerical Recipes' linear congruential generator.
            state = state * 1664525 + 1013904223;
        }
    }

    /// <summary>About 1,000 finite counts of those that are not marked, rising.</summary>
    public static float[] Sorted(float[] counts, bool[]? without)
    {
        var sample = new float[2 * MostSorted];
        var n = 0;
        foreach (var at in Of(counts.Length, MostSorted))
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

    /// <summary>The count below which that share of a sorted sample lies, which is not empty.</summary>
    public static double Quantile(float[] sorted, double share) => sorted[(int)(share * (sorted.Length - 1))];
}
