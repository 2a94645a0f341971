using System.Text.Json.Nodes;
using PostFocus.Cli.Output;
using PostFocus.Imaging.Storage;

namespace PostFocus.Cli.Results;

/// <summary>
/// One row of <c>frames.csv</c>. Tenengrad is in units of the sequence's intensity range, spread in counts; what could
/// not be measured is empty.
/// </summary>
internal sealed record FrameReport(string Sequence, int Frame, string File, int Page)
{
    public float? ProbabilityOutOfFocus { get; init; }

    /// <summary>The model's decision, which need not lie at a probability of 0.5; false where nothing was judged.</summary>
    public bool IsOutOfFocus { get; init; }

    /// <summary>Whether the frame is an empty field, which has no focus; nothing was judged then.</summary>
    public bool NothingToJudge { get; init; }

    /// <summary>
    /// Where exposure or brightness changes with this frame, its intensity range over that of the frame before; else null. Not in the
    /// table.
    /// </summary>
    public float? ExposureChange { get; init; }

    /// <summary>Estimated distance from focus, µm; null where the model estimates none.</summary>
    public float? DefocusMicrons { get; init; }

    /// <summary>Probability that the frame lies on the side z &gt; 0 of focus; null where the model estimates none.</summary>
    public float? DefocusSide { get; init; }

    /// <summary>How unlike the frames trained on it is: up to 1 like them; null where the model knows no domain.</summary>
    public float? DomainScore { get; init; }

    /// <summary>Whether it is like them; null where the model knows no domain, or there is nothing to judge.</summary>
    public bool? InDomain { get; init; }

    /// <summary>
    /// Whether it was called by how it differs from the others of its sequence, which is unlike those learnt from; null where the model
    /// knows no domain.
    /// </summary>
    public bool? CalledWithinSequence { get; init; }

    public float? TenengradBefore { get; init; }

    public float? TenengradAfter { get; init; }

    public bool Restored { get; init; }

    /// <summary>What the classifier says of the restored frame, which decides nothing; null where nothing was restored.</summary>
    public float? ProbabilityAfter { get; init; }

    /// <summary>What it makes of that.</summary>
    public bool? IsOutOfFocusAfter { get; init; }

    /// <summary>Frames in focus that the restorer looked at; null where nothing was restored, or where it looks at none.</summary>
    public int? Neighbours { get; init; }

    public float? MeanSpread { get; init; }

    public int ClippedPixels { get; init; }

    /// <summary>The gate's trust; null where nothing was restored, or without a gate.</summary>
    public float? Trust { get; init; }

    /// <summary>The gate's verdict; null where nothing was restored, or without a gate.</summary>
    public bool? Accepted { get; init; }

    /// <summary>Why the gate did not accept it, one of <see cref="Rejections.All"/>; null where it did, or has not judged.</summary>
    public string? Rejection { get; init; }

    /// <summary>Cells found in the frame as it was recorded; null, like the next ones, where none were looked for.</summary>
    public int? Cells { get; init; }

    /// <summary>Cells found in the restored frame; null, like the next ones, where nothing was restored.</summary>
    public int? CellsAfter { get; init; }

    /// <summary>Cells of the recorded frame that are not in the restored one.</summary>
    public int? CellsLost { get; init; }

    /// <summary>Cells of the restored frame that are not in the recorded one.</summary>
    public int? CellsNew { get; init; }

    /// <summary>Pairs of cells in contact as recorded.</summary>
    public int? Contacts { get; init; }

    /// <summary>The same after restoration.</summary>
    public int? ContactsAfter { get; init; }

    /// <summary>The picture of its restoration, '/'-separated from the folder of results; null: none.</summary>
    public string? Picture { get; init; }

    /// <summary>Why the frame could not be used, or its file not written.</summary>
    public string? Error { get; init; }

    /// <summary>What is left to tell where the frame's file could not be written.</summary>
    public FrameReport WithoutRestoration(string error) =>
        this with
        {
            TenengradAfter = null,
            Restored = false,
            ProbabilityAfter = null,
            IsOutOfFocusAfter = null,
            Neighbours = null,
            MeanSpread = null,
            ClippedPixels = 0,
            Trust = null,
            Accepted = null,
            Rejection = null,
            CellsAfter = null,
            CellsLost = null,
            CellsNew = null,
            ContactsAfter = null,
            Picture = null,
            Error = error,
        };

    /// <summary>Whether it is unlike the frames that the networks learnt from; not where its pixel size alone is not known.</summary>
    public bool IsStrange => Strangers.IsOne(InDomain, DomainScore);

    /// <summary>Whether it was recorded out of focus; null where nothing was judged.</summary>
    public bool? IsLost => NothingToJudge || ProbabilityOutOfFocus is null ? null : IsOutOfFocus;

    /// <summary>Whether it is out of focus after the run: the gate is the judge, and not the classifier, which selected it.</summary>
    public bool? IsLostAfter => IsLost is true ? Accepted != true : IsLost;

    /// <summary>The same where the classifier must agree that the restored frame is in focus.</summary>
    public bool? IsLostToBoth => IsLost is true ? Accepted != true || IsOutOfFocusAfter != false : IsLost;

    private static readonly TableColumn<FrameReport>[] s_columns =
    [
        new("sequence", r => r.Sequence),
        new("frame", r => r.Frame),
        new("file", r => r.File),
        new("page", r => r.Page),
        new("p_oof", r => r.ProbabilityOutOfFocus),
        new("out_of_focus", r => r.IsLost),
        new("nothing_to_judge", r => r.NothingToJudge),
        new("defocus_um", r => r.DefocusMicrons),
        new("p_side", r => r.DefocusSide),
        new("domain_score", r => r.DomainScore),
        new("in_domain", r => r.InDomain),
        new("called_within_sequence", r => r.CalledWithinSequence),
        new("tenengrad_before", r => r.TenengradBefore),
        new("tenengrad_after", r => r.TenengradAfter),
        new("restored", r => r.Restored),
        new("p_oof_after", r => r.ProbabilityAfter),
        new("still_out_of_focus", r => r.IsOutOfFocusAfter),
        new("neighbours", r => r.Neighbours),
        new("mean_spread", r => r.MeanSpread),
        new("clipped_pixels", r => r.ClippedPixels),
        new("trust", r => r.Trust),
        new("accepted", r => r.Accepted),
        new("rejected_by", r => r.Rejection),
        new("cells", r => r.Cells),
        new("cells_after", r => r.CellsAfter),
        new("cells_lost", r => r.CellsLost),
        new("cells_new", r => r.CellsNew),
        new("contacts", r => r.Contacts),
        new("contacts_after", r => r.ContactsAfter),
        new("picture", r => r.Picture),
        new("error", r => r.Error),
    ];

    private static readonly TableColumn<FrameReport>[] s_facts =
    [
        .. s_columns.Where(c =>
            c.Name is "p_oof" or "out_of_focus" or "defocus_um" or "in_domain" or "restored" or "trust" or "accepted" or "rejected_by"
        ),
    ];

    /// <summary>What files with restored frames tell of each, where their format has a place for it: as the table does.</summary>
    public IReadOnlyList<(string Name, JsonValue? Value)> Facts => [.. s_facts.Select(c => (c.Name, c.Json(this)))];

    /// <summary>Writes the table, whole or not at all.</summary>
    public static void Write(string path, IEnumerable<FrameReport> reports) => Tables.WriteCsv(path, s_columns, reports);

    /// <summary>The same as Parquet.</summary>
    public static void WriteParquet(string path, IReadOnlyList<FrameReport> reports) => Tables.WriteParquet(path, s_columns, reports);

    /// <summary>Reads the table; names are as they are shown.</summary>
    /// <exception cref="PostFocus.Imaging.FrameFormatException">It is missing, or not such a table.</exception>
    public static IReadOnlyList<FrameReport> Read(string path) => [.. CsvTable.Read(path, [.. s_columns.Select(c => c.Name)]).Select(Of)];

    private static FrameReport Of(CsvTableRow row) =>
        new(
            row.Known(row.Text("sequence"), "sequence"),
            row.Known(row.Integer("frame"), "frame"),
            row.Known(row.Text("file"), "file"),
            row.Known(row.Integer("page"), "page")
        )
        {
            ProbabilityOutOfFocus = (float?)row.Number("p_oof"),
            IsOutOfFocus = row.Flag("out_of_focus") == true,
            NothingToJudge = row.Flag("nothing_to_judge") == true,
            DefocusMicrons = (float?)row.Number("defocus_um"),
            DefocusSide = (float?)row.Number("p_side"),
            DomainScore = (float?)row.Number("domain_score"),
            InDomain = row.Flag("in_domain"),
            CalledWithinSequence = row.Flag("called_within_sequence"),
            TenengradBefore = (float?)row.Number("tenengrad_before"),
            TenengradAfter = (float?)row.Number("tenengrad_after"),
            Restored = row.Flag("restored") == true,
            ProbabilityAfter = (float?)row.Number("p_oof_after"),
            IsOutOfFocusAfter = row.Flag("still_out_of_focus"),
            Neighbours = row.Integer("neighbours"),
            MeanSpread = (float?)row.Number("mean_spread"),
            ClippedPixels = row.Integer("clipped_pixels") ?? 0,
            Trust = (float?)row.Number("trust"),
            Accepted = row.Flag("accepted"),
            Rejection = row.Text("rejected_by"),
            Cells = row.Integer("cells"),
            CellsAfter = row.Integer("cells_after"),
            CellsLost = row.Integer("cells_lost"),
            CellsNew = row.Integer("cells_new"),
            Contacts = row.Integer("contacts"),
            ContactsAfter = row.Integer("contacts_after"),
            Picture = row.Text("picture"),
            Error = row.Text("error"),
        };
}
