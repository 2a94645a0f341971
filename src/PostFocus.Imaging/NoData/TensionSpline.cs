namespace PostFocus.Imaging.NoData;

/// <summary>
/// Continues an image smoothly into the first pixels of what is missing, as a spline in tension (Franke, Computers and Mathematics with
/// Applications 11, 1985): of all images that agree with the data, the one of least slopes and, weighted, least bends.
/// </summary>
/// <remarks>
/// A slope goes on beyond the edge and fades there. That is what images do: on the shipped sample, pixels of the outermost row lie
/// 0.7 of the step between the two rows inside of it beyond the inner one, and a reflection, which turns a slope over, makes a kink that
/// networks answer to. Only thin marks are filled so throughout; deep inside of others a smooth image would look like none.
/// </remarks>
internal static class TensionSpline
{
    // Pixels. On the sample, with 3 a border of 6 turned six calls, with 6 none; the whole of a mark was worse beside one of 30.
    private const int Depth = 6;

    // Pixels²: the weight of bends over that of slopes. What a slope goes on by is w / (1 + w) of it.
    private const double Bending = 2.5;

    // To and fro, of Gauss and Seidel's iteration: more change nothing that counts hold.
    private const int Sweeps = 40;

    private static readonly Difference[] s_differences =
    [
        new(1, [(0, 0, -1), (0, 1, 1)]),
        new(1, [(0, 0, -1), (1, 0, 1)]),
        new(Bending, [(0, 0, 1), (0, 1, -2), (0, 2, 1)]),
        new(Bending, [(0, 0, 1), (1, 0, -2), (2, 0, 1)]),
        new(2 * Bending, [(0, 0, 1), (0, 1, -1), (1, 0, -1), (1, 1, 1)]),
    ];

    /// <param name="image">Filled already; what is missing near data is filled anew.</param>
    /// <param name="missing">True where it is.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    public static void Smooth(float[] image, bool[] missing, int height, int width)
    {
        int[] near = [.. Enumerable.Range(0, image.Length).Where(at => missing[at] && IsNearData(at))];
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            foreach (var at in near)
                image[at] = Smoothest(image, at, height, width);
            near.AsSpan().Reverse();
        }

        bool IsNearData(int at)
        {
            var (y, x) = Math.DivRem(at, width);
            int left = Math.Max(0, x - Depth),
                right = Math.Min(width - 1, x + Depth);
            for (var row = Math.Max(0, y - Depth); row <= Math.Min(height - 1, y + Depth); row++)
                if (missing.AsSpan(row * width + left, right - left + 1).Contains(false))
                    return true;
            return false;
        }
    }

    /// <summary>The value of a pixel that makes the differences that it is part of smallest.</summary>
    private static float Smoothest(float[] image, int at, int height, int width)
    {
        var (y, x) = Math.DivRem(at, width);
        double sum = 0,
            weights = 0;
        foreach (var (weight, terms) in s_differences)
        foreach (var (dy, dx, own) in terms)
        {
            int top = y - dy,
                left = x - dx;
            if (top < 0 || left < 0 || top + terms[^1].Y >= height || left + terms[^1].X >= width)
                continue;
            double others = 0;
            foreach (var (v, u, factor) in terms)
                others += v == dy && u == dx ? 0 : factor * image[(top + v) * width + left + u];
            sum -= weight * own * others;
            weights += weight * own * own;
        }
        return (float)(sum / weights);
    }

    /// <summary>A difference of pixels, and its weight in what is made smallest.</summary>
    /// <param name="Weight">Above 0.</param>
    /// <param name="Terms">Pixels from the first one on, the last of them furthest down and right, and their factors.</param>
    private sealed record Difference(double Weight, (int Y, int X, double Factor)[] Terms);
}
