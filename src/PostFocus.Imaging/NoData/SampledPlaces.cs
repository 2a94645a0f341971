namespace PostFocus.Imaging;

/// <summary>Some of many pixels, always the same, for estimates that need no more.</summary>
internal static class SampledPlaces
{
    private const int Most = 1 << 12;

    /// <summary>All indices below a number, or about 4,000 of them, rising, at irregular distances: no grid that falls on some columns only.</summary>
    public static IEnumerable<int> Of(int count)
    {
        uint mean = (uint)Math.Max(1, count / Most), state = 0;
        for (long at = 0; at < count; at += 1 + (state >> 8) % (2 * mean - 1))
        {
            yield return (int)at;
            // Numerical Recipes' linear congruential generator.
            state = state * 1664525 + 1013904223;
        }
    }
}
