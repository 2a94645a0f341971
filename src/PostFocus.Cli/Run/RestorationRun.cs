using System.Diagnostics;
using PostFocus.Cli.Journal;
using PostFocus.Cli.Output;
using PostFocus.Cli.Results;
using PostFocus.Imaging;
using PostFocus.Imaging.Sequences;
using static PostFocus.Cli.Shared.Wording;
using static PostFocus.Imaging.Phrasing;

namespace PostFocus.Cli.Run;

/// <summary>Restores every sequence of the input and writes frames, <c>frames.csv</c> and pictures.</summary>
internal static class RestorationRun
{
    private const string FramesTable = ResultNames.FramesTable;

    /// <returns>0; 2 where a file could not be used.</returns>
    public static int Execute(RunRequest request, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        var search = FrameSequences.Search(request.Input, request.Sequences);
        var sequences = search.Sequences;
        // Its pictures would be taken for sequences.
        if (RunOutputs.AreIn(request.Input))
            throw new PostFocusException(
                $"The input '{request.Input}' is the result of an earlier run ({FramesTable}, {ResultNames.Pictures}). Give the recorded frames."
            );
        var outputs = new RunOutputs(request.OutFolder, request.Input, search, request.Cells?.InAll == true, request.Parquet);
        using var pipeline = new RestorationPipeline(request);
        request = request with { Restore = pipeline.Restore };
        // Before the first frame is read: that a contact reaches too far is not the fault of a frame.
        foreach (var sequence in sequences)
            request.Cells?.Settings.Reach(sequence.PixelMicrons, pipeline.SegmenterPixelMicrons);
        using var folder = OutFolder.Hold(request.OutFolder, outputs.TableBytes, ResultNames.Journal);
        var units = WorkUnit.Of(sequences, outputs.Companions, outputs.Name);
        using var hashes = new UnitHashes(outputs, cancellation);
        var earlier = new EarlierRun(outputs, units);
        using var found = File.Exists(outputs.Journal) ? RunJournal.Open(outputs.Journal) : null;
        request = EarlierRun.Of(found, request);
        var provenance = RunProvenance.Of(request);
        using var journal = earlier.Begin(found, RunSettings.Of(request, provenance), request.Again);

        output.WriteLine($"{Count(sequences.Count, "sequence")}, {Count(sequences.Sum(s => s.Frames.Count), "frame")} in {request.Input}");
        if (RunRemarks.Pixels(sequences, pipeline) is { } pixels)
            output.WriteLine(pixels);
        WriteSearch(search, output, error);
        output.WriteLine(RunRemarks.Gate(pipeline, request));
        if (journal == found)
            output.WriteLine(earlier.Verify(journal, hashes, output));
        earlier.NotePlaces(journal);
        WorkUnit[] left = [.. units.Where(u => !journal.Units.Contains(u.Name))];
        using var files = new RestoredFiles([.. left.SelectMany(u => u.Sequences)], outputs, provenance);
        files.Take(units.Except(left).SelectMany(u => u.Sources));
        var tables = new RunTables(outputs, RunRecord.Of(request, pipeline, search, outputs, provenance));
        var rows = new JournaledRows(sequences, units, journal);
        var clock = Stopwatch.StartNew();
        var progress = new Progress(output, left.Sum(u => u.Sequences.Sum(s => s.Frames.Count)));
        var hasProblem = false;
        UnitRun? at = null;
        try
        {
            foreach (var unit in left)
            {
                at = new(unit, pipeline, request, outputs, files);
                at.Execute(journal, hashes, progress, output, error, cancellation);
                hasProblem |= at.HasProblem;
                at = null;
            }
            files.FindRemoved();
        }
        catch (Exception e)
        {
            files.Dispose();
            folder.MakeRoom();
            rows.Unfinished = at?.Done;
            FrameReport[] done = [.. files.Settle(rows.Frames)];
            if (done.Length > 0 || e is OperationCanceledException)
                SaveWhatIsDone(tables, sequences.Count, done, rows.Cells, output);
            else if (journal != found)
                journal.Remove(); // What fails before the first frame leaves nothing behind.
            throw;
        }
        // A file of several series may have failed at its last one.
        List<FrameReport> reports = [.. files.Settle(rows.Frames)];
        folder.MakeRoom();
        tables.WriteFrames(reports);
        var ledgers = tables.Sequences(reports);
        var unsummarised = tables.Summarise(ledgers, rows.Cells, isFinished: true);
        if (journal == found)
            earlier.Tidy(journal);
        foreach ((var path, var reason) in files.Losses)
            error.WriteLine($"error: {path}: {reason}");
        foreach (var file in unsummarised)
            error.WriteLine($"error: {RunTables.Missing(file)}");
        RunSummary.Write(output, request, ledgers, reports, files.Missing(reports), [.. unsummarised.Select(f => f.Name)], clock.Elapsed);
        return
            unsummarised.Count > 0
            || search.Problems.Count > 0
            || files.Losses.Count > 0
            || hasProblem
            || reports.Exists(r => r.Error is not null)
            ? ExitCodes.SomeFilesFailed
            : ExitCodes.Success;
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
