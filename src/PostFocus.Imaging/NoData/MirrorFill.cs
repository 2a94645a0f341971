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

    // Sums, and distances of the row before, are kept of open pixels and of two rows: those of a whole frame would be six times its size.
    private static void Continue(float[] image, bool[] open, int height, int width)
    {
        var count = open.Count(true);
        double[] sums = new double[count],
            weights = new double[count];
        int[] before = new int[width],
            distance = new int[width];
        foreach (var (dy, dx) in s_directions)
        {
            var forward = dy < 0 || (dy == 0 && dx < 0);
            var length = Math.Sqrt(dy * dy + dx * dx);
            var nth = forward ? 0 : count - 1;
            for (var row = 0; row < height; row++)
            {
                var y = forward ? row : height - 1 - row;
                (before, distance) = (distance, before);
                Array.Clear(distance);
                if (!open.AsSpan(y * width, width).Contains(true))
                    continue;
                var near = dy == 0 ? distance : before;
                for (var column = 0; column < width; column++)
                {
                    var x = forward ? column : width - 1 - column;
                    var at = y * width + x;
                    if (!open[at])
                        continue;
                    var n = forward ? nth++ : nth--;
                    var next = Inside(y + dy, x + dx) ? near[x + dx] : -1;
                    distance[x] = next < 0 ? -1 : next + 1;
                    if (next < 0)
                        continue;
                    int edge = next + 1,
                        mirrored = Math.Max(edge, 2 * (edge - 1));
                    var steps = Inside(y + mirrored * dy, x + mirrored * dx) && !open[at + mirrored * (dy * width + dx)] ? mirrored : edge;
                    var weight = Math.Pow(edge * length, -6);
                    sums[n] += weight * image[at + steps * (dy * width + dx)];
                    weights[n] += weight;
                }
            }
        }
        for (int at = 0, n = 0; n < count; at++)
        {
            if (!open[at])
                continue;
            if (weights[n] > 0)
            {
                image[at] = (float)(sums[n] / weights[n]);
                open[at] = false;
            }
            n++;
        }

        bool Inside(int y, int x) => y >= 0 && y < height && x >= 0 && x < width;
    }
}
