using PostFocus.Imaging.Statistics;

namespace PostFocus.Benchmarks.Statistics;

/// <summary>Summaries of a sample.</summary>
internal static class Summaries
{
    /// <summary>Of the sample (n − 1); 0 for a single value.</summary>
    public static double StandardDeviation(this IReadOnlyCollection<double> values)
    {
        if (values.Count < 2)
            return 0;
        var mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1));
    }

    /// <summary>Mean ± standard deviation, both in the same format; nothing where a value is not defined.</summary>
    public static string Spread(this IEnumerable<double> values, string format)
    {
        double[] all = [.. values];
        return all.Any(double.IsNaN) ? "" : $"{all.Average().ToString(format)} ± {all.StandardDeviation().ToString(format)}";
    }

    /// <summary>The value that this share of all lies below, the nearest of them downwards.</summary>
    public static T Quantile<T>(this IEnumerable<T> values, double share)
    {
        T[] sorted = [.. values.Order()];
        return Quantiles.Nearest<T>(sorted, share);
    }

    public static double Median(this IReadOnlyCollection<double> values) => Medians.Of(values);

    public static double Share<T>(this IReadOnlyCollection<T> values, Func<T, bool> condition) =>
        (double)values.Count(condition) / values.Count;
}
