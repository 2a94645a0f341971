using PostFocus.Transforms.ModelZip;

namespace PostFocus.Transforms.Gate;

/// <summary>What a gate's threshold rests on: figures of the wells that it was fitted on, and of those that set the threshold.</summary>
public sealed record GateCalibration
{
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

    /// <summary>Upper bound of the share of such wells among those with an accepted frame; 1 where no threshold holds.</summary>
    public double UpperBound { get; init; } = 1;

    /// <summary>Expected calibration error of the trust over the threshold wells' restored frames, 0 to 1, in 15 bins.</summary>
    public double CalibrationError { get; init; }

    /// <summary>Samples that the frames were restored with; null: not known.</summary>
    public int? Samples { get; init; }

    /// <summary>Denoising steps that the frames were restored with; null: not known.</summary>
    public int? Steps { get; init; }

    /// <summary>How far away frames in focus were looked at when the frames were restored, in frames; null: not known.</summary>
    public int? NeighbourDistance { get; init; }

    /// <summary>The correlation that was asked of these; null: not known.</summary>
    public double? NeighbourCorrelation { get; init; }

    internal static GateCalibration Read(BinaryReader reader) => new()
    {
        AllowedWorse = reader.ReadDouble(),
        Confidence = reader.ReadDouble(),
        FittingWells = reader.ReadInt32(),
        FittingFrames = reader.ReadInt32(),
        FittingWorse = reader.ReadInt32(),
        ThresholdWells = reader.ReadInt32(),
        ThresholdFrames = reader.ReadInt32(),
        ThresholdWorse = reader.ReadInt32(),
        AcceptedWells = reader.ReadInt32(),
        AcceptedFrames = reader.ReadInt32(),
        AcceptedWorse = reader.ReadInt32(),
        FailedWells = reader.ReadInt32(),
        UpperBound = reader.ReadDouble(),
        CalibrationError = reader.ReadDouble(),
        Samples = Known(reader.ReadInt32()),
        Steps = Known(reader.ReadInt32()),
        NeighbourDistance = reader.ReadOptionalDouble() is { } distance ? (int)distance : null,
        NeighbourCorrelation = reader.ReadOptionalDouble(),
    };

    internal void Write(BinaryWriter writer)
    {
        writer.Write(AllowedWorse);
        writer.Write(Confidence);
        writer.Write(FittingWells);
        writer.Write(FittingFrames);
        writer.Write(FittingWorse);
        writer.Write(ThresholdWells);
        writer.Write(ThresholdFrames);
        writer.Write(ThresholdWorse);
        writer.Write(AcceptedWells);
        writer.Write(AcceptedFrames);
        writer.Write(AcceptedWorse);
        writer.Write(FailedWells);
        writer.Write(UpperBound);
        writer.Write(CalibrationError);
        writer.Write(Samples ?? 0);
        writer.Write(Steps ?? 0);
        writer.WriteOptional(NeighbourDistance);
        writer.WriteOptional(NeighbourCorrelation);
    }

    private static int? Known(int number) => number > 0 ? number : null;
}
