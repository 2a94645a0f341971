namespace PostFocus.Imaging.Statistics;

internal static class Medians
{
    /// <summary>The middle one of at least one value; the upper of two, so that it is always one of them.</summary>
    public static T Upper<T>(IEnumerable<T> values)
    {
        T[] sorted = [.. values];
        Array.Sort(sorted);
        return sorted[sorted.Length / 2];
    }

    /// <summary>The middle one of at least one value; of two their mean.</summary>
    public static double Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values];
        Array.Sort(sorted);
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
