using PostFocus.Imaging;

namespace PostFocus.Simulation.Options;

/// <summary>The microscope: a condenser annulus (or disc), the objective's pupil and its phase ring.</summary>
public sealed record MicroscopeOptions
{
    /// <summary>20×/0.45 air objective with a positive phase ring, as the TIMING assay is filmed. The default.</summary>
    public static MicroscopeOptions PhaseContrast20x { get; } = new();

    /// <summary>40×/0.6 brightfield with the condenser stopped down.</summary>
    public static MicroscopeOptions BrightField40x { get; } =
        new()
        {
            ObjectiveNA = 0.6,
            CondenserInnerNA = 0,
            CondenserOuterNA = 0.3,
            SourcePoints = 24,
            Ring = PhaseRing.None,
        };

    /// <summary>10×/0.25 with a positive phase ring (Ph1).</summary>
    public static MicroscopeOptions PhaseContrast10x { get; } =
        new()
        {
            ObjectiveNA = 0.25,
            CondenserInnerNA = 0.09,
            CondenserOuterNA = 0.115,
            RingMarginNA = 0.008,
            MisalignmentNA = 0.015,
        };

    /// <summary>20×/0.5 with the prisms of differential interference contrast (Nomarski), the condenser opened to 0.35.</summary>
    public static MicroscopeOptions Dic20x { get; } =
        BrightField40x with
        {
            ObjectiveNA = 0.5,
            CondenserOuterNA = 0.35,
            SourcePoints = 64,
            Dic = new(),
        };

    /// <summary>Numerical aperture of the objective. 0.05 to 1.3, below <see cref="MediumIndex"/>. Default 0.45.</summary>
    public double ObjectiveNA { get; init; } = 0.45;

    /// <summary>Vacuum wavelength of the light in µm. 0.35 to 0.9. Default 0.55.</summary>
    public double WavelengthMicrons { get; init; } = 0.55;

    /// <summary>Refractive index of the medium in the well. 1 to 1.6. Default 1.34.</summary>
    public double MediumIndex { get; init; } = 1.34;

    /// <summary>
    /// Inner numerical aperture of the condenser's annulus; 0 makes it a disc. 0 to 0.8 of <see cref="ObjectiveNA"/>. Default 0.15.
    /// </summary>
    public double CondenserInnerNA { get; init; } = 0.15;

    /// <summary>Outer numerical aperture of the condenser's annulus. From the inner one to 1. Default 0.19.</summary>
    public double CondenserOuterNA { get; init; } = 0.19;

    /// <summary>
    /// Number of source points that sample the condenser. With few of them planes far out of focus show a fine grain: 24
    /// do for a disc of 0.25 and 10 µm, 64 for 25 µm. 1 to 256. Default 16.
    /// </summary>
    public int SourcePoints { get; init; } = 16;

    /// <summary>
    /// Width of the lamp's band around <see cref="WavelengthMicrons"/> in µm; it smooths the rings of defocus. 0 to 0.3. Default 0: one
    /// line.
    /// </summary>
    public double BandMicrons { get; init; }

    /// <summary>Number of wavelengths that sample the band, evenly. 1 to 16. Default 1.</summary>
    public int BandLines { get; init; } = 1;

    /// <summary>
    /// Distance of the slices through which light is propagated (beam propagation), in µm; 0 takes each layer of the
    /// scene as lit by what the ones before let through, without their diffraction, which is several times faster and
    /// does for cells, but not for beads. 0, or 0.5 to 5. Default 0.
    /// </summary>
    public double SliceMicrons { get; init; }

    /// <summary>The phase ring. Default <see cref="PhaseRing.Positive"/>.</summary>
    public PhaseRing Ring { get; init; } = PhaseRing.Positive;

    /// <summary>Amplitude transmission of the ring (its square is the share of direct light that passes). 0.05 to 1. Default 0.6.</summary>
    public double RingTransmission { get; init; } = 0.6;

    /// <summary>By how much numerical aperture the ring is wider than the annulus on each side. 0 to 0.1. Default 0.012.</summary>
    public double RingMarginNA { get; init; } = 0.012;

    /// <summary>
    /// By how much numerical aperture the annulus is imaged larger than the ring, as by a condenser at the wrong height:
    /// only a part of the direct light meets the ring, in every well alike, and dense matter looks grey. 0 to 0.1, with
    /// <see cref="CondenserInnerNA"/> above it. Default 0.
    /// </summary>
    public double RingMismatchNA { get; init; }

    /// <summary>
    /// Greatest decentring of the condenser against the ring, as a numerical aperture; every well has its own. Direct
    /// light that misses the ring adds brightfield and one-sided shading: contrast weakens, as it does over moulded PDMS.
    /// 0 to a fifth of <see cref="ObjectiveNA"/>. Default 0.025.
    /// </summary>
    public double MisalignmentNA { get; init; } = 0.025;

    /// <summary>
    /// Spherical aberration in waves: the coefficient of 6ρ⁴ − 6ρ² + 1 (Zernike), ρ = 1 at the pupil's edge, as from a
    /// cover slip or a floor of the wrong thickness. It makes the two sides of focus unequal. −2 to 2. Default 0.
    /// </summary>
    public double SphericalWaves { get; init; }

    /// <summary>The prisms of differential interference contrast; they go with <see cref="PhaseRing.None"/>. Default null: none.</summary>
    public DicOptions? Dic { get; init; }

    /// <summary>How far the wells' microscopes lie around this one.</summary>
    public MicroscopeSpread Spread { get; init; } = new();

    /// <summary>The wavelengths of the band, evenly around its middle.</summary>
    internal IEnumerable<double> Wavelengths() =>
        Enumerable.Range(0, BandLines).Select(i => WavelengthMicrons + BandMicrons * ((i + 0.5) / BandLines - 0.5));

    internal void Validate()
    {
        Require.Between(ObjectiveNA, 0.05, 1.3);
        Require.Between(WavelengthMicrons, 0.35, 0.9, "µm");
        Require.Between(MediumIndex, 1, 1.6);
        if (ObjectiveNA >= MediumIndex)
            throw new ArgumentOutOfRangeException(
                nameof(ObjectiveNA),
                ObjectiveNA,
                $"ObjectiveNA must be below MediumIndex ({MediumIndex})."
            );
        Require.Between(CondenserInnerNA, 0, 0.8 * ObjectiveNA);
        Require.Between(CondenserOuterNA, CondenserInnerNA, 1);
        Require.Between(SourcePoints, 1, 256);
        Require.Between(RingTransmission, 0.05, 1);
        Require.Between(RingMarginNA, 0, 0.1);
        Require.Between(RingMismatchNA, 0, Math.Min(0.1, CondenserInnerNA));
        Require.Between(MisalignmentNA, 0, ObjectiveNA / 5);
        Require.Between(SphericalWaves, -2, 2, "waves");
        Require.Between(BandMicrons, 0, 0.3, "µm");
        Require.Between(BandLines, 1, 16);
        if (SliceMicrons != 0)
            Require.Between(SliceMicrons, 0.5, 5, "µm");
        if (!Enum.IsDefined(Ring))
            throw new ArgumentOutOfRangeException(nameof(Ring), Ring, "Ring must be None, Positive or Negative.");
        Spread.Validate();
        Dic?.Validate();
        if (Dic is not null && Ring != PhaseRing.None)
            throw new ArgumentOutOfRangeException(nameof(Ring), Ring, "Prisms (Dic) go without a phase ring: Ring must be None.");
        if (Ring != PhaseRing.None && CondenserOuterNA + RingMarginNA > ObjectiveNA)
            throw new ArgumentOutOfRangeException(
                nameof(CondenserOuterNA),
                CondenserOuterNA,
                $"With a phase ring, CondenserOuterNA plus RingMarginNA must lie within ObjectiveNA ({ObjectiveNA})."
            );
    }
}
