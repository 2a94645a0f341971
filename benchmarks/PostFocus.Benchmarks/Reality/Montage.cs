using PostFocus.Imaging;

namespace PostFocus.Benchmarks.Reality;

/// <summary>Images side by side, all on one scale of relative brightness.</summary>
internal static class Montage
{
    /// <summary>Writes rows of crops as an 8-bit PNG.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="side">Height and width of a crop, pixels.</param>
    /// <param name="range">Relative brightness from black to white, around each image's median.</param>
    /// <param name="rows">For each row its images, with the corner where the crop begins.</param>
    public static void Write(string path, int side, double range, params IReadOnlyList<(Frame Frame, int Top, int Left)[]> rows)
    {
        int width = rows.Max(row => row.Length) * side;
        var counts = new float[rows.Count * side * width];
        foreach ((int r, (Frame Frame, int Top, int Left)[] row) in rows.Index())
            foreach ((int c, (Frame frame, int top, int left)) in row.Index())
            {
                float median = frame.Counts.Order().ElementAt(frame.Counts.Length / 2);
                for (int i = 0; i < side * side; i++)
                {
                    double relative = frame.Counts[(top + i / side) * frame.Width + left + i % side] / median - 1;
                    counts[(r * side + i / side) * width + c * side + i % side] = (float)Math.Clamp(Math.Round(255 * (0.5 + relative / range)), 0, 255);
                }
            }
        FrameFile.WritePng(path, new Frame(rows.Count * side, width, counts, PixelType.UInt8));
    }
}
