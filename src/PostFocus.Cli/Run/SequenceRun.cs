using Microsoft.ML;
using PostFocus.Imaging;

namespace PostFocus.Cli.Run;

/// <summary>Restores one sequence and writes its files and its picture.</summary>
/// <param name="pipeline">Scores and restores.</param>
/// <param name="request">What was asked for.</param>
/// <param name="files">Gets the frames.</param>
internal sealed class SequenceRun(RestorationPipeline pipeline, RunRequest request, RestoredFiles files)
{
    // Takes restored counts to the file's pixel type: with this map one unit is one count.
    private static readonly IntensityMap s_countsAsTheyAre = new(-1, 1);

    /// <summary>Processes every usable frame, and writes every file that can be written.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <param name="onFrame">Called after each frame with the number done.</param>
    /// <param name="cancellation">Ends the run between two frames; written files are whole.</param>
    public IReadOnlyList<FrameReport> Execute(FrameSequence sequence, Action<int> onFrame, CancellationToken cancellation)
    {
        IReadOnlyList<CheckedFrame> frames = CheckedFrame.Check(sequence, cancellation);
        var reports = new SortedDictionary<int, FrameReport>();
        foreach (CheckedFrame unusable in frames.Where(f => f.Problem is not null))
        {
            reports[unusable.Index] = Report(sequence, unusable) with { Error = unusable.Problem!.Reason };
            files.Keep(unusable);
        }

        var overview = new OverviewPicture();
        int done = reports.Count;
        // A table holds frames of one size, and an intensity map counts of one type.
        foreach (var alike in frames.Where(f => f.Problem is null).GroupBy(f => (f.Height, f.Width, f.PixelType)))
        {
            CheckedFrame[] group = [.. alike];
            IDataView rows = pipeline.Process(sequence.Part([.. group.Select(f => f.Location)]));
            using DataViewRowCursor cursor = rows.GetRowCursor(ProcessedRow.Columns(rows.Schema));
            var row = new ProcessedRow(cursor, request.Restore, pipeline.GateColumns);
            (float Black, float White)? before = null;
            for (int i = 0; cursor.MoveNext(); i++)
            {
                cancellation.ThrowIfCancellationRequested();
                row.Read();
                reports[group[i].Index] = Take(sequence, group[i], row, overview) with { ExposureChange = ChangeOf(row.Intensity, before) };
                before = row.Intensity;
                onFrame(++done);
            }
        }
        IReadOnlyList<FrameReport> settled = [.. files.Settle(reports.Values)];
        if (settled.Any(r => r.Restored))
            overview.Write(Path.Combine(request.OutFolder, RestorationRun.Reports, sequence.Name, "overview.png"));
        return settled;
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
        sequence.Name, frame.Index, files.Name(frame.Location.Path), frame.Location.Page);

    private static float Mean(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float value in values)
            sum += value;
        return (float)(sum / values.Length);
    }
}
