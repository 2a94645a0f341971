using PostFocus.Cli.Output;
using PostFocus.Cli.Report;
using PostFocus.Cli.Results;
using PostFocus.Imaging.Files;

namespace PostFocus.Cli.Run;

/// <summary>Writes what a run has to tell, each file whole or not at all.</summary>
/// <param name="outputs">Where it goes.</param>
/// <param name="facts">Of the run.</param>
internal sealed class RunTables(RunOutputs outputs, RunFacts facts)
{
    /// <summary>Writes <c>frames.csv</c>, which all else is made of.</summary>
    public void WriteFrames(IEnumerable<FrameReport> reports) => FrameReport.Write(outputs.Table, reports);

    /// <summary>Writes what sums it up: <c>sequences.csv</c>, <c>run.json</c>, <c>report.html</c>, and what else was asked for.</summary>
    /// <param name="sequences">What is done.</param>
    /// <param name="cells">Of the result; gone through once for each table.</param>
    /// <param name="isFinished">Whether that is all.</param>
    /// <returns>Of each that could not be written its name, and why; each is tried, and nothing else is lost by that.</returns>
    public IReadOnlyList<(string Name, string Reason)> Summarise(
        IReadOnlyList<SequenceLedger> sequences,
        IEnumerable<CellRow> cells,
        bool isFinished
    )
    {
        var whole = Whole(sequences, cells);
        List<(string Name, Action Write)> files =
        [
            (ResultNames.SequencesTable, () => SequenceLedger.Write(outputs.SequencesTable, sequences)),
            (ResultNames.Facts, () => (facts with { IsFinished = isFinished }).Write(outputs.Facts)),
        ];
        if (outputs.CellsTable is { } cellsTable)
            files.Add((CellRow.Table, () => CellRow.Write(cellsTable, whole)));
        if (outputs.HasParquet)
        {
            Parquet(outputs.Table, path => FrameReport.WriteParquet(path, [.. sequences.SelectMany(s => s.Frames)]));
            Parquet(outputs.SequencesTable, path => SequenceLedger.WriteParquet(path, sequences));
            if (outputs.CellsTable is { } table)
                Parquet(table, path => CellRow.WriteParquet(path, [.. whole]));
        }
        foreach (var file in outputs.SummedUp)
            files.Add(
                (outputs.Name(file), () => FrameFormats.OfFolders.First(f => f.SumsUp(file)).SumUp(file, outputs.Inside(outputs.Of(file))))
            );
        // It links to what is there.
        files.Add((ResultNames.Report, () => ReportPage.Write(outputs.Folder)));
        List<(string, string)> failed = [];
        foreach (var (name, write) in files)
        {
            try
            {
                write();
            }
            catch (Exception e) when (Failure.IsOfFiles(e) || e is IOException)
            {
                failed.Add((name, Failure.Reason(e)));
            }
        }
        return failed;

        void Parquet(string table, Action<string> write)
        {
            var path = Tables.ParquetName(table);
            files.Add((Path.GetFileName(path), () => write(path)));
        }
    }

    /// <summary>Without those of frames whose file could not be written: what is there instead has other cells.</summary>
    private static IEnumerable<CellRow> Whole(IEnumerable<SequenceLedger> sequences, IEnumerable<CellRow> cells)
    {
        var failed = sequences.SelectMany(s => s.Frames).Where(f => f.Error is not null).Select(f => (f.Sequence, f.Frame)).ToHashSet();
        return cells.Where(cell => !failed.Contains((cell.Sequence, cell.Frame)));
    }

    /// <summary>A line about one that could not be written.</summary>
    public static string Missing((string Name, string Reason) file) =>
        $"{file.Name} could not be written ({file.Reason}) The frames and {ResultNames.FramesTable} are there"
        + (file.Name == ResultNames.Report ? ": make it by 'postfocus report'." : ".");

    /// <summary>The sequences of a run, by its rule.</summary>
    public IReadOnlyList<SequenceLedger> Sequences(IEnumerable<FrameReport> reports) => SequenceLedger.Of(reports, facts.Rule());
}
