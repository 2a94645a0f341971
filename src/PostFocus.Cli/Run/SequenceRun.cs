using PostFocus.Cli.Results;
using PostFocus.Imaging;
using PostFocus.Imaging.Sequences;
using PostFocus.Imaging.Tracks;

namespace PostFocus.Cli.Run;

/// <summary>Restores one sequence and writes its files and its pictures.</summary>
/// <param name="pipeline">Scores and restores.</param>
/// <param name="request">What was asked for.</param>
/// <param name="outputs">Where results go.</param>
/// <param name="files">Gets the frames.</param>
internal sealed class SequenceRun(RestorationPipeline pipeline, RunRequest request, RunOutputs outputs, RestoredFiles files)
{
    private readonly SortedDictionary<int, FrameReport> _reports = [];
    private SequenceCells? _followed;
    private CellTrackerOptions _tracker = new();

    // Places in the sequence, which its frames' numbers are not where some are missing.
    private Dictionary<FrameLocation, int> _places = [];

    /// <summary>The frames that are done, in the order of time.</summary>
    public IEnumerable<FrameReport> Reports => _reports.Values;

    /// <summary>Why the pictures could not be written; null if it could, or there are none to write.</summary>
    public string? PictureProblem { get; private set; }

    /// <summary>What is said of its frames as they were recorded: that they differ in size or pixel type, or are saturated.</summary>
    public IEnumerable<string> Remarks { get; private set; } = [];

    /// <summary>The cells of the result as far as it is done; none where they are not looked for in all frames.</summary>
    public IEnumerable<CellRow> Cells() => _followed?.Follow(_tracker).Rows ?? [];

    /// <summary>Processes every usable frame, and writes every file that can be written.</summary>
    /// <param name="sequence">The sequence; one sequence an object.</param>
    /// <param name="onFrame">Called after each frame with the number done.</param>
    /// <param name="cancellation">Ends the run between two frames; written files are whole.</param>
    public void Execute(FrameSequence sequence, Action<int> onFrame, CancellationToken cancellation)
    {
        var scan = SequenceScan.Read(sequence, request.CameraOffset, cancellation);
        foreach (var unusable in scan.Frames.Where(f => f.Problem is not null))
            Leave(sequence, unusable, unusable.Problem!.Reason);

        Remarks = new[] { RunSummary.Mixture(scan.Parts), scan.SaturatedThroughout }.OfType<string>();
        _places = scan.Frames.Index().ToDictionary(f => f.Item.Location, f => f.Index);
        var pictures = new SequencePictures();
        var reach = request.Cells?.Settings.Reach(sequence.PixelMicrons, pipeline.SegmenterPixelMicrons) ?? 0;
        _tracker = request.Cells?.Settings.Tracker(sequence.PixelMicrons, pipeline.SegmenterPixelMicrons) ?? _tracker;
        _followed = request.Cells?.InAll == true ? new(sequence, reach, outputs.Name) : null;
        foreach (var part in scan.Parts)
            Process(sequence, part, pictures, new(_followed, reach, request.Cells?.Judge == true), onFrame, cancellation);
        if (!files.Settle(Reports).Any(r => r.Restored))
            return;
        try
        {
            foreach ((var frame, var path) in pictures.Write(outputs, sequence))
                _reports[frame] = _reports[frame] with { Picture = outputs.NameOf(path) };
        }
        catch (Exception e) when (Failure.IsOfFiles(e))
        {
            PictureProblem = Failure.Reason(e);
        }
    }

    /// <summary>A frame that fails is left as it is; the others are processed as if it were not there.</summary>
    private void Process(
        FrameSequence sequence,
        ScannedPart part,
        SequencePictures pictures,
        CellCounts cells,
        Action<int> onFrame,
        CancellationToken cancellation
    )
    {
        ProcessedRows? opened = null;
        if (!Succeeds(sequence, part.Frames, () => opened = pipeline.Process(part)))
            return;
        using var rows = opened!;
        (float Black, float White)? before = null;
        foreach (var frame in part.Frames)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!Succeeds(sequence, [frame], rows.ReadNext))
                continue;
            pipeline.IsReady = true;
            _reports[frame.Index] = Take(sequence, frame, rows, pictures, cells) with { ExposureChange = ChangeOf(rows.Intensity, before) };
            before = rows.Intensity;
            onFrame(_reports.Count);
        }
    }

    /// <summary>Whether a piece of work is done; if it cannot be, its frames are left, and say why.</summary>
    private bool Succeeds(FrameSequence sequence, IEnumerable<ScannedFrame> frames, Action work)
    {
        try
        {
            work();
            return true;
        }
        catch (Exception e) when (Failure.IsOfFrames(e, pipeline.IsReady))
        {
            foreach (var frame in frames)
                Leave(sequence, frame, Failure.Reason(e));
            return false;
        }
    }

    private void Leave(FrameSequence sequence, ScannedFrame frame, string reason)
    {
        var report = _reports[frame.Index] = Report(sequence, frame) with { Error = reason };
        files.Note(frame.Location, report);
        files.Keep(frame.Location);
    }

    private FrameReport Take(FrameSequence sequence, ScannedFrame frame, ProcessedRows row, SequencePictures pictures, CellCounts cells)
    {
        var report = row.OfRestored(row.OfRecorded(Report(sequence, frame)), pipeline);
        if (!report.Restored)
        {
            report = cells.Judge(report, row.RecordedCells, null);
            cells.Follow(_places[frame.Location], row.RecordedCells);
            files.Note(frame.Location, report);
            files.Keep(frame.Location);
            return report;
        }
        var opinion = pipeline.SecondOpinion.Of(row.Restored, frame.Height, frame.Width, row.Intensity, row.PixelMicrons);
        report = report with { ProbabilityAfter = opinion?.Probability, IsOutOfFocusAfter = opinion?.IsOutOfFocus };
        report = cells.Judge(report, row.RecordedCells, row.RestoredCells);
        var rejected = request.Rejects(report);
        cells.Follow(_places[frame.Location], rejected ? row.RecordedCells : row.RestoredCells);
        pictures.Add(report, row, frame, rejected);
        files.Note(frame.Location, report);
        if (rejected)
        {
            files.Keep(frame.Location);
            return report;
        }
        files.Replace(frame.Location, row.RestoredFrame(frame, out var clipped));
        return report with { ClippedPixels = clipped };
    }

    private static float? ChangeOf((float Black, float White) now, (float Black, float White)? before) =>
        before is { } map && map != now ? (now.White - now.Black) / (map.White - map.Black) : null;

    private FrameReport Report(FrameSequence sequence, ScannedFrame frame) =>
        new(sequence.Name, frame.Index, outputs.Name(frame.Location.Path), frame.Location.Page);
}
