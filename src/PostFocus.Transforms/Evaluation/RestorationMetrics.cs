namespace PostFocus.Transforms.Evaluation;

/// <summary>What restoration did to frames whose truth is known; made by <c>mlContext.FocusRestoration.Evaluate</c>.</summary>
/// <remarks>
/// Frames are measured in units of their intensity map's range (black 0, white 1), of one map for the recorded, the restored
/// and the true frame, so that values compare between cameras. Quantities that are not defined are NaN.
/// </remarks>
public sealed class RestorationMetrics
{
    internal RestorationMetrics() { }

    /// <summary>Rows of the data.</summary>
    public required int FrameCount { get; init; }

    /// <summary>Rows that were restored: those that all but the flicker is measured on.</summary>
    public required int RestoredCount { get; init; }

    /// <summary>Recorded frames against the truth.</summary>
    public required RestorationLikeness Before { get; init; }

    /// <summary>Restored frames against the truth.</summary>
    public required RestorationLikeness After { get; init; }

    /// <summary>PSNR after less PSNR before, frame by frame, dB.</summary>
    public required MetricStatistics PsnrGain { get; init; }

    /// <summary>Share of frames whose PSNR rose, 0 to 1; NaN where there are no frames.</summary>
    public required double ShareImproved { get; init; }

    /// <summary>
    /// Spearman's correlation, over frames, of the mean spread over the pixels with the root mean square error: whether the
    /// spread tells the bad frames. Frames of a single sample, which have no spread, are left out here and below.
    /// </summary>
    public required double SpreadErrorOverFrames { get; init; }

    /// <summary>
    /// Spearman's correlation, over the pixels of a frame, of spread with absolute error: whether the spread tells the bad places.
    /// </summary>
    public required MetricStatistics SpreadErrorWithinFrames { get; init; }

    /// <summary>Share of a frame's pixels whose truth lies within restored ± 2 spreads: 0.95 if the spread were a normal error's.</summary>
    public required MetricStatistics Coverage { get; init; }

    /// <summary>
    /// Mean absolute change from frame to frame beyond the truth's, of recorded videos; over sequences, as a share of the
    /// intensity range. Of all rows, restored or not, that follow each other in a sequence.
    /// </summary>
    public required MetricStatistics FlickerBefore { get; init; }

    /// <summary>The same of the restored videos.</summary>
    public required MetricStatistics FlickerAfter { get; init; }

    /// <summary>What the Fréchet distances are named after; null where none were measured.</summary>
    public required string? FrechetFeatures { get; init; }

    /// <summary>Fréchet distance of the recorded frames to the true ones; NaN where not measured, or for fewer than two frames.</summary>
    public required double FrechetDistanceBefore { get; init; }

    /// <summary>Fréchet distance of the restored frames to the true ones.</summary>
    public required double FrechetDistanceAfter { get; init; }
}
