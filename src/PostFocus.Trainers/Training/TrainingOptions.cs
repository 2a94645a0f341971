using PostFocus.Imaging;
using PostFocus.Transforms.MicrosoftML;

namespace PostFocus.Trainers.Training;

/// <summary>How a network is trained, whatever it learns.</summary>
public abstract record TrainingOptions
{
    private protected TrainingOptions() { }

    /// <summary>
    /// File with weights to start from: an ONNX file of the same network, as
    /// <see cref="PostFocus.Trainers.Networks.ClassifierNetwork.LoadWeights(string)"/> and
    /// <see cref="PostFocus.Trainers.Networks.RestorerNetwork.LoadWeights"/> read it, or a model zip with one. Null (default): random
    /// weights.
    /// </summary>
    /// <remarks>
    /// A restorer's may have predicted something else: a diffusion of the residual can start from a regression. Residuals are scaled
    /// by their deviation in the new data, so that estimates are off by the ratio to the old one at first.
    /// </remarks>
    public string? InitialWeightsPath { get; init; }

    /// <summary>
    /// Minutes to train, 0.01 to 1,000,000; null (default) for as long as all steps take. What ends first counts; a classifier's last
    /// epoch is finished. With it, results depend on the machine's speed.
    /// </summary>
    public double? Minutes
    {
        get;
        init => field = Require.Range(value, 0.01, 1_000_000);
    }

    /// <summary>Frames or pairs of a step, 1 to 4096. Default: 50 for classifiers, 16 for others.</summary>
    public int BatchSize
    {
        get;
        init => field = Require.Range(value, 1, 4096);
    }

    /// <summary>Adam's learning rate, 1e-8 to 1. Default: 1e-4 for classifiers, 2e-4 for restorers, 1e-3 for segmenters.</summary>
    public double LearningRate
    {
        get;
        init => field = Require.Range(value, 1e-8, 1);
    }

    /// <summary>
    /// Whether the learning rate falls to zero along a half cosine over the budget of steps or minutes, whichever is spent further.
    /// Default: false for classifiers, as in the paper, true for others.
    /// </summary>
    public bool CosineDecay { get; init; }

    /// <summary>L2 regularisation, 0 to 1. Default 1e-5.</summary>
    public double WeightDecay
    {
        get;
        init => field = Require.Range(value, 0, 1);
    } = 1e-5;

    /// <summary>
    /// Decay of a moving average of the weights, 0 (the weights themselves) to 0.99999, which is what is validated and returned.
    /// Default: 0 for classifiers, 0.999 for restorers, 0.99 for segmenters.
    /// </summary>
    public double AverageDecay
    {
        get;
        init => field = Require.Range(value, 0, 0.99999);
    }

    /// <summary>
    /// Validations without a lower validation loss after which training stops, 1 to 100,000; null (default) for never. Classifiers
    /// are validated after each epoch and the best is always returned; of others the best with it, and the last without.
    /// </summary>
    public int? Patience
    {
        get;
        init => field = Require.Range(value, 1, 100_000);
    }

    /// <summary>
    /// Pixel size in µm, 0.001 to 1000, that frames of known, other pixel size are resampled to, and that the model then
    /// asks for. Null (default): frames are taken as they are.
    /// </summary>
    public double? PixelMicrons
    {
        get;
        init => field = Require.Range(value, 0.001, 1000);
    }

    /// <summary>
    /// Noise and the like that frames, and neighbours, get on their way into the network, in training and in validation. Default: none.
    /// </summary>
    public AcquisitionOptions Acquisition
    {
        get;
        init => field = Require.NotNull(value);
    } = AcquisitionOptions.None;

    /// <summary>
    /// Whether layers compute in bfloat16, weights staying float32: about 1.6 times as fast on CPUs with AVX512-BF16, slower on
    /// others. The exported network computes in float32. Default false.
    /// </summary>
    public bool BFloat16 { get; init; }

    /// <summary>File that training can be resumed from, bit for bit; null (default) for none.</summary>
    public string? CheckpointPath { get; init; }

    /// <summary>
    /// Minutes between checkpoints, 0 (after each step) to 10,000. One is also written at the end and on cancellation. Default 5.
    /// </summary>
    public double CheckpointMinutes
    {
        get;
        init => field = Require.Range(value, 0, 10_000);
    } = 5;

    /// <summary>Whether to go on from <see cref="CheckpointPath"/> if that file exists. Default false.</summary>
    public bool Resume { get; init; }

    /// <summary>
    /// Seed of the split, of weights, order and augmentation, of crops, times and noise. Null (default): the MLContext's; 1 where that has
    /// none.
    /// </summary>
    public ulong? Seed { get; init; }

    internal ulong UsedSeed => Seed ?? MicrosoftMLInternals.DefaultSeed;

    /// <summary>Threads of libtorch, 1 to 1024; null (default) for all cores.</summary>
    public int? Threads
    {
        get;
        init => field = Require.Range(value, 1, 1024);
    }
}
