namespace PostFocus.Imaging.NoData;

/// <summary>Finds 3 × 3 pixels that stand out from all around, as hot and dead spots of cameras do: see <see cref="Spikes"/>.</summary>
internal static class Blocks
{
    private const int Reach = 2;

    /// <summary>Adds the pixels of blocks that a candidate is the left edge of, or the pixel before it.</summary>
    /// <param name="counts">The frame, axes [height, width].</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="candidates">Pixels that differ from the one beside them.</param>
    /// <param name="step">How far all nine must lie from all around but one.</param>
    /// <param name="times">The same, in spreads of what is around.</param>
    /// <param name="found">Receives them.</param>
    public static void Find(float[] counts, int height, int width, IEnumerable<int> candidates, double step, double times, List<int> found)
    {
        Span<float> around = stackalloc float[16];
        foreach (var left in candidates)
        {
            for (var centre = left + 1; centre <= left + 2; centre++)
            {
                var (y, x) = Math.DivRem(centre, width);
                if (y < Reach || x < Reach || y >= height - Reach || x >= width - Reach || !Differs(counts, centre, centre + 2, step))
                    continue;
                if (IsBlock(counts, width, centre, step, times, around))
                {
                    for (var dy = -1; dy <= 1; dy++)
                    for (var dx = -1; dx <= 1; dx++)
                        found.Add(centre + dy * width + dx);
                }
            }
        }
    }

    private static bool Differs(float[] counts, int a, int b, double step) => b < counts.Length && Math.Abs(counts[a] - counts[b]) > step;

    private static bool IsBlock(float[] counts, int width, int centre, double step, double times, Span<float> around)
    {
        float least = float.PositiveInfinity,
            most = float.NegativeInfinity;
        for (var row = centre - width; row <= centre + width; row += width)
        {
            foreach (var count in counts.AsSpan(row - 1, 3))
                (least, most) = (Math.Min(least, count), Math.Max(most, count));
        }
        var n = 0;
        for (var dy = -Reach; dy <= Reach; dy++)
        {
            // Whole rows above and below, two pixels of each in between.
            for (var dx = -Reach; dx <= Reach; dx += Math.Abs(dy) == Reach ? 1 : 2 * Reach)
                around[n++] = counts[centre + dy * width + dx];
        }
        if (!Spikes.MayStandOut(least, most, around, step))
            return false;
        around.Sort();
        double spread = around[^2] - around[1];
        return Stands(least - around[^2]) || Stands(around[1] - most);

        bool Stands(double by) => by > step && by > times * spread;
    }
}
