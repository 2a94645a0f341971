using PostFocus.Transforms.ModelZip;

namespace PostFocus.Transforms.Domain;

/// <summary>What the limit of a domain rests on.</summary>
public sealed record DomainCalibration
{
    /// <summary>The share of frames like those trained on that are called out of the domain, 0 to 1.</summary>
    public required double FalseAlarms { get; init; }

    /// <summary>Wells that the distributions were fitted on.</summary>
    public int FittingWells { get; init; }

    /// <summary>Their frames.</summary>
    public int FittingFrames { get; init; }

    /// <summary>Wells that set the limit, none of them fitted on.</summary>
    public int LimitWells { get; init; }

    /// <summary>Their frames.</summary>
    public int LimitFrames { get; init; }

    /// <summary>Written to a zip, or read from it.</summary>
    internal DomainCalibration Through(ModelZipFields zip) =>
        new()
        {
            FalseAlarms = zip.Field(FalseAlarms),
            FittingWells = zip.Field(FittingWells),
            FittingFrames = zip.Field(FittingFrames),
            LimitWells = zip.Field(LimitWells),
            LimitFrames = zip.Field(LimitFrames),
        };
}
