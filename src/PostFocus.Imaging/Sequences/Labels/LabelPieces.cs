using PostFocus.Imaging.Filters;

namespace PostFocus.Imaging.Sequences.Labels;

/// <summary>Looks at the pieces that pixels of one count make up, to tell labels that fill the field from a recorded frame.</summary>
internal static class LabelPieces
{
    // Pixels of a label, on average; enlarged pixels are smaller, or squares.
    private const int LeastLabels = 8,
        LeastPixels = 20;

    // Recorded counts come again elsewhere: pieces for each label, on average.
    private const double MostPieces = 1.1,
        MostRectangles = 0.5;

    /// <summary>Whether the counts are many, hardly any is in two places, and the places are not pixels that were enlarged.</summary>
    public static bool AreLabels(Frame frame)
    {
        var labels = frame.Counts.Where(c => c != 0).Distinct().Count();
        if (labels < LeastLabels || frame.Counts.Length < (long)LeastPixels * labels)
            return false;
        int pieces = 0,
            rectangles = 0;
        var seen = new bool[frame.Counts.Length];
        for (var start = 0; start < seen.Length; start++)
        {
            if (frame.Counts[start] == 0 || seen[start])
                continue;
            if (++pieces > MostPieces * labels)
                return false;
            if (IsRectangle(frame, start, seen))
                rectangles++;
        }
        return rectangles <= MostRectangles * pieces;
    }

    /// <summary>Whether the piece that a pixel belongs to is one; it has then been seen.</summary>
    private static bool IsRectangle(Frame frame, int start, bool[] seen)
    {
        var pixels = new List<int>();
        FloodFill.Into(pixels, [start], frame.Height, frame.Width, seen, at => frame.Counts[at] == frame.Counts[start]);
        var (top, left) = Math.DivRem(start, frame.Width);
        var (bottom, right) = (top, left);
        foreach (var at in pixels)
        {
            var (y, x) = Math.DivRem(at, frame.Width);
            (top, left, bottom, right) = (Math.Min(top, y), Math.Min(left, x), Math.Max(bottom, y), Math.Max(right, x));
        }
        return pixels.Count == (long)(bottom - top + 1) * (right - left + 1);
    }
}
