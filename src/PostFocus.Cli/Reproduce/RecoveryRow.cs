using PostFocus.Cli.Output;
using PostFocus.Imaging.Storage;
using PostFocus.Imaging.Yield;

namespace PostFocus.Cli.Reproduce;

/// <summary>A video before and after restoration.</summary>
/// <param name="Set">Its set.</param>
/// <param name="Video">Its name.</param>
/// <param name="Frames">Its frames.</param>
/// <param name="OutOfFocus">Those out of focus in truth.</param>
/// <param name="Accepted">Restored ones that the gate accepts.</param>
/// <param name="AcceptedWorse">Those of them that are worse than they were in any sense.</param>
/// <param name="WasAffected">See <see cref="SequenceRecovery"/>, like the next ones.</param>
/// <param name="WasCalledAffected">By the classifier.</param>
/// <param name="StaysAffectedByCount">By the gate.</param>
/// <param name="StaysAffectedInTruth">In truth.</param>
internal sealed record RecoveryRow(
    string Set,
    string Video,
    int Frames,
    int OutOfFocus,
    int Accepted,
    int AcceptedWorse,
    bool WasAffected,
    bool WasCalledAffected,
    bool StaysAffectedByCount,
    bool StaysAffectedInTruth
)
{
    public const string File = "recovery.csv";

    private static readonly TableColumn<RecoveryRow>[] s_columns =
    [
        new("set", r => r.Set),
        new("video", r => r.Video),
        new("frames", r => r.Frames),
        new("out_of_focus", r => r.OutOfFocus),
        new("accepted", r => r.Accepted),
        new("accepted_worse", r => r.AcceptedWorse),
        new("affected", r => r.WasAffected),
        new("called_affected", r => r.WasCalledAffected),
        new("affected_after_by_count", r => r.StaysAffectedByCount),
        new("affected_after_in_truth", r => r.StaysAffectedInTruth),
    ];

    public static RecoveryRow Of(string set, string video, SequenceRecovery recovery) =>
        new(
            set,
            video,
            recovery.Frames.Count,
            recovery.Frames.Count(f => f.IsOut),
            recovery.Frames.Count(f => f.IsAccepted),
            recovery.Frames.Count(f => f is { IsAccepted: true, IsWorse: true }),
            recovery.WasAffected,
            recovery.WasCalledAffected,
            recovery.StaysAffectedByCount,
            recovery.StaysAffectedInTruth
        );

    public static void Write(string path, IEnumerable<RecoveryRow> rows) => Tables.WriteCsv(path, s_columns, rows);

    public static IEnumerable<RecoveryRow> Read(string path) => CsvTable.Read(path, [.. s_columns.Select(c => c.Name)]).Select(Of);

    private static RecoveryRow Of(CsvTableRow row) =>
        new(
            row.Known(row.Text("set"), "set"),
            row.Known(row.Text("video"), "video"),
            row.Known(row.Integer("frames"), "frames"),
            row.Known(row.Integer("out_of_focus"), "out_of_focus"),
            row.Known(row.Integer("accepted"), "accepted"),
            row.Known(row.Integer("accepted_worse"), "accepted_worse"),
            row.Known(row.Flag("affected"), "affected"),
            row.Known(row.Flag("called_affected"), "called_affected"),
            row.Known(row.Flag("affected_after_by_count"), "affected_after_by_count"),
            row.Known(row.Flag("affected_after_in_truth"), "affected_after_in_truth")
        );
}
