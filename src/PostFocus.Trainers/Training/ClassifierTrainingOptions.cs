using PostFocus.Trainers.Networks;

namespace PostFocus.Trainers.Training;

/// <summary>How a focus classifier is trained. Defaults are the paper's where it states them.</summary>
public sealed record ClassifierTrainingOptions
{
    /// <summary>The network. Default: the compact one.</summary>
    public ClassifierNetworkOptions Network { get; init; } = CoAtNetOptions.Compact;

    /// <summary>Passes over the training set, 1 to 100,000. Default 100.</summary>
    public int Epochs { get; init => field = Require.Range(value, 1, 100_000); } = 100;

    /// <summary>Frames of a step, 1 to 4096. Default 50.</summary>
    public int BatchSize { get; init => field = Require.Range(value, 1, 4096); } = 50;

    /// <summary>Adam's learning rate, 1e-8 to 1. Default 1e-4.</summary>
    public double LearningRate { get; init => field = Require.Range(value, 1e-8, 1); } = 1e-4;

    /// <summary>Whether the learning rate falls to zero along a half cosine over the epochs. Default false, as in the paper.</summary>
    public bool CosineDecay { get; init; }

    /// <summary>L2 regularisation, 0 to 1. Default 1e-5.</summary>
    public double WeightDecay { get; init => field = Require.Range(value, 0, 1); } = 1e-5;

    /// <summary>Weight of each class in the loss, 0 to 1000; empty for equal weights, the default.</summary>
    public IReadOnlyList<float> ClassWeights { get; init => field = Require.Each(value, 0, 10_000, 0, 1000); } = [];

    /// <summary>Epochs without a lower validation loss after which training stops, 1 to 100,000; null (default) for never.</summary>
    public int? Patience { get; init => field = Require.Range(value, 1, 100_000); }

    /// <summary>
    /// Decay of a moving average of the weights, 0 to 0.99999, which is then what is validated and returned.
    /// Default 0: the weights themselves.
    /// </summary>
    public double AverageDecay { get; init => field = Require.Range(value, 0, 0.99999); }

    /// <summary>Random changes to training frames.</summary>
    public AugmentationOptions Augmentation { get; init; } = new();

    /// <summary>Seed of weights, order and augmentation. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Threads of libtorch, 1 to 1024; null (default) for all cores.</summary>
    public int? Threads { get; init => field = Require.Range(value, 1, 1024); }
}
