using System.Diagnostics;
using PostFocus.Cli.Journal;
using PostFocus.Cli.Output;
using PostFocus.Cli.Results;
using static PostFocus.Imaging.Phrasing;

namespace PostFocus.Cli.Run;

/// <summary>Restores every sequence of the input and writes frames, <c>frames.csv</c> and pictures.</summary>
internal static class RestorationRun
{
    private const string FramesTable = ResultNames.FramesTable;

    private static readonly FolderUse s_use = new(
        [ResultNames.Journal],
        $", and has no {ResultNames.Journal} by which an earlier run could go on"
    );

    /// <returns>0; 2 where a file could not be used.</returns>
    public static int Execute(RunRequest request, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        using var run = new PreparedRun(request, s_use);
        var outputs = run.Outputs;
        var sequences = run.Search.Sequences;
        using var folder = OutFolder.Hold(request.OutFolder, outputs.TableBytes, s_use);
        using var hashes = new UnitHashes(outputs, cancellation);
        var earlier = new EarlierRun(outputs, run.Units, outputs.Summaries);
        using var found = File.Exists(outputs.Journal) ? RunJournal.Open(outputs.Journal) : null;
        if (found is not null && !request.Again)
            run.BeganWith(found.Settings);
        using var journal = earlier.Begin(outputs.Journal, found, run.Settings, request.Again);

        run.Tell(output, error);
        if (journal == found)
            output.WriteLine(earlier.Verify(journal, hashes, output));
        earlier.NotePlaces(journal);
        using var work = new RemainingUnits(run, run.Units, journal);
        var tables = run.Tables;
        var rows = new JournaledRows(sequences, run.Units, journal);
        var clock = Stopwatch.StartNew();
        try
        {
            work.Execute(hashes, output, error, cancellation);
        }
        catch (Exception e)
        {
            work.Dispose();
            folder.MakeRoom();
            rows.Unfinished = work.Unfinished;
            FrameReport[] done = [.. work.Files.Settle(rows.Frames)];
            if (done.Length > 0 || e is OperationCanceledException)
                SaveWhatIsDone(tables, sequences.Count, done, rows.Cells, output);
            else if (journal != found)
                journal.Remove(); // What fails before the first frame leaves nothing behind.
            throw;
        }
        // A file of several series may have failed at its last one.
        List<FrameReport> reports = [.. work.Files.Settle(rows.Frames)];
        folder.MakeRoom();
        var ending = new RunEnding(run, tables, output, error);
        ending.WriteTables(reports, rows.Cells);
        if (journal == found)
            earlier.Tidy(journal);
        foreach ((var path, var reason) in work.Files.Losses)
            error.WriteLine($"error: {path}: {reason}");
        ending.Tell(work.Files.Missing(reports), clock.Elapsed);
        return ending.IsComplete && work.Files.Losses.Count == 0 && !work.HasProblem ? ExitCodes.Success : ExitCodes.SomeFilesFailed;
    }

    /// <summary>
    /// The table of a run that ends early, by whatever cause: what was written stays, and is told apart from what was not.
    /// </summary>
    private static void SaveWhatIsDone(
        RunTables tables,
        int sequences,
        FrameReport[] reports,
        IEnumerable<CellRow> cells,
        TextWriter output
    )
    {
        var done =
            $"Ended in sequence {Math.Max(1, reports.DistinctBy(r => r.Sequence).Count())} of {sequences}, after {Count(reports.Length, "frame")}.";
        const string goOn = "The same command goes on from here.";
        try
        {
            tables.WriteFrames(reports);
            output.WriteLine($"{done} {FramesTable} has a row for each of them. {goOn}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            output.WriteLine($"{done} {FramesTable} could not be written ({e.Message}) {goOn}");
            return;
        }
        if (reports.Length > 0)
            foreach (var file in tables.Summarise(tables.Sequences(reports), cells, isFinished: false))
                output.WriteLine(RunTables.Missing(file));
    }
}
