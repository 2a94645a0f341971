namespace PostFocus.Imaging.Sequences;

/// <summary>One frame in a manifest or table of truth.</summary>
/// <param name="Path">The frame's file.</param>
/// <param name="Sequence">Name of its sequence.</param>
/// <param name="FrameIndex">Zero-based index in time.</param>
/// <param name="OutOfFocus">True if out of focus; null if not known.</param>
/// <param name="ReferencePath">The file of the same instant in focus; null if there is none.</param>
/// <param name="DefocusMicrons">Signed distance from the focal plane in µm; null if not known.</param>
/// <param name="PixelMicrons">Side of a pixel in the sample, 0.001 to 1000 µm; null if not known.</param>
public sealed record ManifestRow(
    string Path,
    string Sequence,
    int FrameIndex,
    bool? OutOfFocus,
    string? ReferencePath,
    double? DefocusMicrons,
    double? PixelMicrons = null
)
{
    /// <summary>The file with the number of the cell at each pixel of the frame, 0 where there is none; null if there is none.</summary>
    public string? MaskPath { get; init; }
}
