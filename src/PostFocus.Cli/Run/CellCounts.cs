using PostFocus.Cli.Results;
using PostFocus.Imaging;
using PostFocus.Imaging.Cells;

namespace PostFocus.Cli.Run;

/// <summary>Counts the cells of a sequence's frames, and judges restorations by them.</summary>
/// <param name="followed">Gets the cells of the result; null where they are found in restored frames alone.</param>
/// <param name="reach">How far a contact reaches, pixels.</param>
/// <param name="judges">Whether restorations are rejected.</param>
internal sealed class CellCounts(SequenceCells? followed, double reach, bool judges)
{
    private Frame? _previous;

    /// <summary>A report with what its frame's cells say; one that is rejected keeps its recorded pixels.</summary>
    /// <param name="report">Of the frame.</param>
    /// <param name="recorded">Its cells as it was recorded; null where none were looked for.</param>
    /// <param name="restored">Its cells after restoration; null where it was not restored.</param>
    public FrameReport Judge(FrameReport report, FrameCells? recorded, FrameCells? restored)
    {
        if (recorded is null)
            return report;
        var previous = _previous;
        _previous = recorded.Labels;
        report = report with { Cells = recorded.Scores.Count, Contacts = Contacts(recorded) };
        if (restored is null)
            return report;
        var change = CellChange.Between(recorded.Labels, restored.Labels);
        report = report with
        {
            CellsAfter = restored.Scores.Count,
            CellsLost = change.Lost,
            CellsNew = change.New,
            ContactsAfter = Contacts(restored),
        };
        return judges && report.Accepted == true && change.IsMoreThanTime(previous, recorded.Labels)
            ? report with
            {
                Accepted = false,
                Rejection = Rejections.Cells,
            }
            : report;
    }

    /// <summary>Takes the cells of a frame of the result.</summary>
    /// <param name="place">Its place in the sequence.</param>
    /// <param name="cells">Its cells; null where none were looked for.</param>
    public void Follow(int place, FrameCells? cells)
    {
        if (cells is not null)
            followed?.Add(place, cells.Labels, cells.Score);
    }

    private int Contacts(FrameCells cells) => CellContacts.Of(cells.Labels, reach).Pairs.Count;
}
