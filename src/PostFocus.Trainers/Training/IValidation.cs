namespace PostFocus.Trainers.Training;

/// <summary>The frames, or pairs, that a training is watched by.</summary>
internal interface IValidation<TNetwork>
{
    /// <summary>Whether there is nothing to measure on.</summary>
    bool IsEmpty { get; }

    /// <summary>Adds what the network achieves to the report.</summary>
    TrainingProgress Measure(TNetwork network, TrainingProgress report);
}
