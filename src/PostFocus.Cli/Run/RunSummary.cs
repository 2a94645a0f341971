using System.Globalization;
using PostFocus.Cli.Results;
using PostFocus.Imaging.Focus;
using PostFocus.Imaging.Sequences;
using PostFocus.Imaging.Statistics;
using PostFocus.Imaging.Yield;
using static PostFocus.Cli.Shared.Wording;
using static PostFocus.Imaging.Phrasing;

namespace PostFocus.Cli.Run;

/// <summary>What a run says of a sequence and of all of them, in numbers.</summary>
internal static class RunSummary
{
    /// <summary>One sequence in a line.</summary>
    public static string Describe(IReadOnlyList<FrameReport> frames)
    {
        int outOfFocus = frames.Count(f => f.IsOutOfFocus),
            failed = frames.Count(f => f.Error is not null);
        var text = $"{Count(frames.Count, "frame")}, {outOfFocus} out of focus, {frames.Count(f => f.Restored)} restored{Accepted(frames)}";
        if (frames.Count(f => f.NothingToJudge) is > 0 and var empty)
            text += $", {empty} with nothing to judge";
        if (failed > 0)
            text += $", {failed} not usable";
        if (frames.Count(f => f.IsStrange) is > 0 and var strange)
            text += $", {strange} unlike those that the networks learnt from";
        return text + ExposureChanges(frames);
    }

    /// <summary>What is said of frames of several sizes or pixel types; null of others.</summary>
    public static string? Mixture(IReadOnlyList<ScannedPart> parts) =>
        parts.Count < 2
            ? null
            : "its frames differ in size (height × width) or pixel type, and each kind was taken as a video of its own: "
                + $"{string.Join(", ", parts.Select(p => $"{p.Frames.Count} of {p.Height} × {p.Width} {p.Frames[0].PixelType}"))}.";

    /// <summary>What is said of a sequence most of whose frames are unlike those that the networks learnt from; null of others.</summary>
    public static string? Stranger(IReadOnlyList<FrameReport> frames, double? pixelMicrons) =>
        Strangers.Score(frames.Select(f => (f.InDomain, f.DomainScore))) is not { } score
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"unlike anything that the networks learnt from (median domain score {score:F2}; up to 1 is like it): {CalledWithin(frames)}do not trust calls and restorations here, {Strangers.Advice(pixelMicrons)}"
            );

    private static string CalledWithin(IEnumerable<FrameReport> frames) =>
        frames.Any(f => f.CalledWithinSequence == true)
            ? "out of focus are here the frames that stand out from the others, if any, for all may be so; "
            : "";

    /// <summary>Writes what is told at the end of a run.</summary>
    public static void Write(
        TextWriter output,
        RunRequest request,
        IReadOnlyList<SequenceLedger> sequences,
        IReadOnlyList<FrameReport> reports,
        int missing,
        IReadOnlyList<string> unwritten,
        TimeSpan elapsed
    )
    {
        int scored = reports.Count(r => r.ProbabilityOutOfFocus is not null),
            failed = reports.Count(r => r.Error is not null);
        FrameReport[] restored = [.. reports.Where(r => r.Restored)];
        output.WriteLine();
        output.WriteLine(
            $"{Count(sequences.Count, "sequence")}, {Count(scored, "frame")} scored, {restored.Length} out of focus and restored "
                + $"({Share(restored.Length, scored)}){Accepted(reports)} in {elapsed.TotalSeconds:F1} s."
        );
        if (failed > 0)
            output.WriteLine(
                $"{Count(failed, "frame")} not usable: see the column error of {ResultNames.FramesTable}. "
                    + (
                        missing >= failed ? "No copy could be made of them."
                        : missing > 0 ? $"They were copied as they are, but for {missing} of which no copy could be made."
                        : "They were copied as they are."
                    )
            );
        if (reports.Count(r => r.NothingToJudge) is > 0 and var empty)
            output.WriteLine(
                $"{Count(empty, "frame")} with nothing to judge: empty fields or shutter frames, whose contrast is below {FieldContrast.Least.ToString(CultureInfo.InvariantCulture)} of their noise. They were left as they are."
            );
        if (restored.Length > 0)
        {
            // A frame of stripes one pixel wide has none.
            float[] gain = [.. restored.Where(r => r.TenengradBefore > 0).Select(r => r.TenengradAfter!.Value / r.TenengradBefore!.Value)];
            if (gain.Length > 0)
                output.WriteLine(
                    $"Tenengrad of restored frames, after / before: median {Medians.Upper(gain):F2}, from {gain.Min():F2} to {gain.Max():F2}."
                );
            if (restored.Any(r => r.Neighbours is not null))
                output.WriteLine(
                    $"Frames in focus looked at, before and after: both for {Looked(2)} of the restored frames, one for {Looked(1)}, none for {Looked(0)} (none near enough, or not of the same place)."
                );
            if (restored.Sum(r => (long)r.ClippedPixels) is > 0 and var clipped)
                output.WriteLine($"Restored pixels beyond the range of the bit depth, clipped: {clipped}.");
        }
        WriteYield(output, sequences, request.Rule);
        string[] tables = [.. new[] { ResultNames.FramesTable, ResultNames.SequencesTable }.Except(unwritten)];
        var page = unwritten.Contains(ResultNames.Report) ? "" : $"; {ResultNames.Report} shows them on one page";
        output.WriteLine($"Frames, {string.Join(", ", tables)} and pictures are in {request.OutFolder}{page}.");
        if (request.IsPretrained)
        {
            output.WriteLine(
                "The pretrained networks learnt from simulated frames only. On other optics or cells look at the "
                    + "pictures first, and do not measure on restored frames before you have checked them against real focal planes."
            );
        }

        int Looked(int neighbours) => restored.Count(r => r.Neighbours == neighbours);
    }

    private static void WriteYield(TextWriter output, IReadOnlyList<SequenceLedger> sequences, YieldOptions rule)
    {
        var yield = YieldLedger.Of(sequences);
        if (yield.Before.Sequences == 0)
            return;
        output.WriteLine(
            $"Usable sequences (not affected; affected: {AffectedBy(rule)}): as recorded {YieldLedger.Describe(yield.Before)}, "
                + (
                    yield is { After: { } after, Agreed: { } agreed }
                        ? $"after restoration {YieldLedger.Describe(after)}: only frames that the gate accepted count as in focus again. "
                            + $"Where the classifier must agree: {YieldLedger.Describe(agreed)}."
                        : "after restoration not known, as no gate judges."
                )
        );
    }

    private static string ExposureChanges(IReadOnlyList<FrameReport> frames)
    {
        FrameReport[] changes = [.. frames.Where(f => f.ExposureChange is not null)];
        return changes.Length switch
        {
            0 => "",
            1 => string.Create(
                CultureInfo.InvariantCulture,
                $"; exposure changes at frame {changes[0].Frame} (×{changes[0].ExposureChange:0.0#}): mapped in 2 parts"
            ),
            _ => $"; exposure changes {changes.Length} times from frame {changes[0].Frame} on: mapped in {changes.Length + 1} parts",
        };
    }

    /// <summary>Nothing where no gate has judged.</summary>
    private static string Accepted(IReadOnlyList<FrameReport> frames) =>
        frames.Any(f => f.Accepted is not null) ? $", {frames.Count(f => f.Accepted == true)} of them accepted" : "";

    private static string Share(int part, int whole) => whole == 0 ? "0 %" : Percent((double)part / whole);
}
