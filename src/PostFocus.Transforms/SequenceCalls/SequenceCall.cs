using Microsoft.ML;
using PostFocus.Transforms.Rows;

namespace PostFocus.Transforms.SequenceCalls;

/// <summary>The decision on the current row of a sequence.</summary>
internal sealed class SequenceCall(DataViewRow row, ScoredColumns scored)
{
    /// <summary>The score above which frames of the sequence stand out; null where the classifier's calls stay.</summary>
    public double? Threshold { get; set; }

    /// <summary>The getter of an output.</summary>
    public Delegate Getter(int output)
    {
        var score = scored.Reader(row, scored.Score);
        if (output > 0)
            return Getters.Scalar(() => Threshold is not null && score() is not null);
        var decision = row.GetGetter<bool>(scored.Decision);
        return Getters.Scalar(() =>
        {
            var isOutOfFocus = false;
            decision(ref isOutOfFocus);
            return isOutOfFocus && !(Threshold is { } threshold && score() <= threshold);
        });
    }
}
