using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Gate;

namespace PostFocus.Cli.Versions;

/// <summary>What a frame is measured on: as recorded, or with what was done to those called out of focus.</summary>
/// <param name="Name">In tables.</param>
/// <param name="Column">Its frames in the pipeline.</param>
internal sealed record FrameVersion(string Name, string Column)
{
    /// <summary>The frames of the same instants in focus, against which all others are measured.</summary>
    public static FrameVersion InFocus { get; } = new("in focus", LoadedColumns.Reference);

    /// <summary>Against which gains are told.</summary>
    public static FrameVersion Recorded { get; } = new("as recorded", LoadedColumns.Frame);

    public static FrameVersion HalfContrast { get; } = new("half contrast", "HalfContrast");

    /// <summary>The one that comes nearest to the frame in focus, so better than anyone could choose.</summary>
    public static FrameVersion BestGaussian { get; } = new("best Gaussian", "BestGaussian");

    public static FrameVersion Restored { get; } = new("restored", "Restored");

    /// <summary>Restored where the gate accepts it.</summary>
    public static FrameVersion Gated { get; } = new("gated", new RestorationGateEstimator.Options().KeptColumnName);

    /// <summary>The same where the restoration changes the cells no more than time does; made of the cells found, not of frames.</summary>
    public static FrameVersion Judged { get; } = new("gated, by cells", "");
}
