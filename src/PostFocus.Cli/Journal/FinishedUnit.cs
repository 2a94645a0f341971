using PostFocus.Cli.Results;

namespace PostFocus.Cli.Journal;

/// <summary>A unit of work that is done, with what tables tell of it.</summary>
/// <param name="Name">The unit's.</param>
/// <param name="Input">A hash of what it was made of; null where it has to be done again, as something went wrong with it.</param>
/// <param name="Results">A hash of what was made.</param>
/// <param name="Frames">Its rows of <c>frames.csv</c>, sequence by sequence.</param>
/// <param name="Cells">Its rows of <c>cells.csv</c>.</param>
internal sealed record FinishedUnit(
    string Name,
    string? Input,
    string Results,
    IReadOnlyList<FrameReport> Frames,
    IReadOnlyList<CellRow> Cells
);
