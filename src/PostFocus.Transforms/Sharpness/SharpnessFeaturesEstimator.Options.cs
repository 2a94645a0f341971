using PostFocus.Transforms.ModelZip;

namespace PostFocus.Transforms.Sharpness;

public sealed partial class SharpnessFeaturesEstimator
{
    /// <summary>Columns of sharpness features.</summary>
    /// <param name="OutputColumnName">Vector of features.</param>
    /// <param name="FrameColumnName">Frames or MLImages.</param>
    internal sealed record Options(string OutputColumnName, string FrameColumnName)
    {
        /// <summary>Written to a zip, or read from it.</summary>
        public static Options Through(ModelZipFields zip, Options? options) =>
            new(zip.Field(options?.OutputColumnName ?? ""), zip.Field(options?.FrameColumnName ?? ""));
    }
}
