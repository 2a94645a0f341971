using PostFocus.Cli.Journal;

namespace PostFocus.Cli.Run;

/// <summary>Does all that a journal does not hold.</summary>
internal sealed class RemainingUnits : IDisposable
{
    private readonly PreparedRun _run;
    private readonly RunJournal _journal;
    private readonly WorkUnit[] _left;

    /// <param name="run">The run.</param>
    /// <param name="units">Those of its units that are to be done.</param>
    /// <param name="journal">What is done of them, and is noted of the others.</param>
    public RemainingUnits(PreparedRun run, IReadOnlyList<WorkUnit> units, RunJournal journal)
    {
        (_run, _journal) = (run, journal);
        _left = [.. units.Where(unit => !journal.Units.Contains(unit.Name))];
        Files = new([.. _left.SelectMany(unit => unit.Sequences)], run.Outputs, run.Provenance);
        Files.Take(units.Except(_left).SelectMany(unit => unit.Sources));
    }

    /// <summary>Gets the frames.</summary>
    public RestoredFiles Files { get; }

    /// <summary>Whether something went wrong that is in no row.</summary>
    public bool HasProblem { get; private set; }

    /// <summary>What is done of the unit that the work ended in; null: it ended in none.</summary>
    public FinishedUnit? Unfinished => _at?.Done;

    private UnitRun? _at;

    public void Execute(UnitHashes hashes, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        var progress = new Progress(output, _left.Sum(unit => unit.Sequences.Sum(s => s.Frames.Count)));
        foreach (var unit in _left)
        {
            _at = new(unit, _run.Pipeline, _run.Request, _run.Outputs, Files);
            _at.Execute(_journal, hashes, progress, output, error, cancellation);
            HasProblem |= _at.HasProblem;
            _at = null;
        }
        Files.FindRemoved();
    }

    public void Dispose() => Files.Dispose();
}
