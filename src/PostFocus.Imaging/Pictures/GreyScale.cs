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
}
