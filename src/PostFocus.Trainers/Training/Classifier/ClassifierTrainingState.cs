namespace PostFocus.Trainers.Training.Classifier;

/// <summary>What a classifier's training keeps beside weights; the steps tell the epoch and the position in it.</summary>
internal sealed record ClassifierTrainingState : TrainingState
{
    /// <summary>Sum of the losses of the frames of the epoch so far.</summary>
    public double EpochLoss { get; init; }

    /// <summary>From 0; of the lowest validation loss, or the last without validation.</summary>
    public int BestEpoch { get; init; }

    /// <summary>Logits of being out of focus, one a validation frame.</summary>
    public IReadOnlyList<float> BestLogits { get; init; } = [];
}
