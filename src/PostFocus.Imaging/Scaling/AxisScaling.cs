namespace PostFocus.Imaging.Scaling;

/// <summary>How each new pixel of an axis is made of old ones: positions and weights, which sum to one.</summary>
internal static class AxisScaling
{
    public static (int At, double Weight)[][] Create(int length, int newLength)
    {
        var step = (double)length / newLength;
        return
        [
            .. Enumerable
                .Range(0, newLength)
                .Select(i =>
                    newLength == length ? [(i, 1.0)]
                    : newLength < length ? Area(i, step, length)
                    : Cubic((i + 0.5) * step - 0.5, length)
                ),
        ];
    }

    /// <summary>The old pixels' shares of the interval of the new one.</summary>
    private static (int, double)[] Area(int index, double step, int length)
    {
        var (from, to) = (index * step, Math.Min((index + 1) * step, length));
        var taps = new List<(int, double)>();
        for (var at = (int)from; at < to; at++)
            taps.Add((at, (Math.Min(to, at + 1) - Math.Max(from, at)) / (to - from)));
        return [.. taps];
    }

    /// <param name="position">Centre of the new pixel; old pixel i has its centre at i.</param>
    /// <param name="length">Old pixels.</param>
    private static (int, double)[] Cubic(double position, int length)
    {
        var before = (int)Math.Floor(position);
        var t = position - before;
        double[] weights =
        [
            ((-0.5 * t + 1) * t - 0.5) * t,
            (1.5 * t - 2.5) * t * t + 1,
            ((-1.5 * t + 2) * t + 0.5) * t,
            (0.5 * t - 0.5) * t * t,
        ];
        return [.. weights.Select((weight, i) => (Math.Clamp(before - 1 + i, 0, length - 1), weight))];
    }
}
