using PostFocus.Imaging;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Pictures;
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
        var matrix = new Montage(Gap, Paper);
        foreach (var truth in new[] { false, true })
            matrix.AddRow(Down * Side, Across * Side, Cell(frames, truth, call: false), Cell(frames, truth, call: true));
        matrix.WriteGrey(path);
    }

    private static byte[] Cell(IEnumerable<ScoredFrame> frames, bool truth, bool call)
    {
        var cell = frames.Where(f => f.Label == truth && f.PredictedLabel == call);
        IEnumerable<ScoredFrame> order =
            truth == call
                ? cell.OrderBy(f => f.Confidence).ThenBy(f => f.Path, StringComparer.Ordinal)
                : cell.OrderByDescending(f => f.Confidence).ThenBy(f => f.Path, StringComparer.Ordinal);
        var thumbnails = order.Take(Across * Down).Select(frame => Thumbnail(FrameFile.Read(frame.Path)));
        var montage = new Montage(gap: 0, Paper);
        foreach (var row in thumbnails.Concat(Enumerable.Repeat((Tile)Blank(), Across * Down)).Take(Across * Down).Chunk(Across))
            montage.AddRow(Side, Side, [.. row]);
        return montage.Greys();
    }

    private static byte[] Blank() => [.. Enumerable.Repeat(Paper, Side * Side)];

    /// <summary>A frame stretched from its 1st to its 99th percentile, on the side of a thumbnail less a margin of one pixel.</summary>
    private static Tile Thumbnail(Frame frame)
    {
        float[] sorted = [.. frame.Counts.Order()];
        (var black, var white) = (sorted[sorted.Length / 100], sorted[sorted.Length - 1 - sorted.Length / 100]);
        (var small, var rows, var columns) = FrameScaling.Resample(
            frame.Counts,
            frame.Height,
            frame.Width,
            (Side - 1.0) / Math.Max(frame.Height, frame.Width)
        );
        var greys = GreyScale.Of(small, black, Math.Max(white, black + 1));
        var thumbnail = Blank();
        for (var y = 0; y < rows; y++)
            greys.AsSpan(y * columns, columns).CopyTo(thumbnail.AsSpan(y * Side));
        return thumbnail;
    }
}
