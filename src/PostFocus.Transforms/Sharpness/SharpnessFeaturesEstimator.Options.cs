using PostFocus.Transforms.ModelZip;

namespace PostFocus.Transforms.Sharpness;

/// <summary>Columns of sharpness features.</summary>
/// <param name="Output">Vector of features.</param>
/// <param name="FrameColumn">Frames or MLImages.</param>
internal sealed record SharpnessFeaturesOptions(string Output, string FrameColumn)
{
    /// <summary>Written to a zip, or read from it.</summary>
    public static SharpnessFeaturesOptions Through(ModelZipFields zip, SharpnessFeaturesOptions? options) =>
        new(zip.Field(options?.Output ?? ""), zip.Field(options?.FrameColumn ?? ""));
}
