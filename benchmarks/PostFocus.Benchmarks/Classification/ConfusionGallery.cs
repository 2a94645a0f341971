using PostFocus.Imaging;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Scaling;

namespace PostFocus.Benchmarks.Classification;

/// <summary>
/// A confusion matrix as a picture: rows are the truth (in focus above, out of focus below), columns the call (in focus
/// left, out of focus right). Each cell shows frames of that kind: mistakes with the most confident first, right calls with
/// the least confident first.
/// </summary>
internal static class ConfusionGallery
{
    private const int Across = 4,
        Down = 3,
        Side = 96,
        Gap = 8;
    private const byte Paper = 255;

    /// <summary>Writes an 8-bit PNG.</summary>
    public static void Write(string path, IReadOnlyCollection<ScoredFrame> frames)
    {
        int width = 2 * Across * Side + 3 * Gap,
            height = 2 * Down * Side + 3 * Gap;
        var counts = new float[height * width];
        Array.Fill(counts, Paper);
        foreach (var truth in new[] { false, true })
        {
            foreach (var call in new[] { false, true })
            {
                var cell = frames.Where(f => f.Label == truth && f.PredictedLabel == call);
                IEnumerable<ScoredFrame> order =
                    truth == call
                        ? cell.OrderBy(f => f.Confidence).ThenBy(f => f.Path, StringComparer.Ordinal)
                        : cell.OrderByDescending(f => f.Confidence).ThenBy(f => f.Path, StringComparer.Ordinal);
                int top = Gap + (truth ? Down * Side + Gap : 0),
                    left = Gap + (call ? Across * Side + Gap : 0);
                foreach ((var i, var frame) in order.Take(Across * Down).Index())
                    Draw(FrameFile.Read(frame.Path), counts, width, top + i / Across * Side, left + i % Across * Side);
            }
        }
        FrameFile.WritePng(path, new Frame(height, width, counts, PixelType.UInt8));
    }

    /// <summary>A frame stretched from its 1st to its 99th percentile, on the side of a thumbnail less a margin of one pixel.</summary>
    private static void Draw(Frame frame, float[] counts, int width, int top, int left)
    {
        float[] sorted = [.. frame.Counts.Order()];
        (var black, var white) = (sorted[sorted.Length / 100], sorted[sorted.Length - 1 - sorted.Length / 100]);
        (var small, var rows, var columns) = FrameScaling.Resample(
            frame.Counts,
            frame.Height,
            frame.Width,
            (Side - 1.0) / Math.Max(frame.Height, frame.Width)
        );
        for (var y = 0; y < rows; y++)
        {
            for (var x = 0; x < columns; x++)
                counts[(top + y) * width + left + x] = Math.Clamp(
                    MathF.Round(255 * (small[y * columns + x] - black) / Math.Max(white - black, 1)),
                    0,
                    255
                );
        }
    }
}
