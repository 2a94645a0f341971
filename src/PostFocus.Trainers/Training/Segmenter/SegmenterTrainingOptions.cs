using PostFocus.Imaging;
using PostFocus.Trainers.Networks;
using PostFocus.Trainers.Networks.StarConvex;

namespace PostFocus.Trainers.Training.Segmenter;

/// <summary>How a segmenter is trained. The loss is StarDist's (Schmidt et al., MICCAI 2018).</summary>
public sealed record SegmenterTrainingOptions : TrainingOptions
{
    /// <summary>The defaults.</summary>
    public SegmenterTrainingOptions() => (BatchSize, LearningRate, CosineDecay, AverageDecay) = (16, 1e-3, true, 0.99);

    /// <summary>The network. Default: the compact one.</summary>
    public SegmenterNetworkOptions Network { get; init; } = StarConvexUNetOptions.Compact;

    /// <summary>
    /// Steps to train, 1 to 100,000,000; null for as many as <see cref="TrainingOptions.Minutes"/> allows. Default 10,000.
    /// </summary>
    public long? Steps
    {
        get;
        init => field = Require.Range(value, 1, 100_000_000);
    } = 10_000;

    /// <summary>
    /// Height and width in pixels of the random crops trained on, and of the exported network's input, 16 to 1024; a multiple of what
    /// the network asks for. Default 96.
    /// </summary>
    public int TileSize
    {
        get;
        init => field = Require.Range(value, 16, 1024);
    } = 96;

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

    /// <summary>Whether the exported network's weights are stored in float16, at half the size. Default false.</summary>
    public bool HalfWeights { get; init; }

    /// <summary>Steps between validations, 1 to 1,000,000. Default 500.</summary>
    public int ValidationSteps
    {
        get;
        init => field = Require.Range(value, 1, 1_000_000);
    } = 500;

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
        Acquisition.Validate();
        Require.That(
            Steps is not null || Minutes is not null,
            null,
            $"One of {nameof(Steps)} and {nameof(Minutes)} must be set.",
            nameof(Steps)
        );
        Require.That(
            TileSize % Network.Reduction == 0,
            TileSize,
            $"{nameof(TileSize)} must be a multiple of {Network.Reduction}, as the network asks.",
            nameof(TileSize)
        );
    }
}
