using System.Numerics;

namespace PostFocus.Imaging.Statistics;

/// <summary>
/// Sums in double precision, in the order of the values: MathNet's running means round otherwise, and are not exact where
/// all values are equal.
/// </summary>
internal static class Moments
{
    /// <summary>Of at least one value.</summary>
    public static double Mean<T>(ReadOnlySpan<T> values)
        where T : INumber<T>
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += double.CreateTruncating(value);
        return sum / values.Length;
    }

    /// <summary>The population's standard deviation: by n, not n − 1.</summary>
    public static double Deviation<T>(ReadOnlySpan<T> values)
        where T : INumber<T>
    {
        double mean = Mean(values),
            sum = 0;
        foreach (var value in values)
        {
            var difference = double.CreateTruncating(value) - mean;
            sum += difference * difference;
        }
        return Math.Sqrt(sum / values.Length);
    }

    /// <summary>The sample's standard deviation: by n − 1; NaN of fewer than two values.</summary>
    public static double SampleDeviation<T>(ReadOnlySpan<T> values)
        where T : INumber<T> => Deviation(values) * Math.Sqrt(values.Length / (values.Length - 1.0));
}
