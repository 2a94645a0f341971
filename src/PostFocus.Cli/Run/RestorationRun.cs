using System.Diagnostics;
using System.Globalization;
using PostFocus.Cli.Output;
using PostFocus.Cli.Results;
using PostFocus.Imaging;
using PostFocus.Imaging.Layout;
using PostFocus.Imaging.Sequences;
using PostFocus.Transforms.Gate;
using static PostFocus.Cli.Shared.Wording;

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
        var outputs = new RunOutputs(request.OutFolder, request.Input, search);
        using var pipeline = new RestorationPipeline(request);
        request = request with { Restore = pipeline.Restore };
        using var folder = OutFolder.Hold(request.OutFolder, outputs.TableBytes);
        using var files = new RestoredFiles(sequences, outputs, RunProvenance.Of(request));

        output.WriteLine($"{Count(sequences.Count, "sequence")}, {Count(sequences.Sum(s => s.Frames.Count), "frame")} in {request.Input}");
        if (PixelsNotKnown(sequences, pipeline.PixelMicrons) is { } pixels)
            output.WriteLine(pipeline.AcceptsOnlyKnownPixels ? $"{pixels} Without it no restored frame is accepted." : pixels);
        WriteSearch(search, output, error);
        output.WriteLine(
            pipeline.Gate is { } gate
                ? DescribeGate(gate, pipeline, request)
                : "Gate: the model has none. Nothing judges the restored frames: all are taken."
        );
        var clock = Stopwatch.StartNew();
        var runs = new List<SequenceRun>();
        IReadOnlyList<(string Path, string Reason)> lost;
        try
        {
            foreach (var sequence in sequences)
            {
                cancellation.ThrowIfCancellationRequested();
                if (sequence.Layout is { } layout)
                    output.WriteLine($"{sequence.Name}: {sequence.Description}{Chosen(layout, request.Sequences)}");
                var run = new SequenceRun(pipeline, request, outputs, files);
                runs.Add(run);
                run.Execute(sequence, Progress(output, sequence.Name, sequence.Frames.Count), cancellation);
                FrameReport[] frames = [.. files.Settle(run.Reports)];
                output.WriteLine($"{sequence.Name}: {RunSummary.Describe(frames)}");
                if (RunSummary.Stranger(frames, pipeline.PixelMicrons) is { } stranger)
                    output.WriteLine($"{sequence.Name}: {stranger}");
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
                SaveWhatIsDone(outputs, sequences.Count, done, request, output);
            throw;
        }
        // A file of several series may have failed at its last one.
        List<FrameReport> reports = [.. files.Settle(runs.SelectMany(r => r.Reports))];
        folder.MakeRoom();
        var ledgers = WriteTables(outputs, reports, request);
        foreach ((var path, var reason) in lost)
            error.WriteLine($"error: {path}: {reason}");
        RunSummary.Write(output, request, ledgers, reports, files.Missing(reports), clock.Elapsed);
        return
            search.Problems.Count > 0
            || lost.Count > 0
            || reports.Exists(r => r.Error is not null)
            || runs.Exists(r => r.PictureProblem is not null)
            ? ExitCodes.SomeFilesFailed
            : ExitCodes.Success;
    }

    /// <summary>The table of a run that ends early, by whatever cause: what was written stays, and is told apart from what was not.</summary>
    private static void SaveWhatIsDone(RunOutputs outputs, int sequences, FrameReport[] reports, RunRequest request, TextWriter output)
    {
        var done =
            $"Ended in sequence {Math.Max(1, reports.DistinctBy(r => r.Sequence).Count())} of {sequences}, after {Count(reports.Length, "frame")}.";
        try
        {
            WriteTables(outputs, reports, request);
            output.WriteLine($"{done} {FramesTable} has a row for each of them.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            output.WriteLine($"{done} {FramesTable} could not be written ({e.Message})");
        }
    }

    private static IReadOnlyList<SequenceLedger> WriteTables(RunOutputs outputs, IReadOnlyList<FrameReport> reports, RunRequest request)
    {
        FrameReport.Write(outputs.Table, reports);
        var ledgers = SequenceLedger.Of(reports, request.Rule);
        SequenceLedger.Write(outputs.SequencesTable, ledgers);
        return ledgers;
    }

    /// <summary>What was taken of several channels and planes.</summary>
    private static string Chosen(StackLayout layout, SequenceOptions options)
    {
        string[] chosen =
        [
            .. new[] { layout.Planes > 1 ? $"plane {options.Plane}" : "", layout.Channels > 1 ? $"channel {options.Channel}" : "" }.Where(
                c => c.Length > 0
            ),
        ];
        return chosen.Length > 0 ? $"; {string.Join(" and ", chosen)} taken" : "";
    }

    private static string DescribeGate(GateModel gate, RestorationPipeline pipeline, RunRequest request)
    {
        if (pipeline.GateWasTrainedWith is { Count: > 0 } otherwise)
        {
            return $"Gate: it was trained on restorations of {string.Join(' ', otherwise)}, and promises nothing for others: "
                + (
                    request.AcceptAll
                        ? "all are taken nevertheless (--accept-all)."
                        : "none is accepted. Restore as it was then, or take all by --accept-all."
                );
        }
        var text = gate.Threshold is { } threshold
            ? string.Create(CultureInfo.InvariantCulture, $"Gate: restored frames are accepted from a trust of {threshold:F4} on")
            : "Gate: no restored frame is accepted, as none of its thresholds kept the promise when it was trained";
        return text + (request.AcceptAll ? "; all are taken nevertheless (--accept-all)." : "; the others keep their recorded pixels.");
    }
}
