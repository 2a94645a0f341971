namespace PostFocus.Trainers.Training;

/// <summary>What a classifier's training keeps beside weights, for checkpoints.</summary>
internal sealed record ClassifierTrainingState
{
    /// <summary>Finished steps, and with them the epoch and the position in it.</summary>
    public long Step { get; init; }

    public TimeSpan Elapsed { get; init; }

    /// <summary>Sum of the losses of the frames of the epoch so far.</summary>
    public double EpochLoss { get; init; }

    /// <summary>From 0; of the lowest validation loss, or the last without validation.</summary>
    public int BestEpoch { get; init; }

    /// <summary>Logits of being out of focus, one a validation frame.</summary>
    public IReadOnlyList<float> BestLogits { get; init; } = [];

    /// <summary>One entry an epoch.</summary>
    public IReadOnlyList<TrainingProgress> History { get; init; } = [];
}
