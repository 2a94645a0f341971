using System.Globalization;
using CsvHelper;
using PostFocus.Imaging;

namespace PostFocus.Cli.Run;

/// <summary>
/// One row of <c>frames.csv</c>. Tenengrad is in units of the sequence's intensity range, spread in counts; what could
/// not be measured is empty.
/// </summary>
internal sealed record FrameReport(string Sequence, int Frame, string File, int Page)
{
    public float? ProbabilityOutOfFocus { get; init; }

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
        this with { TenengradAfter = null, Restored = false, Neighbours = null, MeanSpread = null, ClippedPixels = 0, Trust = null, Accepted = null, Error = error };

    /// <summary>Writes the table, whole or not at all.</summary>
    public static void Write(string path, IEnumerable<FrameReport> reports) => FileSafety.WriteWhole(path, temporary =>
    {
        using var csv = CsvWriter.ToFile(temporary, new CsvWriterOptions { NewLine = "\n" });
        csv.WriteRecord(
        [
            "sequence", "frame", "file", "page", "p_oof", "tenengrad_before", "tenengrad_after", "restored",
            "neighbours", "mean_spread", "clipped_pixels", "trust", "accepted", "error",
        ]);
        foreach (FrameReport r in reports)
        {
            csv.WriteRecord(
            [
                r.Sequence, Text(r.Frame), r.File, Text(r.Page), Text(r.ProbabilityOutOfFocus), Text(r.TenengradBefore),
                Text(r.TenengradAfter), Text(r.Restored), r.Neighbours is { } neighbours ? Text(neighbours) : "", Text(r.MeanSpread), Text(r.ClippedPixels), Text(r.Trust),
                r.Accepted is { } accepted ? Text(accepted) : "", r.Error ?? "",
            ]);
        }
    });

    private static string Text(float? value) => value?.ToString("G6", CultureInfo.InvariantCulture) ?? "";

    private static string Text(bool value) => value ? "true" : "false";

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
