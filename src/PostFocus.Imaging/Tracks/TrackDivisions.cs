namespace PostFocus.Imaging.Tracks;

/// <summary>Finds where a track begins as the daughter of another.</summary>
internal static class TrackDivisions
{
    /// <summary>Numbers the chains, and cuts each mother's where she divides.</summary>
    public static IReadOnlyList<CellTrack> Split(List<List<TrackedCell>> chains, CellTrackerOptions options)
    {
        // Pieces of chains, each with the piece that it came from.
        var pieces = chains.Select(chain => new Piece { Cells = chain }).ToList();
        foreach (var daughter in pieces.Where(p => p.Cells[0].Frame > 0).OrderBy(p => p.Cells[0].Frame).ToArray())
        {
            if (daughter.Parent is not null)
                continue;
            var mothers = pieces.Where(piece => piece != daughter && IsMother(piece, daughter.Cells[0], options));
            if (mothers.MinBy(piece => CellAt(piece, daughter.Cells[0].Frame)!.Distance(daughter.Cells[0])) is not { } mother)
                continue;
            var at = mother.Cells.FindIndex(cell => cell.Frame == daughter.Cells[0].Frame);
            var sister = new Piece { Cells = mother.Cells[at..], Parent = mother };
            mother.Cells = mother.Cells[..at];
            daughter.Parent = mother;
            foreach (var child in pieces.Where(p => p.Parent == mother && p != daughter && p.Cells[0].Frame > mother.Cells[^1].Frame + 1))
                child.Parent = sister;
            pieces.Add(sister);
        }
        var ordered = pieces.OrderBy(p => p.Cells[0].Frame).ThenBy(p => p.Cells[0].Region.Label).ToList();
        return [.. ordered.Select((piece, i) => new CellTrack(i + 1, piece.Parent is { } p ? ordered.IndexOf(p) + 1 : 0, piece.Cells))];
    }

    /// <summary>Whether a cell is there just before and goes on as a sister, and each of both is about half as large as it was.</summary>
    private static bool IsMother(Piece piece, TrackedCell daughter, CellTrackerOptions options)
    {
        if (CellAt(piece, daughter.Frame - 1) is not { } before || CellAt(piece, daughter.Frame) is not { } sister)
            return false;
        var half = before.Region.Area / 2.0;
        return Math.Max(Math.Abs(daughter.Region.Area - half), Math.Abs(sister.Region.Area - half)) < options.DivisionTolerance * half
            && Math.Max(before.Distance(daughter), before.Distance(sister)) < options.LongestStep;
    }

    private static TrackedCell? CellAt(Piece piece, int frame) => piece.Cells.Find(cell => cell.Frame == frame);

    private sealed class Piece
    {
        public required List<TrackedCell> Cells { get; set; }

        public Piece? Parent { get; set; }
    }
}
