using CsvHelper.Configuration.Attributes;

namespace PostFocus.Cli.Run;

/// <summary>One row of <c>frames.csv</c>. Tenengrad is in units of the sequence's intensity range, spread in counts.</summary>
internal sealed record FrameReport(
    [property: Name("sequence")] string Sequence,
    [property: Name("frame")] int Frame,
    [property: Name("file")] string File,
    [property: Name("page")] int Page,
    [property: Name("p_oof")] float? ProbabilityOutOfFocus,
    [property: Name("tenengrad_before")] float? TenengradBefore,
    [property: Name("tenengrad_after")] float? TenengradAfter,
    [property: Name("restored")] bool Restored,
    [property: Name("mean_spread")] float? MeanSpread,
    [property: Name("clipped_pixels")] int ClippedPixels,
    [property: Name("error")] string? Error);
