using PostFocus.Cli.Output;
using PostFocus.Imaging.Yield;

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

    private static readonly TableColumn<SequenceLedger>[] s_columns =
    [
        new("sequence", s => s.Name),
        new("frames", s => s.Frames.Count),
        new("judged", s => s.Before.Frames),
        new("nothing_to_judge", s => s.NothingToJudge),
        new("not_usable", s => s.NotUsable),
        new("out_of_domain", s => s.OutOfDomain),
        new("restored", s => s.Restored),
        new("accepted", s => s.Accepted),
        new("rejected", s => s.Rejected),
        new("still_out_of_focus", s => s.StillOutOfFocus),
        new("cells_lost", s => s.CellsLost),
        new("cells_new", s => s.CellsNew),
        .. Rejections.All.Select(reason => new TableColumn<SequenceLedger>($"rejected_by_{reason}", s => s.RejectedBy(reason))),
        .. Columns("before", s => s.Before),
        .. Columns("after", s => s.After),
        .. Columns("agreed", s => s.Agreed),
    ];

    /// <summary>Writes the table, whole or not at all.</summary>
    public static void Write(string path, IEnumerable<SequenceLedger> ledgers) => Tables.WriteCsv(path, s_columns, ledgers);

    /// <summary>The same as Parquet.</summary>
    public static void WriteParquet(string path, IReadOnlyList<SequenceLedger> ledgers) => Tables.WriteParquet(path, s_columns, ledgers);

    private static IEnumerable<TableColumn<SequenceLedger>> Columns(string when, Func<SequenceLedger, SequenceYield?> yield) =>
        [
            new($"out_of_focus_{when}", s => yield(s)?.OutOfFocus),
            new($"share_{when}", s => yield(s)?.Share),
            new($"longest_out_of_focus_{when}", s => yield(s)?.LongestRun),
            new($"longest_in_focus_{when}", s => yield(s)?.LongestInFocus),
            new($"usable_{when}", s => yield(s) is { Frames: > 0 } judged ? !judged.IsAffected : (bool?)null),
        ];
}
