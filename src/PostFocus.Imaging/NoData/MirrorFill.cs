namespace PostFocus.Imaging.NoData;

/// <summary>
/// Continues an image into what is missing: a pixel becomes the mean of its mirror images across the edge of the missing part, in
/// the eight directions of the grid, weighted by the inverse sixth power of the distance to the edge.
/// </summary>
/// <remarks>
/// So a border continues by reflection, with the texture and noise of the image, and a single pixel is the mean of its neighbours. The
/// first two pixels repeat the edge: of lines two pixels wide that came nearer to what was there.
/// </remarks>
internal static class MirrorFill
{
    private static readonly (int Y, int X)[] s_directions = [(0, 1), (1, -1), (1, 0), (1, 1), (0, -1), (-1, 1), (-1, 0), (-1, -1)];

    public static float[] Of(ReadOnlySpan<float> image, ReadOnlySpan<bool> missing, int height, int width)
    {
        var filled = image.ToArray();
        var open = missing.ToArray();
        // What lies in no straight line with data is reached from what has been filled.
        for (int left = open.Count(true), before = int.MaxValue; left > 0 && left < before; (before, left) = (left, open.Count(true)))
            Continue(filled, open, height, width);
        return filled;
    }

    private static void Continue(float[] image, bool[] open, int height, int width)
    {
        double[] sums = new double[image.Length],
            weights = new double[image.Length];
        var distance = new int[image.Length];
        foreach (var (dy, dx) in s_directions)
        {
            var forward = dy < 0 || (dy == 0 && dx < 0);
            var length = Math.Sqrt(dy * dy + dx * dx);
            for (var i = 0; i < image.Length; i++)
            {
                var at = forward ? i : image.Length - 1 - i;
                if (!open[at])
                {
                    distance[at] = 0;
                    continue;
                }
                var (y, x) = Math.DivRem(at, width);
                var next = Inside(y + dy, x + dx) ? distance[at + dy * width + dx] : -1;
                distance[at] = next < 0 ? -1 : next + 1;
                if (next < 0)
                    continue;
                int edge = next + 1,
                    mirrored = Math.Max(edge, 2 * (edge - 1));
                var steps = Inside(y + mirrored * dy, x + mirrored * dx) && !open[at + mirrored * (dy * width + dx)] ? mirrored : edge;
                var weight = Math.Pow(edge * length, -6);
                sums[at] += weight * image[at + steps * (dy * width + dx)];
                weights[at] += weight;
            }
        }
        for (var at = 0; at < image.Length; at++)
        {
            if (weights[at] > 0)
            {
                image[at] = (float)(sums[at] / weights[at]);
                open[at] = false;
            }
        }

        bool Inside(int y, int x) => y >= 0 && y < height && x >= 0 && x < width;
    }
}
