using PostFocus.Imaging.Storage;
using static PostFocus.Imaging.Storage.CsvTable;

namespace PostFocus.Cli.Run;

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

    /// <summary>Where exposure or brightness changes with this frame, its intensity range over that of the frame before; else null. Not in the table.</summary>
    public float? ExposureChange { get; init; }

    /// <summary>Estimated distance from focus, µm; null where the model estimates none.</summary>
    public float? DefocusMicrons { get; init; }

    /// <summary>Probability that the frame lies on the side z &gt; 0 of focus; null where the model estimates none.</summary>
    public float? DefocusSide { get; init; }

    /// <summary>How unlike the frames trained on it is: up to 1 like them; null where the model knows no domain.</summary>
    public float? DomainScore { get; init; }

    /// <summary>Whether it is like them; null where the model knows no domain, or there is nothing to judge.</summary>
    public bool? InDomain { get; init; }

    public float? TenengradBefore { get; init; }

    public float? TenengradAfter { get; init; }

    public bool Restored { get; init; }

    /// <summary>Frames in focus that the restorer looked at; null where nothing was restored, or where it looks at none.</summary>
    public int? Neighbours { get; init; }

    public float? MeanSpread { get; init; }

    public int ClippedPixels { get; init; }

    /// <summary>The gate's trust; null where nothing was restored, or without a gate.</summary>
    public float? Trust { get; init; }

    /// <summary>The gate's verdict; null where nothing was restored, or without a gate.</summary>
    public bool? Accepted { get; init; }

    /// <summary>Why the frame could not be used, or its file not written.</summary>
    public string? Error { get; init; }

    /// <summary>What is left to tell where the frame's file could not be written.</summary>
    public FrameReport WithoutRestoration(string error) =>
        this with
        {
            TenengradAfter = null,
            Restored = false,
            Neighbours = null,
            MeanSpread = null,
            ClippedPixels = 0,
            Trust = null,
            Accepted = null,
            Error = error,
        };

    /// <summary>Writes the table, whole or not at all.</summary>
    public static void Write(string path, IEnumerable<FrameReport> reports) =>
        CsvTable.Write(
            path,
            [
                "sequence",
                "frame",
                "file",
                "page",
                "p_oof",
                "nothing_to_judge",
                "defocus_um",
                "p_side",
                "domain_score",
                "in_domain",
                "tenengrad_before",
                "tenengrad_after",
                "restored",
                "neighbours",
                "mean_spread",
                "clipped_pixels",
                "trust",
                "accepted",
                "error",
            ],
            reports.Select(r =>
                (string[])
                    [
                        Cell(Wording.Shown(r.Sequence)),
                        Cell(r.Frame),
                        Cell(Wording.Shown(r.File)),
                        Cell(r.Page),
                        Cell(r.ProbabilityOutOfFocus),
                        Cell(r.NothingToJudge),
                        Cell(r.DefocusMicrons),
                        Cell(r.DefocusSide),
                        Cell(r.DomainScore),
                        Cell(r.InDomain),
                        Cell(r.TenengradBefore),
                        Cell(r.TenengradAfter),
                        Cell(r.Restored),
                        Cell(r.Neighbours),
                        Cell(r.MeanSpread),
                        Cell(r.ClippedPixels),
                        Cell(r.Trust),
                        Cell(r.Accepted),
                        Cell(r.Error is { } error ? Wording.Shown(error) : null),
                    ]
            )
        );
}
