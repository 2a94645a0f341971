namespace PostFocus.Cli.Results;

/// <summary>When the frames of a sequence were taken, in frames from the first on, by their numbers.</summary>
internal static class FrameTimes
{
    /// <param name="numbers">Of the frames, rising: places in time, but also minutes or seconds. The usual step is one frame.</param>
    /// <param name="longestGap">Most frames that a cell may be missed in: no pause counts as more than ends every track.</param>
    public static int[] Of(IReadOnlyList<int> numbers, int longestGap)
    {
        long[] steps = [.. numbers.Zip(numbers.Skip(1), (before, now) => (long)now - before)];
        var usual = steps.Length == 0 ? 1 : Math.Max(1, steps.Order().ElementAt((steps.Length - 1) / 2));
        var times = new int[numbers.Count];
        for (var i = 1; i < times.Length; i++)
            times[i] = times[i - 1] + (int)Math.Clamp((steps[i - 1] + usual / 2) / usual, 1, longestGap + 2);
        return times;
    }
}
