using PostFocus.Imaging;
using PostFocus.Trainers.Networks;
using PostFocus.Trainers.Networks.StarConvex;

namespace PostFocus.Trainers.Training.Segmenter;

/// <summary>How a segmenter is trained. The loss is StarDist's (Schmidt et al., MICCAI 2018).</summary>
public sealed record SegmenterTrainingOptions : StepTrainingOptions
{
    /// <summary>The defaults.</summary>
    public SegmenterTrainingOptions() => (Steps, BatchSize, LearningRate, CosineDecay, AverageDecay) = (10_000, 16, 1e-3, true, 0.99);

    /// <summary>The network. Default: the compact one.</summary>
    public SegmenterNetworkOptions Network
    {
        get;
        init => field = Require.NotNull(value);
    } = StarConvexUNetOptions.Compact;

    /// <summary>
    /// Weight of the distances' relative errors beside the cross-entropy of the depth, 0 to 1000. Default 2: at a radius of ten pixels
    /// the 0.2 for each pixel of StarDist's loss.
    /// </summary>
    public double DistanceWeight
    {
        get;
        init => field = Require.Range(value, 0, 1000);
    } = 2;

    /// <summary>Largest relative change of contrast of a frame, 0 to 0.9. Default 0.3.</summary>
    public double Contrast
    {
        get;
        init => field = Require.Range(value, 0, 0.9);
    } = 0.3;

    /// <summary>Largest change of brightness of a frame in unit intensities, 0 to 1. Default 0.2.</summary>
    public double Brightness
    {
        get;
        init => field = Require.Range(value, 0, 1);
    } = 0.2;

    /// <summary>Largest number of validation frames used, 1 to 100,000, spread evenly. Default 200.</summary>
    public int ValidationFrames
    {
        get;
        init => field = Require.Range(value, 1, 100_000);
    } = 200;

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Network);
        Network.Validate();
        Validate(Network.Reduction, (TileSize, nameof(TileSize)));
    }
}
