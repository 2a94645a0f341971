namespace PostFocus.Imaging.Intensity;

internal static class Medians
{
    /// <summary>The middle one of at least one value; the upper of two, so that it is always one of them.</summary>
    public static double Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
