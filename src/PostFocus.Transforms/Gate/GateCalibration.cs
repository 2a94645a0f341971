using PostFocus.Transforms.Classification;
using PostFocus.Transforms.Frames;
using PostFocus.Transforms.ModelZip;

namespace PostFocus.Transforms.Gate;

/// <summary>What a gate's threshold rests on: figures of the wells that it was fitted on, and of those that set the threshold.</summary>
public sealed record GateCalibration
{
    private const int MostBins = 1000;

    /// <summary>The share of accepted frames that may be worse than their input, 0 to 1.</summary>
    public required double AllowedWorse { get; init; }

    /// <summary>The confidence with which it is kept, 0 to 1.</summary>
    public required double Confidence { get; init; }

    /// <summary>Wells that the weights were fitted on.</summary>
    public int FittingWells { get; init; }

    /// <summary>Their restored frames.</summary>
    public int FittingFrames { get; init; }

    /// <summary>How many of these are worse than their input.</summary>
    public int FittingWorse { get; init; }

    /// <summary>Wells that the threshold was set on, none of them fitted on.</summary>
    public int ThresholdWells { get; init; }

    /// <summary>Their restored frames.</summary>
    public int ThresholdFrames { get; init; }

    /// <summary>How many of these are worse than their input.</summary>
    public int ThresholdWorse { get; init; }

    /// <summary>Threshold wells with an accepted frame.</summary>
    public int AcceptedWells { get; init; }

    /// <summary>Accepted frames of the threshold wells.</summary>
    public int AcceptedFrames { get; init; }

    /// <summary>How many of these are worse than their input.</summary>
    public int AcceptedWorse { get; init; }

    /// <summary>Threshold wells with an accepted frame that is worse than its input.</summary>
    public int FailedWells { get; init; }

    /// <summary>
    /// Upper bound of the share of a well's accepted frames that are worse than their input, on average over the wells with an accepted
    /// frame; 1 where no threshold holds.
    /// </summary>
    public double UpperBound { get; init; } = 1;

    /// <summary>Expected calibration error of the trust over the threshold wells' restored frames, 0 to 1, in 15 bins.</summary>
    public double CalibrationError { get; init; }

    /// <summary>
    /// The reliability of the trust over the same frames: of each bin the frames in it, their mean trust and the share that is not worse
    /// than its input; empty: not known.
    /// </summary>
    public IReadOnlyList<ReliabilityBin> Reliability { get; init; } = [];

    /// <summary>Samples that the frames were restored with; null: not known.</summary>
    public int? Samples { get; init; }

    /// <summary>Denoising steps that the frames were restored with; null: not known.</summary>
    public int? Steps { get; init; }

    /// <summary>How far away frames in focus were looked at when the frames were restored, in frames; null: not known.</summary>
    public int? NeighbourDistance { get; init; }

    /// <summary>The correlation that was asked of these; null: not known.</summary>
    public double? NeighbourCorrelation { get; init; }

    /// <summary>Smallest pixel size of these frames, µm; null: not known, so that any is taken for theirs.</summary>
    public double? LeastPixelMicrons { get; init; }

    /// <summary>Largest pixel size of these frames, µm; null: not known.</summary>
    public double? MostPixelMicrons { get; init; }

    /// <summary>Which networks scored and restored the frames (<see cref="PretrainedModels.Fingerprint"/>); null: not known.</summary>
    public string? Networks { get; init; }

    /// <summary>Whether frames of a pixel size are among those that the threshold rests on; not known is NaN or not above 0.</summary>
    internal bool Covers(float pixelMicrons) =>
        LeastPixelMicrons is not { } least
        || MostPixelMicrons is not { } most
        || (pixelMicrons >= least / (1 + NetworkUnits.PixelTolerance) && pixelMicrons <= most * (1 + NetworkUnits.PixelTolerance));

    /// <summary>Written to a zip, or read from it.</summary>
    internal GateCalibration Through(ModelZipFields zip) =>
        new()
        {
            AllowedWorse = zip.Field(AllowedWorse),
            Confidence = zip.Field(Confidence),
            FittingWells = zip.Field(FittingWells),
            FittingFrames = zip.Field(FittingFrames),
            FittingWorse = zip.Field(FittingWorse),
            ThresholdWells = zip.Field(ThresholdWells),
            ThresholdFrames = zip.Field(ThresholdFrames),
            ThresholdWorse = zip.Field(ThresholdWorse),
            AcceptedWells = zip.Field(AcceptedWells),
            AcceptedFrames = zip.Field(AcceptedFrames),
            AcceptedWorse = zip.Field(AcceptedWorse),
            FailedWells = zip.Field(FailedWells),
            UpperBound = zip.Field(UpperBound),
            CalibrationError = zip.Field(CalibrationError),
            Samples = Known(zip.Field(Samples ?? 0)),
            Steps = Known(zip.Field(Steps ?? 0)),
            NeighbourDistance = (int?)zip.Optional(NeighbourDistance),
            NeighbourCorrelation = zip.Optional(NeighbourCorrelation),
            LeastPixelMicrons = zip.Has(RestorationGateTransformer.WithDomain) ? zip.Optional(LeastPixelMicrons) : null,
            MostPixelMicrons = zip.Has(RestorationGateTransformer.WithDomain) ? zip.Optional(MostPixelMicrons) : null,
            Networks = zip.Has(RestorationGateTransformer.WithDomain) ? zip.Optional(Networks) : null,
            Reliability = zip.Has(RestorationGateTransformer.WithReliability) ? BinsThrough(zip) : [],
        };

    private ReliabilityBin[] BinsThrough(ModelZipFields zip)
    {
        var count = zip.Field(Reliability.Count);
        if (count is < 0 or > MostBins)
            throw new FormatException($"it has {count} bins of reliability, and up to {MostBins} can be.");
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(i => i < Reliability.Count ? Reliability[i] : default)
                .Select(bin => new ReliabilityBin(
                    zip.Field(bin.From),
                    zip.Field(bin.To),
                    zip.Field(bin.Count),
                    zip.Field(bin.MeanProbability),
                    zip.Field(bin.Frequency)
                )),
        ];
    }

    private static int? Known(int number) => number > 0 ? number : null;
}
