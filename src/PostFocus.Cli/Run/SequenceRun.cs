using PostFocus.Cli.Results;
using PostFocus.Imaging.Intensity;
using PostFocus.Imaging.Sequences;
using PostFocus.Imaging.Statistics;

namespace PostFocus.Cli.Run;

/// <summary>Restores one sequence and writes its files and its pictures.</summary>
/// <param name="pipeline">Scores and restores.</param>
/// <param name="request">What was asked for.</param>
/// <param name="outputs">Where results go.</param>
/// <param name="files">Gets the frames.</param>
internal sealed class SequenceRun(RestorationPipeline pipeline, RunRequest request, RunOutputs outputs, RestoredFiles files)
{
    // Takes restored counts to the file's pixel type: with this map one unit is one count.
    private static readonly IntensityMap s_countsAsTheyAre = new(-1, 1);

    private readonly SortedDictionary<int, FrameReport> _reports = [];

    /// <summary>The frames that are done, in the order of time.</summary>
    public IEnumerable<FrameReport> Reports => _reports.Values;

    /// <summary>Why the pictures could not be written; null if it could, or there are none to write.</summary>
    public string? PictureProblem { get; private set; }

    /// <summary>What is said of its frames as they were recorded: that they differ in size or pixel type, or are saturated.</summary>
    public IEnumerable<string> Remarks { get; private set; } = [];

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
        var pictures = new SequencePictures();
        foreach (var part in scan.Parts)
            Process(sequence, part, pictures, onFrame, cancellation);
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
            _reports[frame.Index] = Take(sequence, frame, rows, pictures) with { ExposureChange = ChangeOf(rows.Intensity, before) };
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
        _reports[frame.Index] = Report(sequence, frame) with { Error = reason };
        files.Keep(frame.Location);
    }

    private FrameReport Take(FrameSequence sequence, ScannedFrame frame, ProcessedRows row, SequencePictures pictures)
    {
        var report = Report(sequence, frame) with
        {
            ProbabilityOutOfFocus = row.NothingToJudge ? null : row.ProbabilityOutOfFocus,
            NothingToJudge = row.NothingToJudge,
            IsOutOfFocus = row.IsOutOfFocus,
            DefocusMicrons = row.DefocusMicrons,
            DefocusSide = row.DefocusSide,
            DomainScore = row.DomainScore,
            InDomain = row.NothingToJudge ? null : row.InDomain,
            TenengradBefore = row.TenengradBefore,
            TenengradAfter = row.TenengradAfter,
        };
        if (!row.WasRestored)
        {
            files.Keep(frame.Location);
            return report;
        }
        if (LosesPixels(row.Frame, row.Restored))
        {
            files.Keep(frame.Location);
            return report.WithoutRestoration(
                "its restoration holds NaN or infinite values, so it is left as it was recorded. The model fails on this frame: try another."
            );
        }
        var opinion = pipeline.SecondOpinion.Of(row.Restored, frame.Height, frame.Width, row.Intensity, row.PixelMicrons);
        report = report with
        {
            Restored = true,
            ProbabilityAfter = opinion?.Probability,
            IsOutOfFocusAfter = opinion?.IsOutOfFocus,
            Neighbours = pipeline.LooksAtNeighbours ? row.Neighbours : null,
            MeanSpread = (float)Moments.Mean<float>(row.Spread),
            Trust = row.Trust,
            // A trust of other restorations than the gate has learnt from is no reason to take a frame.
            Accepted = row.Accepted is { } accepted ? accepted && pipeline.GateWasTrainedWith.Count == 0 : null,
            Rejection = row.Accepted is not null && pipeline.GateWasTrainedWith.Count > 0 ? Rejections.Settings : row.Rejection,
        };
        var rejected = report.Accepted == false && !request.AcceptAll;
        pictures.Add(report, row, frame, rejected);
        if (rejected)
        {
            files.Keep(frame.Location);
            return report;
        }
        var restored = s_countsAsTheyAre.ToFrame(row.Restored, frame.Height, frame.Width, frame.PixelType!.Value, out var clipped);
        files.Replace(frame.Location, restored);
        return report with { ClippedPixels = clipped };
    }

    private static float? ChangeOf((float Black, float White) now, (float Black, float White)? before) =>
        before is { } map && map != now ? (now.White - now.Black) / (map.White - map.Black) : null;

    private FrameReport Report(FrameSequence sequence, ScannedFrame frame) =>
        new(sequence.Name, frame.Index, outputs.Name(frame.Location.Path), frame.Location.Page);

    /// <summary>Whether there is a count where the restoration has none; a NaN that was recorded stays one.</summary>
    private static bool LosesPixels(ReadOnlySpan<float> recorded, ReadOnlySpan<float> restored)
    {
        for (var i = 0; i < recorded.Length; i++)
        {
            if (!float.IsFinite(restored[i]) && float.IsFinite(recorded[i]))
                return true;
        }
        return false;
    }
}
