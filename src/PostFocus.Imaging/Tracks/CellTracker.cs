using PostFocus.Imaging.Cells;

namespace PostFocus.Imaging.Tracks;

/// <summary>Follows cells from frame to frame by linear assignment, as Jaqaman et al. (Nature Methods 2008) do.</summary>
/// <remarks>
/// First the cells of each frame are linked with those of the next so that the sum of the squared ways is least, where a cell without
/// a link costs the square of the longest step. Then the ends of these tracks are linked with starts after a gap in the same way; over a
/// gap the longest step grows with the root of the frames, as that of a random walk. Last, a track that begins beside a cell that shrinks
/// to half is its daughter: the mother's track ends, and two begin.
/// </remarks>
public static class CellTracker
{
    /// <summary>Follows the cells of a sequence.</summary>
    /// <param name="frames">Of each frame its cells; null where they are not known, as in a frame out of focus: these are a gap.</param>
    /// <param name="options">How far cells go, and how long they may be missed.</param>
    /// <returns>The tracks by their first frame, then by that cell's number; their numbers are 1, 2, and so on.</returns>
    public static IReadOnlyList<CellTrack> Track(IReadOnlyList<IReadOnlyList<CellRegion>?> frames, CellTrackerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(frames);
        options ??= new();
        var cells = frames.Select((frame, i) => (frame ?? []).Select(region => new TrackedCell(i, region)).ToArray()).ToArray();
        var next = new Dictionary<TrackedCell, TrackedCell>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i + 1 < cells.Length; i++)
            Link(cells[i], cells[i + 1], options.LongestStep, next);
        if (options.LongestGap > 0)
            CloseGaps(cells, options, next);
        return TrackDivisions.Split(Chains(cells, next), options);
    }

    private static void Link(
        IReadOnlyList<TrackedCell> from,
        IReadOnlyList<TrackedCell> to,
        double longestStep,
        Dictionary<TrackedCell, TrackedCell> next
    )
    {
        foreach (
            var (row, column) in LinearAssignment.Solve(from.Count, to.Count, Ways(from, to, longestStep, _ => true), Squared(longestStep))
        )
            next.Add(from[row], to[column]);
    }

    private static void CloseGaps(TrackedCell[][] cells, CellTrackerOptions options, Dictionary<TrackedCell, TrackedCell> next)
    {
        var linked = next.Values.ToHashSet(ReferenceEqualityComparer.Instance);
        TrackedCell[] ends = [.. cells.SelectMany(frame => frame).Where(cell => !next.ContainsKey(cell))],
            starts = [.. cells.SelectMany(frame => frame).Where(cell => !linked.Contains(cell))];
        var ways = Ways(ends, starts, options.LongestStep, frames => frames >= 2 && frames <= options.LongestGap + 1);
        foreach (var (row, column) in LinearAssignment.Solve(ends.Length, starts.Length, ways, Squared(options.LongestStep)))
            next.Add(ends[row], starts[column]);
    }

    /// <summary>Squared ways by the frames between, of all pairs near enough.</summary>
    private static List<(int Row, int Column, double Cost)> Ways(
        IReadOnlyList<TrackedCell> from,
        IReadOnlyList<TrackedCell> to,
        double longestStep,
        Func<int, bool> isGap
    )
    {
        var ways = new List<(int, int, double)>();
        for (var i = 0; i < from.Count; i++)
        for (var j = 0; j < to.Count; j++)
        {
            var frames = to[j].Frame - from[i].Frame;
            if (!isGap(frames))
                continue;
            var cost = (Squared(to[j].Region.X - from[i].Region.X) + Squared(to[j].Region.Y - from[i].Region.Y)) / frames;
            if (cost < Squared(longestStep))
                ways.Add((i, j, cost));
        }
        return ways;
    }

    private static List<List<TrackedCell>> Chains(TrackedCell[][] cells, Dictionary<TrackedCell, TrackedCell> next)
    {
        var chains = new List<List<TrackedCell>>();
        var seen = new HashSet<TrackedCell>(ReferenceEqualityComparer.Instance);
        foreach (var first in cells.SelectMany(frame => frame))
        {
            if (!seen.Add(first))
                continue;
            var chain = new List<TrackedCell> { first };
            while (next.TryGetValue(chain[^1], out var cell) && seen.Add(cell))
                chain.Add(cell);
            chains.Add(chain);
        }
        return chains;
    }

    private static double Squared(double value) => value * value;
}
