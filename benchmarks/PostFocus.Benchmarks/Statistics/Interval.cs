namespace PostFocus.Benchmarks.Statistics;

/// <summary>A 95 % confidence interval.</summary>
internal readonly record struct Interval(double Low, double High)
{
    private const double Z = 1.959964;
    private const int Draws = 10_000, Seed = 1;

    /// <summary>Of a proportion: Wilson's score interval, which holds near 0 and 1 too.</summary>
    public static Interval Wilson(int successes, int n)
    {
        double p = (double)successes / n, z2 = Z * Z;
        double middle = (p + z2 / (2 * n)) / (1 + z2 / n);
        double half = Z * Math.Sqrt(p * (1 - p) / n + z2 / (4.0 * n * n)) / (1 + z2 / n);
        return new(Math.Max(0, middle - half), Math.Min(1, middle + half));
    }

    /// <summary>
    /// Of a mean over frames: percentiles over wells drawn with replacement, because frames of one well show the same
    /// cells and are no independent draws.
    /// </summary>
    public static Interval BootstrapOverWells(IEnumerable<(string Well, double Value)> frames)
    {
        (double Sum, int Count)[] wells =
            [.. frames.GroupBy(f => f.Well, f => f.Value).Select(well => (well.Sum(), well.Count()))];
        var random = new Random(Seed);
        var means = new double[Draws];
        for (int draw = 0; draw < Draws; draw++)
        {
            double sum = 0;
            int count = 0;
            for (int i = 0; i < wells.Length; i++)
            {
                (double wellSum, int wellCount) = wells[random.Next(wells.Length)];
                sum += wellSum;
                count += wellCount;
            }
            means[draw] = sum / count;
        }
        Array.Sort(means);
        return new(means[(int)(0.025 * Draws)], means[(int)(0.975 * Draws)]);
    }
}
