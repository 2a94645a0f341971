namespace PostFocus.Imaging;

/// <summary>Where one frame lies.</summary>
/// <param name="Path">The file, or the folder of a Zarr image.</param>
/// <param name="Page">Zero-based page (TIFF directory, Zarr plane) in the file; 0 in other files.</param>
public sealed record FrameLocation(string Path, int Page)
{
    /// <summary>How the file is read; null (default): it is of one of the formats of this library, and recognised.</summary>
    public IFrameFormat? Format { get; init; }
}
