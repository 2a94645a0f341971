using PostFocus.Imaging;

namespace PostFocus.Simulation.Options;

/// <summary>The nanowell and what is in it.</summary>
public sealed record NanowellOptions
{
    /// <summary>
    /// A culture dish in place of a well: spread and suspended cells on a plain ground with debris and fibres, for fields of 90 µm.
    /// </summary>
    public static NanowellOptions Dish { get; } =
        new()
        {
            Walls = WellWalls.None,
            SideMicrons = 110,
            MinCells = 2,
            MaxCells = 12,
            CellKinds = [CellKind.Adherent, CellKind.Adherent, CellKind.Adherent, CellKind.Skov3, CellKind.Nalm6, CellKind.TCell],
            CellIndexContrast = 0.02,
            CellHeightMicrons = 0.5,
            MeanDebris = 8,
            MeanFibres = 3,
            MeanDust = 3,
            MeanDustRings = 2,
        };

    /// <summary>
    /// Side of the square well in µm, or of the square in which cells lie where there are no walls. 20 to 200. Default 50.
    /// </summary>
    public double SideMicrons { get; init; } = 50;

    /// <summary>What bounds the well. Default <see cref="WellWalls.Thick"/>.</summary>
    public WellWalls Walls { get; init; } = WellWalls.Thick;

    /// <summary>Width of thin walls in µm (standard deviation of the dark line across). 0.1 to 2. Default 0.3.</summary>
    public double WallWidthMicrons { get; init; } = 0.3;

    /// <summary>
    /// Share of the light that is missing at the foot of thin walls, on average; it comes back towards the middle of the
    /// well. 0 to 0.6. Default 0.3.
    /// </summary>
    public double WallShade { get; init; } = 0.3;

    /// <summary>Distance from thin walls at which the shade has faded to 1/e, in µm, on average. 1 to 30. Default 9.</summary>
    public double WallShadeMicrons { get; init; } = 9;

    /// <summary>Depth of deep walls in µm. 10 to 100. Default 50.</summary>
    public double WallDepthMicrons { get; init; } = 50;

    /// <summary>How much higher the refractive index of deep walls is than the medium's. 0 to 0.15. Default 0.07 (PDMS, 1.41).</summary>
    public double WallIndexContrast { get; init; } = 0.07;

    /// <summary>
    /// What light loses by scattering on every µm that it runs along the surface of deep walls, as an exponent of amplitude. 0 to 1.
    /// Default 0.3.
    /// </summary>
    public double WallLoss { get; init; } = 0.3;

    /// <summary>Radius of the well's corners in µm. 0 to a fifth of the side. Default 4.</summary>
    public double CornerRadiusMicrons { get; init; } = 4;

    /// <summary>Share of wells that stand on a corner (diamonds). 0 to 1. Default 0.15.</summary>
    public double DiamondShare { get; init; } = 0.15;

    /// <summary>Least number of cells in a well. 0 to 20. Default 0.</summary>
    public int MinCells { get; init; }

    /// <summary>Greatest number of cells in a well (fewer where they find no room). From the least to 20. Default 4.</summary>
    public int MaxCells { get; init; } = 4;

    /// <summary>The kinds that cells are drawn from, with equal chances. Default: NALM6-like, T and SKOV3-like cells.</summary>
    public IReadOnlyList<CellKind> CellKinds { get; init; } = [CellKind.Nalm6, CellKind.TCell, CellKind.Skov3];

    /// <summary>
    /// Fills NALM6-, SKOV3-like and T cells with fine granules behind a thin membrane, as 0.3 µm pixels show them. Default null:
    /// few coarse granules, for pixels of 0.65 µm.
    /// </summary>
    public GranuleOptions? Granules { get; init; }

    /// <summary>How much higher the refractive index of cytoplasm is than the medium's, on average. 0 to 0.1. Default 0.007.</summary>
    public double CellIndexContrast { get; init; } = 0.007;

    /// <summary>How much higher the refractive index of a bead is than the medium's. 0 to 0.3. Default 0.25 (polystyrene, 1.59).</summary>
    public double BeadIndexContrast { get; init; } = 0.25;

    /// <summary>
    /// Greatest height of a cell's centre above or below the plane of best focus in µm, or of adherent cells' ground about 2.5 µm below it.
    /// 0 to 10. Default 1.5.
    /// </summary>
    public double CellHeightMicrons { get; init; } = 1.5;

    /// <summary>Mean number of debris particles in a well. 0 to 100. Default 2.</summary>
    public double MeanDebris { get; init; } = 2;

    /// <summary>How strongly debris acts on light, against a particle that is plain to see. 0 to 2. Default 1.</summary>
    public double DebrisStrength { get; init; } = 1;

    /// <summary>Mean number of fibres on the ground: threads of 15 to 150 µm, such as neurites. 0 to 100. Default 0.</summary>
    public double MeanFibres { get; init; }

    /// <summary>Mean number of dust spots, which stay when the focus moves. 0 to 100. Default 1.</summary>
    public double MeanDust { get; init; } = 1;

    /// <summary>
    /// Mean number of small rings from dust close before the camera, which stay when the focus moves. 0 to 100. Default 0.
    /// </summary>
    public double MeanDustRings { get; init; }

    /// <summary>Greatest relative unevenness of the illumination over the field. 0 to 0.5. Default 0.08.</summary>
    public double UnevenLight { get; init; } = 0.08;

    internal void Validate()
    {
        Require.Between(SideMicrons, 20, 200, "µm");
        if (!Enum.IsDefined(Walls))
            throw new ArgumentOutOfRangeException(nameof(Walls), Walls, "Walls must be Thick, Thin, Deep or None.");
        Require.Between(WallWidthMicrons, 0.1, 2, "µm");
        Require.Between(WallShade, 0, 0.6);
        Require.Between(WallShadeMicrons, 1, 30, "µm");
        Require.Between(WallDepthMicrons, 10, 100, "µm");
        Require.Between(WallIndexContrast, 0, 0.15);
        Require.Between(WallLoss, 0, 1);
        Require.Between(CornerRadiusMicrons, 0, SideMicrons / 5, "µm");
        Require.Between(DiamondShare, 0, 1);
        Require.Between(MinCells, 0, 20);
        Require.Between(MaxCells, MinCells, 20);
        if (CellKinds.Count == 0)
            throw new ArgumentOutOfRangeException(nameof(CellKinds), "CellKinds must name at least one kind of cell.");
        Granules?.Validate();
        Require.Between(CellIndexContrast, 0, 0.1);
        Require.Between(BeadIndexContrast, 0, 0.3);
        Require.Between(CellHeightMicrons, 0, 10, "µm");
        Require.Between(MeanDebris, 0, 100);
        Require.Between(DebrisStrength, 0, 2);
        Require.Between(MeanFibres, 0, 100);
        Require.Between(MeanDust, 0, 100);
        Require.Between(MeanDustRings, 0, 100);
        Require.Between(UnevenLight, 0, 0.5);
    }
}
