using Microsoft.ML;
using PostFocus.Imaging;

namespace PostFocus.Cli.Run;

/// <summary>Restores one sequence and writes its files and its picture.</summary>
/// <param name="pipeline">Scores and restores.</param>
/// <param name="request">What was asked for.</param>
/// <param name="outputs">Where results go.</param>
/// <param name="files">Gets the frames.</param>
internal sealed class SequenceRun(RestorationPipeline pipeline, RunRequest request, RunOutputs outputs, RestoredFiles files)
{
    // Of errors that name no frame, after which a sequence is tried again without the frame at which they came.
    private const int MostUnnamedErrors = 8;

    // Takes restored counts to the file's pixel type: with this map one unit is one count.
    private static readonly IntensityMap s_countsAsTheyAre = new(-1, 1);

    private readonly SortedDictionary<int, FrameReport> _reports = [];

    /// <summary>The frames that are done, in the order of time.</summary>
    public IEnumerable<FrameReport> Reports => _reports.Values;

    /// <summary>Why the picture could not be written; null if it could, or there is none to write.</summary>
    public string? PictureProblem { get; private set; }

    /// <summary>Processes every usable frame, and writes every file that can be written.</summary>
    /// <param name="sequence">The sequence; one sequence an object.</param>
    /// <param name="onFrame">Called after each frame with the number done.</param>
    /// <param name="cancellation">Ends the run between two frames; written files are whole.</param>
    public void Execute(FrameSequence sequence, Action<int> onFrame, CancellationToken cancellation)
    {
        IReadOnlyList<CheckedFrame> frames = CheckedFrame.Check(sequence, cancellation);
        foreach (CheckedFrame unusable in frames.Where(f => f.Problem is not null))
            Leave(sequence, unusable, unusable.Problem!.Reason);

        var overview = new OverviewPicture();
        // A table holds frames of one size, and an intensity map counts of one type.
        foreach (var alike in frames.Where(f => f.Problem is null).GroupBy(f => (f.Height, f.Width, f.PixelType)))
            Process(sequence, [.. alike], overview, onFrame, cancellation);
        if (!files.Settle(Reports).Any(r => r.Restored))
            return;
        try
        {
            overview.Write(outputs.Picture(sequence));
        }
        catch (Exception e) when (Failure.IsOfFiles(e))
        {
            PictureProblem = Failure.Reason(e);
        }
    }

    /// <summary>A frame that fails is left as it is, and the others are processed as if it were not there.</summary>
    private void Process(
        FrameSequence sequence, List<CheckedFrame> frames, OverviewPicture overview, Action<int> onFrame, CancellationToken cancellation)
    {
        for (int unnamed = 0; frames.Exists(f => !_reports.ContainsKey(f.Index));)
        {
            int at = 0;
            try
            {
                IDataView rows = pipeline.Process(sequence.Part([.. frames.Select(f => f.Location)]));
                using DataViewRowCursor cursor = rows.GetRowCursor(ProcessedRow.Columns(rows.Schema));
                var row = new ProcessedRow(cursor, request.Restore, pipeline.GateColumns);
                (float Black, float White)? before = null;
                for (; cursor.MoveNext(); at++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    row.Read();
                    pipeline.IsReady = true;
                    float? change = ChangeOf(row.Intensity, before);
                    before = row.Intensity;
                    if (_reports.ContainsKey(frames[at].Index))
                        continue;
                    _reports[frames[at].Index] = Take(sequence, frames[at], row, overview) with { ExposureChange = change };
                    onFrame(_reports.Count);
                }
                return;
            }
            catch (Exception e) when (Failure.IsOfFrames(e, pipeline.IsReady))
            {
                string reason = Failure.Reason(e);
                int named = e is FrameFormatException of ? Named(of, frames) : -1;
                int failed = named >= 0 ? named : Math.Min(at, frames.Count - 1);
                // What fails again and again is of the whole sequence.
                foreach (CheckedFrame frame in named < 0 && ++unnamed > MostUnnamedErrors ? frames : [frames[failed]])
                {
                    if (!_reports.ContainsKey(frame.Index))
                        Leave(sequence, frame, reason);
                }
                frames.RemoveAt(failed);
            }
        }
    }

    /// <summary>The frame that an error names; -1 where it names none, or a file of many without its page.</summary>
    private static int Named(FrameFormatException error, List<CheckedFrame> frames)
    {
        int[] of = [.. Enumerable.Range(0, frames.Count).Where(i =>
            frames[i].Location is var at && at.Path == error.Path && (error.Page ?? at.Page) == at.Page)];
        return of.Length == 1 ? of[0] : -1;
    }

    private void Leave(FrameSequence sequence, CheckedFrame frame, string reason)
    {
        _reports[frame.Index] = Report(sequence, frame) with { Error = reason };
        files.Keep(frame);
    }

    private FrameReport Take(FrameSequence sequence, CheckedFrame frame, ProcessedRow row, OverviewPicture overview)
    {
        FrameReport report = Report(sequence, frame) with
        {
            ProbabilityOutOfFocus = row.NothingToJudge ? null : row.ProbabilityOutOfFocus,
            NothingToJudge = row.NothingToJudge,
            IsOutOfFocus = row.IsOutOfFocus,
            DefocusMicrons = row.DefocusMicrons,
            DefocusSide = row.DefocusSide,
            TenengradBefore = row.TenengradBefore,
            TenengradAfter = row.TenengradAfter,
        };
        if (!row.WasRestored)
        {
            files.Keep(frame);
            return report;
        }
        if (LosesPixels(row.Frame, row.Restored))
        {
            files.Keep(frame);
            return report.WithoutRestoration("its restoration holds NaN or infinite values, so it is left as it was recorded. The model fails on this frame: try another.");
        }
        report = report with { Restored = true, Neighbours = pipeline.LooksAtNeighbours ? row.Neighbours : null, MeanSpread = Mean(row.Spread), Trust = row.Trust, Accepted = row.Accepted };
        bool rejected = row.Accepted == false && !request.AcceptAll;
        overview.Add(frame.Index, row.Frame, row.Restored, row.Spread, frame.Height, frame.Width, rejected);
        if (rejected)
        {
            files.Keep(frame);
            return report;
        }
        Frame restored = s_countsAsTheyAre.ToFrame(row.Restored, frame.Height, frame.Width, frame.PixelType!.Value, out int clipped);
        files.Replace(frame.Location, restored);
        return report with { ClippedPixels = clipped };
    }

    private static float? ChangeOf((float Black, float White) now, (float Black, float White)? before) =>
        before is { } map && map != now ? (now.White - now.Black) / (map.White - map.Black) : null;

    private FrameReport Report(FrameSequence sequence, CheckedFrame frame) => new(
        sequence.Name, frame.Index, outputs.Name(frame.Location.Path), frame.Location.Page);

    /// <summary>Whether there is a count where the restoration has none; a NaN that was recorded stays one.</summary>
    private static bool LosesPixels(ReadOnlySpan<float> recorded, ReadOnlySpan<float> restored)
    {
        for (int i = 0; i < recorded.Length; i++)
        {
            if (!float.IsFinite(restored[i]) && float.IsFinite(recorded[i]))
                return true;
        }
        return false;
    }

    private static float Mean(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float value in values)
            sum += value;
        return (float)(sum / values.Length);
    }
}
