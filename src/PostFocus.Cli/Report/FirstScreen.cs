using PostFocus.Cli.Results;
using PostFocus.Imaging.Yield;
using static PostFocus.Cli.Shared.Wording;
using static PostFocus.Imaging.Phrasing;

namespace PostFocus.Cli.Report;

/// <summary>One sentence and five numbers.</summary>
internal static class FirstScreen
{
    public static string Lead(YieldLedger yield, FrameReport[] frames)
    {
        int lost = frames.Count(f => f.IsLost == true),
            accepted = frames.Count(f => f.Accepted == true);
        if (yield.Before.Sequences == 0)
            return "No frame could be judged.";
        var before = $"{yield.Before.Usable} of {Count(yield.Before.Sequences, "video")} can be used as recorded";
        return yield.After is { } after
            ? $"{before}, {after.Usable} after restoration: {lost} of {Count(frames.Length, "frame")} were out of focus, and the gate accepted the restoration of {(accepted == 0 ? "none" : accepted)}."
            : $"{before}: {lost} of {Count(frames.Length, "frame")} were out of focus, {frames.Count(f => f.Restored)} were restored, and no gate judges them.";
    }

    public static IReadOnlyList<KeyNumber> Numbers(YieldLedger yield, int sequences, FrameReport[] frames)
    {
        int judged = frames.Count(f => f.IsLost is not null),
            lost = frames.Count(f => f.IsLost == true),
            restored = frames.Count(f => f.Restored),
            rejected = frames.Count(f => f.Accepted == false);
        return
        [
            new("videos", $"{sequences}", $"{Count(frames.Length, "frame")}"),
            new("frames out of focus", $"{lost}", $"{Percent((double)lost / judged)} of {judged} judged"),
            new("restored", $"{restored}", restored == lost ? "all of them" : $"{lost - restored} could not be"),
            new(
                "accepted",
                yield.After is null ? "–" : $"{restored - rejected}",
                yield.After is null ? "no gate judges" : $"{rejected} rejected"
            ),
            new(
                "usable videos",
                yield.After is { } after ? $"{yield.Before.Usable} → {after.Usable}" : $"{yield.Before.Usable} → ?",
                $"of {yield.Before.Sequences}, before → after{(yield.Agreed is { } agreed && agreed.Usable != yield.After?.Usable ? $"; {agreed.Usable} where both agree" : "")}"
            ),
        ];
    }

    public static string Rule(YieldLedger yield, YieldOptions rule, FrameReport[] frames) =>
        $"A video cannot be used where it has {AffectedBy(rule)}. The thin lines are Wilson's 95 % intervals: they tell of the number of videos, not of the classifier's errors. "
        + (
            yield.After is null
                ? "After restoration nothing is known, as no gate judges the restored frames."
                : $"After restoration a frame counts as in focus only where the gate accepted it: the classifier selected the frames, and a restoration can please a network without being true. Both agree: where the classifier, asked again, calls it in focus, too. It calls {frames.Count(f => f.IsOutOfFocusAfter == true)} of {Count(frames.Count(f => f.IsOutOfFocusAfter is not null), "restored frame")} out of focus still, {frames.Count(f => f is { IsOutOfFocusAfter: true, Accepted: true })} of them accepted."
        );
}
