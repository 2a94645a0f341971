using System.Diagnostics;
using PostFocus.Cli.Results;
using PostFocus.Cli.Run;
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
            Fail(unread, unread.Frames[0].Path, unread.Frames[0].Page, unread.Problem!.Reason);
        var sample = FrameSample.Of(all, options.Frames);
        // The networks are loaded with the first frame, once in a run.
        if (sample.Count > 0)
            Try(sample[0].Part([sample[0].Frames[0]]), _ => { }, cancellation);
        _parts.Clear();
        _remarks.Clear();
        _frames.RemoveAll(frame => frame.Error is null);
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

    private void Try(FrameSequence sequence, Action<int> onFrame, CancellationToken cancellation)
    {
        var scan = SequenceScan.Read(sequence, run.Request.CameraOffset, cancellation);
        foreach (var unusable in scan.Frames.Where(frame => frame.Problem is not null))
            Fail(sequence, unusable.Location.Path, unusable.Location.Page, unusable.Problem!.Reason);
        _parts.AddRange(scan.Parts);
        List<FrameReport> frames = [];
        foreach (var part in scan.Parts)
        {
            using var rows = run.Pipeline.Process(part);
            foreach (var frame in part.Frames)
            {
                cancellation.ThrowIfCancellationRequested();
                var report = new FrameReport(sequence.Name, frame.Index, run.Outputs.Name(frame.Location.Path), frame.Location.Page);
                try
                {
                    rows.ReadNext();
                    run.Pipeline.IsReady = true;
                    frames.Add(rows.OfRestored(rows.OfRecorded(report), run.Pipeline));
                }
                catch (Exception e) when (Failure.IsOfFrames(e, run.Pipeline.IsReady))
                {
                    Fail(sequence, frame.Location.Path, frame.Location.Page, Failure.Reason(e));
                }
                onFrame(frames.Count);
            }
        }
        _frames.AddRange(frames);
        if (RunSummary.Stranger(frames, run.Pipeline.PixelMicrons) is { } stranger)
            _remarks.Add($"{sequence.Name}: {stranger}");
    }

    private void Fail(FrameSequence sequence, string path, int page, string reason)
    {
        var report = new FrameReport(sequence.Name, 0, run.Outputs.Name(path), page) { Error = reason };
        if (_frames.Contains(report))
            return;
        _frames.Add(report);
        WriteProblems(error, [(path, page, reason)]);
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
