namespace PostFocus.Trainers.Training;

/// <summary>What a training that counts steps keeps beside weights.</summary>
internal sealed record StepTrainingState : TrainingState
{
    /// <summary>The best validation, where training stops early.</summary>
    public TrainingProgress? Best { get; init; }

    /// <summary>Validations since.</summary>
    public int SinceBest { get; init; }
}
