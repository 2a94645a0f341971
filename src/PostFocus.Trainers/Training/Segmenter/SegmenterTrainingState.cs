namespace PostFocus.Trainers.Training.Segmenter;

/// <summary>What a segmenter's training keeps beside weights.</summary>
internal sealed record SegmenterTrainingState : TrainingState
{
    /// <summary>The best validation, where training stops early.</summary>
    public TrainingProgress? Best { get; init; }

    /// <summary>Validations since.</summary>
    public int SinceBest { get; init; }
}
