namespace PostFocus.Trainers.Training;

/// <summary>How far a training is and how well it does.</summary>
public sealed record TrainingProgress
{
    /// <summary>Whether this is about the network that the training returns: told once more, at the end.</summary>
    public bool IsOfResult { get; init; }

    /// <summary>Finished passes over the training set.</summary>
    public int Epoch { get; init; }

    /// <summary>Finished steps.</summary>
    public required long Step { get; init; }

    /// <summary>Time spent training, including before a resume.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Training loss: of the last batch, or the epoch's mean where a validation follows an epoch.</summary>
    public required double Loss { get; init; }

    /// <summary>Loss on the validation set, where it was just measured.</summary>
    public double? ValidationLoss { get; init; }

    /// <summary>Share of validation frames classified correctly, where it was just measured.</summary>
    public double? ValidationAccuracy { get; init; }

    /// <summary>
    /// Mean absolute error in µm of the estimated distance from focus over the validation frames whose distance is known,
    /// where it was just measured.
    /// </summary>
    public double? ValidationDefocusError { get; init; }

    /// <summary>
    /// Mean PSNR in dB of the validation frames, each restored by one sample of
    /// <see cref="PostFocus.Trainers.Training.Restorer.RestorerTrainingOptions.ValidationSamplingSteps"/> steps, where it was just
    /// measured; the data range is that of unit intensities, 2.
    /// </summary>
    public double? ValidationPsnr { get; init; }

    /// <summary>
    /// Contrast of these restored frames: the standard deviation of their pixels as a share of the truth's, mean over the frames, where it
    /// was just measured. Networks that have learnt little fade what they cannot bring back.
    /// </summary>
    public double? ValidationContrast { get; init; }

    /// <summary>
    /// Mean intersection over union of the true cells of the validation frames with those that are found, 0 for one that is not, where it
    /// was just measured.
    /// </summary>
    public double? ValidationOverlap { get; init; }
}
