namespace PostFocus.Imaging.Statistics;

/// <summary>Confidence intervals by drawing wells.</summary>
internal static class BootstrapOverWells
{
    private const int Draws = 10_000,
        Seed = 1;

    /// <summary>
    /// Of a mean over frames, 95 %: percentiles over wells drawn with replacement, because frames of one well show the same
    /// cells and are not independent draws.
    /// </summary>
    public static ConfidenceInterval OfMean(IEnumerable<(string Well, double Value)> frames)
    {
        (double Sum, int Count)[] wells = [.. frames.GroupBy(f => f.Well, f => f.Value).Select(well => (well.Sum(), well.Count()))];
        var random = new Random(Seed);
        var means = new double[Draws];
        for (var draw = 0; draw < Draws; draw++)
        {
            double sum = 0;
            var count = 0;
            for (var i = 0; i < wells.Length; i++)
            {
                (var wellSum, var wellCount) = wells[random.Next(wells.Length)];
                sum += wellSum;
                count += wellCount;
            }
            means[draw] = sum / count;
        }
        Array.Sort(means);
        return new(means[(int)(0.025 * Draws)], means[(int)(0.975 * Draws)]);
    }
}
