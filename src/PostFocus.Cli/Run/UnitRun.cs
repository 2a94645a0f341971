using PostFocus.Cli.Journal;
using PostFocus.Cli.Results;
using static PostFocus.Cli.Shared.Wording;

namespace PostFocus.Cli.Run;

/// <summary>Does a unit of work, says what came of it, and notes it in the journal when all of its files are written.</summary>
/// <param name="unit">The unit; one an object.</param>
/// <param name="pipeline">Scores and restores.</param>
/// <param name="request">What was asked for.</param>
/// <param name="outputs">Where results go.</param>
/// <param name="files">Gets the frames.</param>
internal sealed class UnitRun(WorkUnit unit, RestorationPipeline pipeline, RunRequest request, RunOutputs outputs, RestoredFiles files)
{
    private readonly List<SequenceRun> _runs = [];
    private HashSet<string> _changed = [];

    /// <summary>Whether something went wrong that is in no row.</summary>
    public bool HasProblem { get; private set; }

    /// <summary>What is done of it by now.</summary>
    public FinishedUnit Done =>
        new(
            unit.Name,
            null,
            "",
            [.. files.Settle(_runs.SelectMany(r => r.Reports)).Select(OfChanged)],
            [.. _runs.SelectMany(r => r.Cells())]
        );

    private const string Changed = "the file changed while the sequence was read";

    /// <summary>What is told of it is of what it was before.</summary>
    private FrameReport OfChanged(FrameReport report) =>
        report.Error is null && _changed.Contains(Path.GetFullPath(outputs.Source(report.File))) ? report with { Error = Changed } : report;

    private static (long, DateTime) State(string source) =>
        new FileInfo(source) is { Exists: true } file ? (file.Length, file.LastWriteTimeUtc) : default;

    public void Execute(
        RunJournal journal,
        UnitHashes hashes,
        Progress progress,
        TextWriter output,
        TextWriter error,
        CancellationToken cancellation
    )
    {
        var input = hashes.Input(unit);
        var states = unit.Sources.ToDictionary(source => source, State);
        var losses = files.Losses.Count;
        foreach (var sequence in unit.Sequences)
        {
            cancellation.ThrowIfCancellationRequested();
            if (sequence.Layout is { } layout)
                output.WriteLine($"{sequence.Name}: {sequence.Description}{RunRemarks.Chosen(layout, request.Sequences)}");
            var run = new SequenceRun(pipeline, request, outputs, files);
            _runs.Add(run);
            run.Execute(sequence, progress.Of(sequence.Name, sequence.Frames.Count), cancellation);
            FrameReport[] frames = [.. files.Settle(run.Reports)];
            output.WriteLine($"{sequence.Name}: {RunSummary.Describe(frames)}");
            string?[] remarks = [.. run.Remarks, .. files.TakeRemarks(), RunSummary.Stranger(frames, pipeline.PixelMicrons)];
            foreach (var remark in remarks.OfType<string>())
                output.WriteLine($"{sequence.Name}: {remark}");
            WriteProblems(error, frames.Where(f => f.Error is not null).Select(f => (outputs.Source(f.File), f.Page, f.Error!)));
            if (run.PictureProblem is { } problem)
                Tell($"{outputs.Picture(sequence)}: {problem}");
        }
        // It holds no frame of the run.
        if (unit.Sequences.Count == 0)
            files.CopyAlone(unit.Sources[0]);
        if (input is not null && input != hashes.Input(unit))
        {
            _changed = [.. unit.Sources.Where(source => State(source) != states[source]).Select(Path.GetFullPath)];
            var which = _changed.Count > 0 ? $": {string.Join(", ", _changed.Select(Path.GetFileName))}" : "";
            Tell($"{unit.Name}: its files changed while they were read{which}. Run again when they are whole.");
        }
        var done = Done;
        var isWhole = !HasProblem && files.Losses.Count == losses && done.Frames.All(f => f.Error is null);
        journal.Add(done with { Input = isWhole ? input : null, Results = hashes.Results(unit) ?? "" });

        void Tell(string problem)
        {
            error.WriteLine($"error: {problem}");
            HasProblem = true;
        }
    }
}
