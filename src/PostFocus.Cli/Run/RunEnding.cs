using PostFocus.Cli.Results;

namespace PostFocus.Cli.Run;

/// <summary>The end of a run, be it of one process or of several: tables, page and last lines.</summary>
/// <param name="run">The run.</param>
/// <param name="tables">What it has to tell.</param>
/// <param name="output">Is told of it.</param>
/// <param name="error">Is told what could not be written.</param>
internal sealed class RunEnding(PreparedRun run, RunTables tables, TextWriter output, TextWriter error)
{
    private IReadOnlyList<FrameReport> _reports = [];
    private IReadOnlyList<SequenceLedger> _ledgers = [];
    private IReadOnlyList<(string Name, string Reason)> _unwritten = [];

    /// <summary>Whether all of the input is in the results, and all tables are there.</summary>
    public bool IsComplete => _unwritten.Count == 0 && run.Search.Problems.Count == 0 && _reports.All(r => r.Error is null);

    /// <summary>Writes the tables and the page.</summary>
    public void WriteTables(IReadOnlyList<FrameReport> reports, IEnumerable<CellRow> cells)
    {
        _reports = reports;
        tables.WriteFrames(reports);
        _ledgers = tables.Sequences(reports);
        _unwritten = tables.Summarise(_ledgers, cells, isFinished: true);
    }

    /// <summary>Says what came of it.</summary>
    /// <param name="missing">Frames of which not even a copy is in the results.</param>
    /// <param name="elapsed">How long it took.</param>
    public void Tell(int missing, TimeSpan elapsed)
    {
        foreach (var file in _unwritten)
            error.WriteLine($"error: {RunTables.Missing(file)}");
        RunSummary.Write(output, run.Request, _ledgers, _reports, missing, [.. _unwritten.Select(f => f.Name)], elapsed);
    }
}
