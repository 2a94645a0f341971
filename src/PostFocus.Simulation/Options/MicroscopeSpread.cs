using PostFocus.Imaging;

namespace PostFocus.Simulation.Options;

/// <summary>
/// How far the wells' microscopes lie around the one that is given: no two instruments are alike, nor is one from day to
/// day. Every well draws its own evenly from these ranges, which <see cref="AssayOptions.Variation"/> scales.
/// </summary>
public sealed record MicroscopeSpread
{
    /// <summary>
    /// Microscopes of many makers and of many states of alignment: some rings are negative, and prisms lie in any direction.
    /// </summary>
    public static MicroscopeSpread Wide { get; } =
        new()
        {
            ObjectiveNA = 0.12,
            Condenser = 0.15,
            Wavelength = 0.05,
            RingTransmission = 0.4,
            OtherRingShare = 0.15,
            Shear = 0.5,
            Bias = 0.5,
            DirectionDegrees = 180,
        };

    /// <summary>Of <see cref="MicroscopeOptions.ObjectiveNA"/>, as a share of it. 0 to 0.25. Default 0.03.</summary>
    public double ObjectiveNA { get; init; } = 0.03;

    /// <summary>Of both radii of the condenser and, with them, of the ring, as a share of them. 0 to 0.25. Default 0.05.</summary>
    public double Condenser { get; init; } = 0.05;

    /// <summary>Of <see cref="MicroscopeOptions.WavelengthMicrons"/>, as a share of it. 0 to 0.1. Default 0.03.</summary>
    public double Wavelength { get; init; } = 0.03;

    /// <summary>Of <see cref="MicroscopeOptions.RingTransmission"/>, as a share of it. 0 to 0.9. Default 0.25.</summary>
    public double RingTransmission { get; init; } = 0.25;

    /// <summary>Share of wells whose phase ring is of the other sign; not scaled. 0 to 1. Default 0.</summary>
    public double OtherRingShare { get; init; }

    /// <summary>Of <see cref="DicOptions.ShearMicrons"/>, as a share of it. 0 to 0.9. Default 0.3.</summary>
    public double Shear { get; init; } = 0.3;

    /// <summary>Of <see cref="DicOptions.BiasDegrees"/>, as a share of it. 0 to 0.9. Default 0.3.</summary>
    public double Bias { get; init; } = 0.3;

    /// <summary>Of <see cref="DicOptions.DirectionDegrees"/>, in degrees; 180 is any direction. 0 to 180. Default 0.</summary>
    public double DirectionDegrees { get; init; }

    /// <summary>By what factor the finest detail of a well's microscope exceeds that of the one given, at most.</summary>
    internal double Finest(double variation) => (1 + variation * Math.Max(ObjectiveNA, Condenser)) / (1 - variation * Wavelength);

    internal void Validate()
    {
        Require.Between(ObjectiveNA, 0, 0.25);
        Require.Between(Condenser, 0, 0.25);
        Require.Between(Wavelength, 0, 0.1);
        Require.Between(RingTransmission, 0, 0.9);
        Require.Between(OtherRingShare, 0, 1);
        Require.Between(Shear, 0, 0.9);
        Require.Between(Bias, 0, 0.9);
        Require.Between(DirectionDegrees, 0, 180, "°");
    }
}
