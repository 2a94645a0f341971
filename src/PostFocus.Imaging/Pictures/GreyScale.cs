namespace PostFocus.Imaging.Pictures;

/// <summary>Values as 256 greys, for people to look at.</summary>
internal static class GreyScale
{
    /// <summary>A grey for each value.</summary>
    /// <param name="values">In any unit; NaN is black.</param>
    /// <param name="black">What is black, and so is what lies beyond.</param>
    /// <param name="white">What is white, and so is what lies beyond.</param>
    public static byte[] Of(ReadOnlySpan<float> values, double black, double white)
    {
        var greys = new byte[values.Length];
        for (var i = 0; i < greys.Length; i++)
            greys[i] = Of(values[i], black, white);
        return greys;
    }

    public static byte Of(double value, double black, double white) =>
        (byte)Math.Clamp(Math.Round(255 * ((value - black) / (white - black))), 0, 255);

    /// <summary>The largest absolute value, at least 10⁻⁶: what scales of spread and change end at. NaN does not count.</summary>
    public static double Largest(ReadOnlySpan<float> values)
    {
        var largest = 1e-6f;
        foreach (var value in values)
            largest = MathF.Abs(value) > largest ? MathF.Abs(value) : largest;
        return largest;
    }
}
