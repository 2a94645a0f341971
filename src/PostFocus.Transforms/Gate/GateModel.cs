using PostFocus.Imaging;
using PostFocus.Transforms.Classification;
using PostFocus.Transforms.ModelZip;

namespace PostFocus.Transforms.Gate;

/// <summary>One number of the evidence, and what it counts for.</summary>
/// <param name="Name">Of <see cref="GateModel.EvidenceNames"/>.</param>
/// <param name="Mean">Over the frames that were fitted on.</param>
/// <param name="Scale">Standard deviation over them, above 0.</param>
/// <param name="Weight">Of (number − mean) / scale in the logit of the trust.</param>
public sealed record GateFeature(string Name, double Mean, double Scale, double Weight)
{
    /// <summary>Written to a zip, or read from it.</summary>
    internal GateFeature Through(ModelZipFields zip) => new(zip.Field(Name), zip.Field(Mean), zip.Field(Scale), zip.Field(Weight));
}

/// <summary>
/// Judges restored frames: the trust is the estimated probability that a frame is not worse than its input, a logistic function of
/// the evidence, and frames are accepted from a threshold on.
/// </summary>
public sealed class GateModel
{
    private readonly GateFeature[] _features;

    /// <param name="features">One for each of <see cref="EvidenceNames"/>, in that order, all numbers finite.</param>
    /// <param name="bias">Logit of the trust in a frame whose evidence is the mean.</param>
    /// <param name="threshold">Least trust of an accepted frame, 0 to 1; null: none is accepted.</param>
    /// <param name="calibration">What the threshold rests on.</param>
    /// <param name="usual">The evidence of the frames that were fitted on; null: not known, so that any is taken for usual.</param>
    /// <exception cref="ArgumentException">The features are not those of the evidence, or a number is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is out of its range.</exception>
    public GateModel(
        IReadOnlyList<GateFeature> features,
        double bias,
        double? threshold,
        GateCalibration calibration,
        UsualEvidence? usual = null
    )
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(calibration);
        if (!features.Select(f => f.Name).SequenceEqual(EvidenceNames))
        {
            throw new ArgumentException(
                $"A gate weighs {string.Join(", ", EvidenceNames)}, in this order; given are {string.Join(", ", features.Select(f => f.Name))}.",
                nameof(features)
            );
        }
        if (
            !double.IsFinite(bias)
            || features.Any(f => !double.IsFinite(f.Mean) || !double.IsFinite(f.Weight) || !double.IsFinite(f.Scale) || f.Scale <= 0)
        )
            throw new ArgumentException("Bias, means and weights of a gate must be finite, scales finite and above 0.", nameof(features));
        _features = [.. features];
        (Bias, Threshold, Calibration, Usual) = (bias, Require.Range(threshold, 0, 1, nameof(threshold)), calibration, usual);
    }

    /// <summary>
    /// The numbers that a frame is judged by: sharpness of the restored frame (Restored…) and what it gained over the recorded one (Gain…),
    /// as in <c>SharpnessFeatures</c> but with the contrast relative to the intensity range; mean and 95th percentile of the spread, its
    /// mean over the size of the change, the size of the change, the shift of the mean brightness; three figures of
    /// <see cref="PostFocus.Imaging.DataConsistency.ReblurConsistency"/>; and the focus classifier's score of the recorded frame, between
    /// −8 and 8: a frame that was in focus has nothing to gain. All but VollathF4, VollathF5 and the score are logarithms to the base 10.
    /// </summary>
    public static IReadOnlyList<string> EvidenceNames => RestorationEvidence.Names;

    /// <summary>The weights, in the order of <see cref="EvidenceNames"/>.</summary>
    public IReadOnlyList<GateFeature> Features => _features;

    /// <summary>Logit of the trust in a frame whose evidence is the mean.</summary>
    public double Bias { get; }

    /// <summary>Least trust of an accepted frame, 0 to 1; null: none is accepted, as no threshold keeps the promise.</summary>
    public double? Threshold { get; }

    /// <summary>What the threshold rests on.</summary>
    public GateCalibration Calibration { get; }

    /// <summary>
    /// The evidence of the frames that were fitted on: of other frames the trust is no probability, however high it is, and they are
    /// not accepted. Null where it is not known.
    /// </summary>
    public UsualEvidence? Usual { get; }

    /// <summary>The probability that a frame is not worse than its input, 0 to 1.</summary>
    internal float Trust(float[] evidence)
    {
        var logit = Bias;
        for (var i = 0; i < _features.Length; i++)
            logit += _features[i].Weight * (evidence[i] - _features[i].Mean) / _features[i].Scale;
        return FocusVerdict.Logistic((float)logit);
    }

    /// <summary>
    /// Why a frame is not accepted (<see cref="GateRejection"/>); null where it is one of those that the trust is about, and that is high
    /// enough.
    /// </summary>
    /// <param name="row">The frame.</param>
    /// <param name="trust">In it.</param>
    /// <param name="evidence">What the trust is made of.</param>
    internal string? Rejects(RestoredRow row, float trust, float[] evidence) =>
        !Calibration.Covers(row.PixelMicrons) ? GateRejection.PixelSize
        : !row.IsInDomain ? GateRejection.Domain
        : Usual?.Holds(evidence) == false ? GateRejection.Evidence
        : trust >= Threshold ? null
        : GateRejection.Trust;

    /// <summary>Written to a zip, or read from it where there is none.</summary>
    /// <exception cref="PostFocusException">The gate was made by a version that looked at other evidence, or is damaged.</exception>
    internal static GateModel Through(ModelZipFields zip, GateModel? model)
    {
        var features = new GateFeature[zip.Field(model?._features.Length ?? 0) is >= 0 and < 1000 and var count ? count : 0];
        for (var i = 0; i < features.Length; i++)
            features[i] = (model?._features[i] ?? new("", 0, 0, 0)).Through(zip);
        double bias = zip.Field(model?.Bias ?? 0),
            threshold = zip.Field(model?.Threshold ?? double.NaN);
        var calibration = (model?.Calibration ?? new() { AllowedWorse = 0, Confidence = 0 }).Through(zip);
        try
        {
            var usual =
                zip.Has(RestorationGateTransformer.WithDomain) && zip.Field(model?.Usual is not null)
                    ? UsualEvidence.Through(zip, model?.Usual)
                    : null;
            return new(features, bias, double.IsNaN(threshold) ? null : threshold, calibration, usual);
        }
        catch (ArgumentException e)
        {
            throw new PostFocusException(
                $"The gate inside the model zip cannot be used: {e.Message} Train it again with 'postfocus train gate'.",
                e
            );
        }
    }
}
