using PostFocus.Imaging.Yield;

namespace PostFocus.Cli.Results;

/// <summary>How many sequences of a run can be used, as recorded and after it.</summary>
/// <param name="Before">By the classifier.</param>
/// <param name="After">With restored frames in focus only where the gate accepted them; null where no gate has judged all of them.</param>
/// <param name="Agreed">The same where the classifier must agree that a restored frame is in focus.</param>
internal sealed record YieldLedger(DataSetYield Before, DataSetYield? After, DataSetYield? Agreed)
{
    public static YieldLedger Of(IReadOnlyCollection<SequenceLedger> sequences) =>
        new(
            DataSetYield.Of("before", sequences.Select(s => s.Before)),
            sequences.Any(s => s.After is null) ? null : DataSetYield.Of("after", sequences.Select(s => s.After!)),
            sequences.Any(s => s.Agreed is null) ? null : DataSetYield.Of("agreed", sequences.Select(s => s.Agreed!))
        );

    /// <summary>A count of sequences with its share and interval.</summary>
    public static string Describe(DataSetYield yield) =>
        yield.Sequences == 0
            ? "none judged"
            : $"{yield.Usable} of {yield.Sequences} ({Wording.Percent(yield.UsableShare)}, 95 % interval {Wording.Percent(yield.UsableInterval.Low)} to {Wording.Percent(yield.UsableInterval.High)})";
}
