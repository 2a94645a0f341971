using System.Diagnostics;
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
        using var folder = OutFolder.Hold(request.OutFolder, outputs.TableBytes);
        var provenance = RunProvenance.Of(request);
        using var files = new RestoredFiles(sequences, outputs, provenance);

        output.WriteLine($"{Count(sequences.Count, "sequence")}, {Count(sequences.Sum(s => s.Frames.Count), "frame")} in {request.Input}");
        if (RunRemarks.Pixels(sequences, pipeline) is { } pixels)
            output.WriteLine(pixels);
        WriteSearch(search, output, error);
        output.WriteLine(RunRemarks.Gate(pipeline, request));
        var tables = new RunTables(outputs, RunRecord.Of(request, pipeline, search, outputs, provenance));
        var clock = Stopwatch.StartNew();
        var progress = new Progress(output, sequences.Sum(s => s.Frames.Count));
        var runs = new List<SequenceRun>();
        IReadOnlyList<(string Path, string Reason)> lost;
        try
        {
            foreach (var sequence in sequences)
            {
                cancellation.ThrowIfCancellationRequested();
                if (sequence.Layout is { } layout)
                    output.WriteLine($"{sequence.Name}: {sequence.Description}{RunRemarks.Chosen(layout, request.Sequences)}");
                var run = new SequenceRun(pipeline, request, outputs, files);
                runs.Add(run);
                run.Execute(sequence, progress.Of(sequence.Name, sequence.Frames.Count), cancellation);
                FrameReport[] frames = [.. files.Settle(run.Reports)];
                output.WriteLine($"{sequence.Name}: {RunSummary.Describe(frames)}");
                string?[] remarks = [.. run.Remarks, RunSummary.Stranger(frames, pipeline.PixelMicrons)];
                foreach (var remark in remarks.OfType<string>())
                    output.WriteLine($"{sequence.Name}: {remark}");
                WriteProblems(error, frames.Where(f => f.Error is not null).Select(f => (outputs.Source(f.File), f.Page, f.Error!)));
                if (run.PictureProblem is { } problem)
                    error.WriteLine($"error: {outputs.Picture(sequence)}: {problem}");
            }
            lost = files.Complete();
        }
        catch (Exception e)
        {
            files.Dispose();
            folder.MakeRoom();
            FrameReport[] done = [.. files.Settle(runs.SelectMany(r => r.Reports))];
            // What fails before the first frame leaves nothing behind.
            if (done.Length > 0 || e is OperationCanceledException)
                SaveWhatIsDone(tables, sequences.Count, done, runs.SelectMany(r => r.Cells()), output);
            throw;
        }
        // A file of several series may have failed at its last one.
        List<FrameReport> reports = [.. files.Settle(runs.SelectMany(r => r.Reports))];
        folder.MakeRoom();
        tables.WriteFrames(reports);
        var ledgers = tables.Sequences(reports);
        var unsummarised = tables.Summarise(ledgers, runs.SelectMany(r => r.Cells()), isFinished: true);
        foreach ((var path, var reason) in lost)
            error.WriteLine($"error: {path}: {reason}");
        foreach (var file in unsummarised)
            error.WriteLine($"error: {RunTables.Missing(file)}");
        RunSummary.Write(output, request, ledgers, reports, files.Missing(reports), [.. unsummarised.Select(f => f.Name)], clock.Elapsed);
        return
            unsummarised.Count > 0
            || search.Problems.Count > 0
            || lost.Count > 0
            || reports.Exists(r => r.Error is not null)
            || runs.Exists(r => r.PictureProblem is not null)
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
        try
        {
            tables.WriteFrames(reports);
            output.WriteLine($"{done} {FramesTable} has a row for each of them.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            output.WriteLine($"{done} {FramesTable} could not be written ({e.Message})");
            return;
        }
        if (reports.Length > 0)
            foreach (var file in tables.Summarise(tables.Sequences(reports), cells, isFinished: false))
                output.WriteLine(RunTables.Missing(file));
    }
}
