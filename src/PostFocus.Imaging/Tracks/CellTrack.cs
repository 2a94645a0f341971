using PostFocus.Imaging.Cells;

namespace PostFocus.Imaging.Tracks;

/// <summary>A cell over time.</summary>
/// <param name="Number">1 or more.</param>
/// <param name="Parent">The track of the cell that it came from by division; 0 where it came from none.</param>
/// <param name="Cells">Where it was found, by rising frame; frames may be left out.</param>
public sealed record CellTrack(int Number, int Parent, IReadOnlyList<TrackedCell> Cells)
{
    /// <summary>Tracks of label images whose numbers stay with a cell from frame to frame, as those of simulated wells do.</summary>
    /// <param name="frames">Of each frame its cells; null where they are not known.</param>
    public static IReadOnlyList<CellTrack> ByLabel(IReadOnlyList<IReadOnlyList<CellRegion>?> frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        return
        [
            .. frames
                .SelectMany((cells, frame) => (cells ?? []).Select(cell => new TrackedCell(frame, cell)))
                .GroupBy(cell => cell.Region.Label)
                .OrderBy(track => track.Key)
                .Select(track => new CellTrack(track.Key, 0, [.. track])),
        ];
    }

    /// <summary>The track of each cell, by its frame and its number there.</summary>
    internal static Dictionary<(int Frame, int Label), CellTrack> ByCell(IEnumerable<CellTrack> tracks) =>
        tracks.SelectMany(t => t.Cells.Select(c => (Key: (c.Frame, c.Region.Label), t))).ToDictionary(p => p.Key, p => p.t);
}

/// <summary>A cell of a track in one frame.</summary>
/// <param name="Frame">Index of the frame in its sequence, from 0.</param>
/// <param name="Region">The cell in that frame's label image.</param>
public sealed record TrackedCell(int Frame, CellRegion Region)
{
    /// <summary>Pixels from its centroid to another one's.</summary>
    internal double Distance(TrackedCell other) => double.Hypot(Region.X - other.Region.X, Region.Y - other.Region.Y);
}
