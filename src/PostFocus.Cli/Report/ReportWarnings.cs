using PostFocus.Cli.Results;
using static PostFocus.Imaging.Phrasing;

namespace PostFocus.Cli.Report;

/// <summary>What should be known before the results are used.</summary>
internal static class ReportWarnings
{
    public static IEnumerable<string> Of(RunFacts facts, IReadOnlyList<SequenceLedger> sequences, FrameReport[] frames)
    {
        if (!facts.IsFinished)
            yield return $"The run ended early: it got to {sequences.Count} of {Count(facts.Sequences, "sequence")} and {frames.Length} of {Count(facts.Frames, "frame")}.";
        if (facts.IsPretrained)
            yield return "The networks learnt from simulated frames only. On other optics or cells look at the pictures first, and do not measure on restored frames before you have checked them against real focal planes.";
        if (frames.Any(f => f is { Restored: true, Accepted: null }))
            yield return "No gate judges the restored frames: all were taken.";
        if (facts.AcceptsAll && frames.Any(f => f.Accepted == false))
            yield return "Frames that the gate rejected were taken nevertheless (--accept-all). They count as out of focus here.";
        if (frames.Count(f => f.IsStrange) is > 0 and var strange)
            yield return $"{Count(strange, "frame")} unlike those that the networks learnt from, in {Count(sequences.Count(s => s.OutOfDomain > 0), "sequence")}: do not trust calls and restorations there.";
        foreach (var reason in Rejections.All)
        {
            if (frames.Count(f => f.Rejection == reason) is > 0 and var rejected)
                yield return $"{Count(rejected, "restored frame")} rejected: {Rejections.Describe(reason)}.";
        }
        if (frames.Count(f => f is { Accepted: true, IsOutOfFocusAfter: true }) is > 0 and var still)
            yield return $"{Count(still, "accepted frame")} that the classifier calls out of focus still: it and the gate disagree, so look at these.";
        if (frames.Count(f => f is { Restored: true, Neighbours: 0 }) is > 0 and var alone)
            yield return $"{Count(alone, "frame")} restored without a look at frames in focus: none was near enough, or of the same place.";
        if (frames.Count(f => f.Error is not null) is > 0 and var failed)
            yield return $"{Count(failed, "frame")} not usable: see the column error of {ResultNames.FramesTable}. The first, {First(frames)}";
        if (frames.Sum(f => (long)f.ClippedPixels) is > 0 and var clipped)
            yield return $"Restored pixels beyond the range of the bit depth, clipped: {clipped}.";
        foreach (var remark in facts.Remarks)
            yield return remark;
    }

    private static string First(FrameReport[] frames)
    {
        var first = frames.First(f => f.Error is not null);
        return $"{first.File}, page {first.Page}: {first.Error}";
    }
}
