namespace PostFocus.Imaging.Metrics;

/// <summary>Correlation of ranks: whether one quantity grows with another, in whatever way.</summary>
public static class RankCorrelation
{
    /// <summary>Spearman's correlation: Pearson's of the ranks, equal values sharing the mean of their ranks.</summary>
    /// <param name="x">Values without NaN.</param>
    /// <param name="y">As many.</param>
    /// <returns>-1 to 1; NaN where either side is constant or there are fewer than two.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Spearman(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        if (x.Count != y.Count)
            throw new ArgumentException($"There are {x.Count} values on one side, {y.Count} on the other.", nameof(y));
        double[] a = Ranks(x),
            b = Ranks(y);
        var middle = (a.Length + 1) / 2.0;
        double covariance = 0,
            varianceA = 0,
            varianceB = 0;
        for (var i = 0; i < a.Length; i++)
        {
            covariance += (a[i] - middle) * (b[i] - middle);
            varianceA += (a[i] - middle) * (a[i] - middle);
            varianceB += (b[i] - middle) * (b[i] - middle);
        }
        return covariance / Math.Sqrt(varianceA * varianceB);
    }

    /// <summary>From 1.</summary>
    private static double[] Ranks(IReadOnlyList<double> values)
    {
        double[] sorted = [.. values];
        int[] order = [.. Enumerable.Range(0, sorted.Length)];
        Array.Sort(sorted, order);
        var ranks = new double[sorted.Length];
        for (int first = 0, next; first < sorted.Length; first = next)
        {
            next = first + 1;
            while (next < sorted.Length && sorted[next] == sorted[first])
                next++;
            for (var i = first; i < next; i++)
                ranks[order[i]] = (first + 1 + next) / 2.0;
        }
        return ranks;
    }
}
