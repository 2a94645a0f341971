using PostFocus.Cli.Journal;
using PostFocus.Cli.Results;
using PostFocus.Imaging.Sequences;

namespace PostFocus.Cli.Run;

/// <summary>The rows of all tables, in the order of the sequences, read from the journal as they are gone through.</summary>
/// <param name="sequences">All sequences, in order.</param>
/// <param name="units">Those that they belong to.</param>
/// <param name="journal">What is done.</param>
internal sealed class JournaledRows(IReadOnlyList<FrameSequence> sequences, IEnumerable<WorkUnit> units, RunJournal journal)
{
    private readonly Dictionary<string, string> _unitOf = units
        .SelectMany(unit => unit.Sequences.Select(s => (s.Name, Unit: unit.Name)))
        .ToDictionary(s => s.Name, s => s.Unit);

    /// <summary>What is done of a unit that is not in the journal, as the run ended in it; null: nothing.</summary>
    public FinishedUnit? Unfinished { get; set; }

    public IEnumerable<FrameReport> Frames => Rows(unit => unit.Frames, frame => frame.Sequence);

    public IEnumerable<CellRow> Cells => Rows(unit => unit.Cells, cell => cell.Sequence);

    private IEnumerable<T> Rows<T>(Func<FinishedUnit, IEnumerable<T>> rowsOf, Func<T, string> sequenceOf)
    {
        string? at = null;
        ILookup<string, T>? rows = null;
        foreach (var sequence in sequences)
        {
            var unit = _unitOf[sequence.Name];
            if (at != unit)
                rows = (journal.Find(unit) ?? (Unfinished?.Name == unit ? Unfinished : null)) is { } done
                    ? rowsOf(done).ToLookup(sequenceOf)
                    : null;
            at = unit;
            foreach (var row in rows?[sequence.Name] ?? [])
                yield return row;
        }
    }
}
