using System.Diagnostics;
using PostFocus.Cli.Results;
using PostFocus.Cli.Run;
using PostFocus.Imaging;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Sequences;
using static PostFocus.Cli.Shared.Wording;
using static PostFocus.Imaging.Phrasing;

namespace PostFocus.Cli.Check;

/// <summary>Does with some frames what a run does with all, keeps nothing of it, and says what came of it.</summary>
/// <param name="run">The run.</param>
/// <param name="output">Is told.</param>
/// <param name="error">Is told what could not be read.</param>
internal sealed class CheckRun(PreparedRun run, TextWriter output, TextWriter error)
{
    private readonly List<ScannedPart> _parts = [];
    private readonly List<FrameReport> _frames = [];
    private readonly List<string> _remarks = [];

    /// <returns>0; 2 where a file could not be used.</returns>
    public int Execute(CheckOptions options, CancellationToken cancellation)
    {
        var all = run.Search.Sequences;
        foreach (var unread in all.Where(sequence => sequence.Problem is not null))
            Fail(Report(unread, unread.Frames[0]) with { Error = unread.Problem!.Reason }, unread.Frames[0]);
        var sample = new FrameSample((sequence, frame) => IsUsable(sequence, frame, cancellation)).Of(all, options.Frames);
        if (sample.Count > 0)
            LoadNetworks(sample[0].Part([sample[0].Frames[0]]), cancellation);
        var clock = Stopwatch.StartNew();
        var progress = new Progress(output, sample.Sum(sequence => sequence.Frames.Count));
        foreach (var sequence in sample)
        {
            // With what is not of the sample: how the file's pages are taken.
            var whole = all.First(s => s.Name == sequence.Name);
            if (whole.Layout is { } layout)
                output.WriteLine($"{whole.Name}: {whole.Description}{RunRemarks.Chosen(layout, run.Request.Sequences)}");
            Try(sequence, progress.Of(sequence.Name, sequence.Frames.Count), cancellation);
        }
        Tell(sample, clock.Elapsed.TotalSeconds);
        return run.Search.Problems.Count == 0 && _frames.All(frame => frame.Error is null) ? ExitCodes.Success : ExitCodes.SomeFilesFailed;
    }

    /// <summary>
    /// With the first frame, once in a run: that is no part of the time of a frame. What is said of it without its video does not count.
    /// </summary>
    private void LoadNetworks(FrameSequence frame, CancellationToken cancellation)
    {
        using var rows = run.Pipeline.Process(SequenceScan.Read(frame, run.Request.CameraOffset, cancellation).Parts[0]);
        try
        {
            rows.ReadNext();
            run.Pipeline.IsReady = true;
        }
        catch (Exception e) when (Failure.IsOfFrames(e, networksRun: false))
        {
            // It says so when it is tried.
        }
    }

    private void Try(FrameSequence sequence, Action<int> onFrame, CancellationToken cancellation)
    {
        var scan = SequenceScan.Read(sequence, run.Request.CameraOffset, cancellation);
        foreach (var unusable in scan.Frames.Where(frame => frame.Problem is not null))
            Fail(Report(sequence, unusable.Location) with { Error = unusable.Problem!.Reason }, unusable.Location);
        _parts.AddRange(scan.Parts);
        List<FrameReport> frames = [];
        using var files = new FrameReader();
        foreach (var part in scan.Parts)
        {
            using var rows = run.Pipeline.Process(part);
            foreach (var frame in part.Frames)
            {
                cancellation.ThrowIfCancellationRequested();
                var report = Report(sequence, frame.Location);
                try
                {
                    rows.ReadNext();
                    run.Pipeline.IsReady = true;
                    report = rows.OfRestored(rows.OfRecorded(report), run.Pipeline);
                    if (report.Restored && !run.Request.Rejects(report))
                        files.RequireWritable(frame.Location, rows.RestoredFrame(frame, out _));
                }
                catch (Exception e) when (Failure.IsOfFrames(e, run.Pipeline.IsReady))
                {
                    report = report.WithoutRestoration(Failure.Reason(e));
                }
                if (report.Error is null)
                    frames.Add(report);
                else
                    Fail(report, frame.Location);
                onFrame(frames.Count);
            }
        }
        _frames.AddRange(frames);
        if (RunSummary.Stranger(frames, run.Pipeline.PixelMicrons) is { } stranger)
            _remarks.Add($"{sequence.Name}: {stranger}");
    }

    private bool IsUsable(FrameSequence sequence, FrameLocation frame, CancellationToken cancellation)
    {
        var scanned = SequenceScan.Read(sequence.Part([frame]), run.Request.CameraOffset, cancellation).Frames[0];
        if (scanned.Problem is { } problem)
            Fail(Report(sequence, frame) with { Error = problem.Reason }, frame);
        return scanned.Problem is null;
    }

    private FrameReport Report(FrameSequence sequence, FrameLocation location) =>
        new(sequence.Name, 0, run.Outputs.Name(location.Path), location.Page);

    /// <summary>Tells of a frame with an error, once.</summary>
    private void Fail(FrameReport report, FrameLocation location)
    {
        if (_frames.Any(told => (told.Sequence, told.File, told.Page) == (report.Sequence, report.File, report.Page)))
            return;
        _frames.Add(report);
        WriteProblems(error, [(location.Path, location.Page, report.Error!)]);
    }

    private void Tell(IReadOnlyList<FrameSequence> sample, double seconds)
    {
        var tried = sample.Sum(sequence => sequence.Frames.Count);
        output.WriteLine($"Tried: {Count(tried, "frame")} of {Count(sample.Count, "sequence")}, first to last.");
        foreach (var kind in _parts.GroupBy(part => (part.Height, part.Width, part.Frames[0].PixelType)))
            output.WriteLine(
                $"Frames: {kind.Sum(part => part.Frames.Count)} of {kind.Key.Height} × {kind.Key.Width} (height × width), {kind.Key.PixelType}."
            );
        foreach (var size in run.Search.Sequences.GroupBy(sequence => sequence.PixelMicrons).Where(size => size.Key is not null))
            output.WriteLine($"Pixel size: {Short(size.Key!.Value)} µm, of {Count(size.Count(), "sequence")}.");
        output.WriteLine($"Focus: {RunSummary.Describe(_frames)}.");
        foreach (var remark in _remarks)
            output.WriteLine(remark);
        var frames = run.Search.Sequences.Sum(sequence => sequence.Frames.Count);
        output.WriteLine(
            _frames.All(frame => frame.Error is not null)
                ? "Time: cannot be told, as none of the frames tried can be used."
                : $"Time: about {Duration(seconds / tried * frames)} for {Count(frames, "frame")} on this machine, as those tried took {Duration(seconds)}. What is out of focus takes most of it."
        );
        output.WriteLine("Nothing was written.");
    }
}
