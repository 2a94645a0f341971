using PostFocus.Imaging.Sequences;
using PostFocus.Imaging.Yield;

namespace PostFocus.Cli.Yield;

/// <summary>What was found in a sequence.</summary>
/// <param name="Yield">How much of it is out of focus.</param>
/// <param name="OutOfDomain">Frames unlike those that the networks learnt from; null where the model knows no domain.</param>
/// <param name="IsStrange">Whether most of it is unlike them.</param>
internal sealed record JudgedSequence(SequenceYield Yield, int? OutOfDomain, bool IsStrange)
{
    /// <param name="name">Of the sequence.</param>
    /// <param name="scan">Its frames.</param>
    /// <param name="verdicts">Null of empty fields; none of frames that could not be used.</param>
    /// <param name="rule">When lost focus costs a sequence.</param>
    public static JudgedSequence Of(
        string name,
        SequenceScan scan,
        IReadOnlyDictionary<ScannedFrame, FocusVerdict?> verdicts,
        YieldOptions rule
    )
    {
        FocusVerdict[] judged = [.. verdicts.Values.OfType<FocusVerdict>()];
        return new(
            SequenceYield.Of(
                name,
                scan.Frames.Select(frame => verdicts.GetValueOrDefault(frame)?.IsOutOfFocus),
                rule,
                nothingToJudge: verdicts.Count - judged.Length
            ),
            judged.Any(verdict => verdict.InDomain is not null) ? judged.Count(verdict => verdict.IsStrange) : null,
            Strangers.Score(judged.Select(verdict => (verdict.InDomain, verdict.DomainScore))) is not null
        );
    }
}
