namespace PostFocus.Trainers.Training.Restorer;

/// <summary>What a restorer's training keeps beside weights.</summary>
internal sealed record RestorerTrainingState : TrainingState
{
    /// <summary>The best validation, where training stops early.</summary>
    public TrainingProgress? Best { get; init; }

    /// <summary>Validations since.</summary>
    public int SinceBest { get; init; }
}
