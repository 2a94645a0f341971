namespace PostFocus.Benchmarks.Statistics;

/// <summary>Spearman's rank correlation.</summary>
internal static class RankCorrelation
{
    /// <summary>Pearson's correlation of the ranks; NaN where either side is constant.</summary>
    public static double Spearman(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        double[] a = Ranks(x), b = Ranks(y);
        double middle = (a.Length + 1) / 2.0;
        double Covariance(double[] p, double[] q) => p.Zip(q, (u, v) => (u - middle) * (v - middle)).Sum();
        return Covariance(a, b) / Math.Sqrt(Covariance(a, a) * Covariance(b, b));
    }

    /// <summary>From 1; equal values share the mean of their ranks.</summary>
    private static double[] Ranks(IReadOnlyList<double> values)
    {
        int[] order = [.. Enumerable.Range(0, values.Count).OrderBy(i => values[i])];
        var ranks = new double[values.Count];
        for (int first = 0, next; first < order.Length; first = next)
        {
            next = first + 1;
            while (next < order.Length && values[order[next]] == values[order[first]])
                next++;
            for (int i = first; i < next; i++)
                ranks[order[i]] = (first + 1 + next) / 2.0;
        }
        return ranks;
    }
}
