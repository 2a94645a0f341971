using System.Globalization;
using System.Text;

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

    /// <summary>In a line of text: the time, how far it is, and what was just measured.</summary>
    public override string ToString()
    {
        var line = new StringBuilder();
        Add($"{(IsOfResult ? "kept: " : "")}{Elapsed:hh\\:mm\\:ss} epoch {Epoch} step {Step} loss {Loss:F4}");
        if (ValidationLoss is { } loss)
            Add($", validation loss {loss:F4}");
        if (ValidationAccuracy is { } accuracy)
            Add($", accuracy {accuracy:F4}");
        if (ValidationDefocusError is { } error)
            Add($", defocus error {error:F2} µm");
        if (ValidationPsnr is { } psnr)
            Add($", PSNR of one step {psnr:F2} dB");
        if (ValidationContrast is { } contrast)
            Add($", contrast {contrast:F2} of the truth's");
        if (ValidationOverlap is { } overlap)
            Add($", overlap with true cells {overlap:F3}");
        return line.ToString();

        void Add(FormattableString part) => line.Append(part.ToString(CultureInfo.InvariantCulture));
    }
}
