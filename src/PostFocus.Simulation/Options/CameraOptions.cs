using PostFocus.Imaging;

namespace PostFocus.Simulation.Options;

/// <summary>The camera: light level, noise and digitisation.</summary>
public sealed record CameraOptions
{
    /// <summary>Bits of the converter; up to 8 are stored as 8-bit frames, more as 16-bit ones. 8 to 16. Default 12.</summary>
    public int Bits { get; init; } = 12;

    /// <summary>Brightness of an empty field as a share of full scale. 0.05 to 0.9. Default 0.4.</summary>
    public double BlankLevel { get; init; } = 0.4;

    /// <summary>Offset (black level) as a share of full scale. 0 to 0.2. Default 0.025.</summary>
    public double OffsetLevel { get; init; } = 0.025;

    /// <summary>Electrons that make full scale; fewer is noisier. 100 to 1,000,000. Default 12,000.</summary>
    public double FullScaleElectrons { get; init; } = 12_000;

    /// <summary>Standard deviation of the read-out noise in electrons. 0 to 1,000. Default 5.</summary>
    public double ReadNoiseElectrons { get; init; } = 5;

    internal PixelType PixelType => Bits <= 8 ? PixelType.UInt8 : PixelType.UInt16;

    internal void Validate()
    {
        Require.Between(Bits, 8, 16, "bits");
        Require.Between(BlankLevel, 0.05, 0.9, "of full scale");
        Require.Between(OffsetLevel, 0, 0.2, "of full scale");
        Require.Between(FullScaleElectrons, 100, 1e6, "electrons");
        Require.Between(ReadNoiseElectrons, 0, 1000, "electrons");
    }
}
