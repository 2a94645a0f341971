using PostFocus.Imaging.DataConsistency;
using PostFocus.Imaging.Intensity;
using PostFocus.Imaging.NoData;
using PostFocus.Transforms.Frames;

namespace PostFocus.Transforms.Restoration;

/// <summary>The nearest frame in focus before or after a frame of a video.</summary>
/// <param name="Frame">The frame, in counts.</param>
/// <param name="Map">Its intensities.</param>
/// <param name="Distance">How many frames away, 1 or more.</param>
internal sealed record Neighbour(NamedFrame Frame, IntensityMap Map, long Distance)
{
    /// <summary>
    /// Channels of a network's input for one neighbour: its pixels, and everywhere its nearness; zeros where there is none.
    /// </summary>
    public const int Channels = 2;

    // Pixels: more than defocus blurs a frame that can be restored.
    private const double Coarse = 8;

    /// <summary>1 for the next frame, 1/n for the n-th.</summary>
    public static float Nearness(long distance) => 1f / distance;

    /// <summary>
    /// Whether it shows the place that a frame shows, as far as that can be told
    /// (<see cref="ConditionalRestoreEstimator.Options.NeighbourCorrelation"/>).
    /// </summary>
    public bool ShowsThePlaceOf(NamedFrame frame, double correlation) =>
        correlation <= -1
        || CoarseCorrelation.Measure(
            frame.Frame.Counts,
            Frame.Frame.Counts,
            frame.Frame.Height,
            frame.Frame.Width,
            Coarse,
            MissingPixels.InEither(frame.Missing, Frame.Missing)
        ) >= correlation;
}
