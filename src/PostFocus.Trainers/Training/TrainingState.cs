namespace PostFocus.Trainers.Training;

/// <summary>What a training keeps beside weights, for checkpoints.</summary>
internal abstract record TrainingState
{
    /// <summary>Finished steps.</summary>
    public long Step { get; init; }

    /// <summary>Time they took.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>One entry a validation, or an epoch.</summary>
    public IReadOnlyList<TrainingProgress> History { get; init; } = [];
}
