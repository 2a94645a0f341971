using PostFocus.Imaging;
using PostFocus.Trainers.Networks;

namespace PostFocus.Trainers.Training;

/// <summary>How a focus classifier is trained. Defaults are the paper's where it states them.</summary>
public sealed record ClassifierTrainingOptions
{
    /// <summary>The network. Default: the compact one.</summary>
    public ClassifierNetworkOptions Network { get; init; } = CoAtNetOptions.Compact;

    /// <summary>
    /// File with weights to start from: an ONNX file as <see cref="ClassifierNetwork.LoadWeights(string)"/> reads it, or a model
    /// zip with a classifier. Null (default): random weights.
    /// </summary>
    public string? InitialWeightsPath { get; init; }

    /// <summary>Passes over the training set, 1 to 100,000. Default 100.</summary>
    public int Epochs { get; init => field = Require.Range(value, 1, 100_000); } = 100;

    /// <summary>
    /// Minutes to train, 0.01 to 1,000,000: the epoch in which they are spent is the last. Null (default) for as long as
    /// <see cref="Epochs"/> take; what ends first counts. With it, results depend on the machine's speed.
    /// </summary>
    public double? Minutes { get; init => field = Require.Range(value, 0.01, 1_000_000); }

    /// <summary>Frames of a step, 1 to 4096. Default 50.</summary>
    public int BatchSize { get; init => field = Require.Range(value, 1, 4096); } = 50;

    /// <summary>Adam's learning rate, 1e-8 to 1. Default 1e-4.</summary>
    public double LearningRate { get; init => field = Require.Range(value, 1e-8, 1); } = 1e-4;

    /// <summary>
    /// Whether the learning rate falls to zero along a half cosine over the budget of epochs or minutes, whichever is spent
    /// further. Default false, as in the paper.
    /// </summary>
    public bool CosineDecay { get; init; }

    /// <summary>L2 regularisation, 0 to 1. Default 1e-5.</summary>
    public double WeightDecay { get; init => field = Require.Range(value, 0, 1); } = 1e-5;

    /// <summary>
    /// Weight of each class in the training loss, 0 to 1000: in focus, out of focus; empty for equal weights, the default.
    /// Validation losses are unweighted.
    /// </summary>
    public IReadOnlyList<float> ClassWeights { get; init => field = Require.Each(value, 0, 10_000, 0, 1000); } = [];

    /// <summary>
    /// Weight beside the cross-entropy, 0 to 1000, of the smooth L1 error (Huber with its corner at 1) of |z| in units of
    /// <see cref="ClassifierNetwork.DefocusUnitMicrons"/>. Only for networks that estimate defocus. Default 1.
    /// </summary>
    public double DefocusWeight { get; init => field = Require.Range(value, 0, 1000); } = 1;

    /// <summary>
    /// Weight beside the cross-entropy, 0 to 1000, of the binary cross-entropy of the side, z &gt; 0. Only for networks that
    /// estimate defocus. Default 0.2.
    /// </summary>
    public double SideWeight { get; init => field = Require.Range(value, 0, 1000); } = 0.2;

    /// <summary>
    /// Distance from focus in µm, 0 to 1000, up to which a frame has no side to learn. Default 1.
    /// </summary>
    public double SideFromMicrons { get; init => field = Require.Range(value, 0, 1000); } = 1;

    /// <summary>
    /// Pixel size in µm, 0.001 to 1000, that frames of known, other pixel size are resampled to, and that the model then
    /// asks for. Null (default): frames are taken as they are.
    /// </summary>
    public double? PixelMicrons { get; init => field = Require.Range(value, 0.001, 1000); }

    /// <summary>Epochs without a lower validation loss after which training stops, 1 to 100,000; null (default) for never.</summary>
    public int? Patience { get; init => field = Require.Range(value, 1, 100_000); }

    /// <summary>
    /// Decay of a moving average of the weights, 0 to 0.99999, which is then what is validated and returned.
    /// Default 0: the weights themselves.
    /// </summary>
    public double AverageDecay { get; init => field = Require.Range(value, 0, 0.99999); }

    /// <summary>Random changes to training frames.</summary>
    public AugmentationOptions Augmentation { get; init; } = new();

    /// <summary>
    /// Whether layers compute in bfloat16, weights staying float32: faster on CPUs with AVX512-BF16, slower on others. The
    /// exported network computes in float32. Default false.
    /// </summary>
    public bool BFloat16 { get; init; }

    /// <summary>File that training can be resumed from, bit for bit; null (default) for none.</summary>
    public string? CheckpointPath { get; init; }

    /// <summary>Minutes between checkpoints, 0 (after each step) to 10,000. One is also written at the end and on cancellation. Default 5.</summary>
    public double CheckpointMinutes { get; init => field = Require.Range(value, 0, 10_000); } = 5;

    /// <summary>Whether to go on from <see cref="CheckpointPath"/> if that file exists. Default false.</summary>
    public bool Resume { get; init; }

    /// <summary>Seed of weights, order and augmentation. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Threads of libtorch, 1 to 1024; null (default) for all cores.</summary>
    public int? Threads { get; init => field = Require.Range(value, 1, 1024); }
}
