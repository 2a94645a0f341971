using PostFocus.Transforms.ModelZip;

namespace PostFocus.Transforms.Frames;

/// <summary>What a transformer loads that reads frames.</summary>
/// <param name="Output">Column of frames.</param>
/// <param name="PathColumn">Column of paths.</param>
/// <param name="Folder">Folder that relative paths start from; null: the working folder.</param>
/// <param name="Height">Of the frames, pixels.</param>
/// <param name="Width">Of the frames, pixels.</param>
internal sealed record FrameLoadingOptions(string Output, string PathColumn, string? Folder, int Height, int Width)
{
    /// <summary>Written to a zip, or read from it.</summary>
    public static FrameLoadingOptions Through(ModelZipFields zip, FrameLoadingOptions? options) =>
        new(
            zip.Field(options?.Output ?? ""),
            zip.Field(options?.PathColumn ?? ""),
            zip.Optional(options?.Folder),
            zip.Field(options?.Height ?? 0),
            zip.Field(options?.Width ?? 0)
        );
}
