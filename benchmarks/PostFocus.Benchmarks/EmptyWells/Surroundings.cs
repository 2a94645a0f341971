namespace PostFocus.Benchmarks.EmptyWells;

/// <summary>What lies near some pixels.</summary>
internal static class Surroundings
{
    /// <summary>The pixels that are at most so many rows and columns from a marked one, [height, width].</summary>
    public static bool[] Within(bool[] marked, int height, int width, int pixels)
    {
        var near = new bool[marked.Length];
        for (int i = 0; i < marked.Length; i++)
        {
            if (!marked[i])
                continue;
            for (int y = Math.Max(0, i / width - pixels); y <= Math.Min(height - 1, i / width + pixels); y++)
                for (int x = Math.Max(0, i % width - pixels); x <= Math.Min(width - 1, i % width + pixels); x++)
                    near[y * width + x] = true;
        }
        return near;
    }
}
