using System.Numerics;

namespace PostFocus.Imaging.Statistics;

/// <summary>Quantiles of a sorted sample, which is not empty.</summary>
internal static class Quantiles
{
    /// <summary>The value below which that share of all lies, the nearest of them downwards.</summary>
    public static T Nearest<T>(ReadOnlySpan<T> sorted, double share) => sorted[(int)(share * (sorted.Length - 1))];

    /// <summary>The same, on the line between the two nearest values.</summary>
    public static double Interpolated<T>(ReadOnlySpan<T> sorted, double share)
        where T : INumber<T>
    {
        var at = share * (sorted.Length - 1);
        var below = (int)at;
        double low = double.CreateTruncating(sorted[below]),
            high = double.CreateTruncating(sorted[Math.Min(below + 1, sorted.Length - 1)]);
        return low + (at - below) * (high - low);
    }
}
