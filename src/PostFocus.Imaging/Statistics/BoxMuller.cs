namespace PostFocus.Imaging.Statistics;

/// <summary>Standard normal numbers from numbers that are uniform in [0, 1), by Box and Muller (1958).</summary>
internal static class BoxMuller
{
    /// <summary>The first of the <see cref="Pair"/>; the second is not kept, so that each draw takes two.</summary>
    public static double Normal(double first, double second) => Radius(first) * Math.Cos(2 * Math.PI * second);

    /// <summary>Two independent numbers.</summary>
    public static (double First, double Second) Pair(double first, double second)
    {
        var radius = Radius(first);
        var (sin, cos) = Math.SinCos(2 * Math.PI * second);
        return (radius * cos, radius * sin);
    }

    private static double Radius(double uniform) => Math.Sqrt(-2 * Math.Log(1 - uniform));
}
