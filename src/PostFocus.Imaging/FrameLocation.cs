namespace PostFocus.Imaging;

/// <summary>Where one frame lies.</summary>
/// <param name="Path">The file.</param>
/// <param name="Page">Zero-based page (TIFF directory) in the file; 0 in a PNG.</param>
public sealed record FrameLocation(string Path, int Page);
