using PostFocus.Imaging.Storage;
using PostFocus.Imaging.Yield;
using static PostFocus.Imaging.Storage.CsvTable;

namespace PostFocus.Cli.Results;

/// <summary>What a run made of one sequence: a row of <c>sequences.csv</c>.</summary>
/// <param name="Name">The sequence's name.</param>
/// <param name="Frames">Its frames, in the order of time.</param>
/// <param name="Before">Its yield as recorded, by the classifier.</param>
/// <param name="After">Its yield with restored frames that the gate accepted in focus; null where no gate has judged them.</param>
/// <param name="Agreed">The same with those of them that the classifier calls in focus, too.</param>
internal sealed record SequenceLedger(
    string Name,
    IReadOnlyList<FrameReport> Frames,
    SequenceYield Before,
    SequenceYield? After,
    SequenceYield? Agreed
)
{
    /// <summary>Frames of which nothing is known, or whose file could not be written.</summary>
    public int NotUsable => Frames.Count(f => f.Error is not null);

    public int NothingToJudge => Frames.Count(f => f.NothingToJudge);

    /// <summary>Frames unlike those that the networks learnt from; not those whose pixel size alone is not known.</summary>
    public int OutOfDomain => Frames.Count(f => f.IsStrange);

    /// <summary>Restored frames that the classifier calls out of focus still; for comparison with the gate.</summary>
    public int StillOutOfFocus => Frames.Count(f => f.IsOutOfFocusAfter == true);

    public int Restored => Frames.Count(f => f.Restored);

    /// <summary>Null without a gate, as are the rejected.</summary>
    public int? Accepted => After is null ? null : Frames.Count(f => f.Accepted == true);

    public int? Rejected => After is null ? null : Frames.Count(f => f.Accepted == false);

    /// <summary>Cells that restored frames have lost; null where none were looked for.</summary>
    public int? CellsLost => Frames.Any(f => f.Cells is not null) ? Frames.Sum(f => f.CellsLost ?? 0) : null;

    /// <summary>Cells that they have and the recorded frames have not; null where none were looked for.</summary>
    public int? CellsNew => Frames.Any(f => f.Cells is not null) ? Frames.Sum(f => f.CellsNew ?? 0) : null;

    public int? RejectedBy(string reason) => After is null ? null : Frames.Count(f => f.Rejection == reason);

    /// <summary>One ledger a sequence, in the order of their first frames.</summary>
    public static IReadOnlyList<SequenceLedger> Of(IEnumerable<FrameReport> frames, YieldOptions rule) =>
        [.. frames.GroupBy(f => f.Sequence).Select(group => Of(group.Key, [.. group], rule))];

    private static SequenceLedger Of(string name, FrameReport[] frames, YieldOptions rule)
    {
        var empty = frames.Count(f => f.NothingToJudge);
        var isJudged = !frames.Any(f => f is { Restored: true, Accepted: null });
        return new(
            name,
            frames,
            Yield(f => f.IsLost),
            isJudged ? Yield(f => f.IsLostAfter) : null,
            isJudged ? Yield(f => f.IsLostToBoth) : null
        );

        SequenceYield Yield(Func<FrameReport, bool?> isLost) => SequenceYield.Of(name, frames.Select(isLost), rule, empty);
    }

    private static readonly (string Name, Func<SequenceLedger, string> Cell)[] s_columns =
    [
        ("sequence", s => Cell(Wording.Shown(s.Name))),
        ("frames", s => Cell(s.Frames.Count)),
        ("judged", s => Cell(s.Before.Frames)),
        ("nothing_to_judge", s => Cell(s.NothingToJudge)),
        ("not_usable", s => Cell(s.NotUsable)),
        ("out_of_domain", s => Cell(s.OutOfDomain)),
        ("restored", s => Cell(s.Restored)),
        ("accepted", s => Cell(s.Accepted)),
        ("rejected", s => Cell(s.Rejected)),
        ("still_out_of_focus", s => Cell(s.StillOutOfFocus)),
        ("cells_lost", s => Cell(s.CellsLost)),
        ("cells_new", s => Cell(s.CellsNew)),
        .. Rejections.All.Select(reason => ($"rejected_by_{reason}", (Func<SequenceLedger, string>)(s => Cell(s.RejectedBy(reason))))),
        .. Columns("before", s => s.Before),
        .. Columns("after", s => s.After),
        .. Columns("agreed", s => s.Agreed),
    ];

    /// <summary>Writes the table, whole or not at all.</summary>
    public static void Write(string path, IEnumerable<SequenceLedger> ledgers) => CsvTable.Write(path, s_columns, ledgers);

    private static IEnumerable<(string, Func<SequenceLedger, string>)> Columns(string when, Func<SequenceLedger, SequenceYield?> yield) =>
        [
            ($"out_of_focus_{when}", s => Cell(yield(s)?.OutOfFocus)),
            ($"share_{when}", s => Cell(yield(s)?.Share)),
            ($"longest_out_of_focus_{when}", s => Cell(yield(s)?.LongestRun)),
            ($"longest_in_focus_{when}", s => Cell(yield(s)?.LongestInFocus)),
            ($"usable_{when}", s => Cell(yield(s) is { Frames: > 0 } judged ? !judged.IsAffected : null)),
        ];
}
