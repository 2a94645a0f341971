namespace PostFocus.Simulation.Options;

/// <summary>A microscope, its camera and what lies under it, as a named whole. Wells vary around it.</summary>
public sealed record AssayPreset
{
    /// <summary>20×/0.45 phase contrast on pixels of 0.65 µm: the default of all options.</summary>
    public static AssayPreset PhaseContrast20x { get; } = new("20x") { Microscope = MicroscopeOptions.PhaseContrast20x, PixelSize = 0.65 };

    /// <summary>10×/0.25 phase contrast on pixels of 1.3 µm.</summary>
    public static AssayPreset PhaseContrast10x { get; } = new("10x") { Microscope = MicroscopeOptions.PhaseContrast10x, PixelSize = 1.3 };

    /// <summary>40×/0.6 brightfield on pixels of 0.325 µm, nanowells.</summary>
    public static AssayPreset BrightField40x { get; } =
        new("40x-brightfield") { Microscope = MicroscopeOptions.BrightField40x, PixelSize = 0.325 };

    /// <summary>
    /// Nanowells as recorded frames of the TIMING assay show them, in 20×/0.5 phase contrast: thin walls, a shade along
    /// them, round granular cells of weak contrast, on 281 pixels of 0.325 µm.
    /// </summary>
    public static AssayPreset Timing { get; } =
        new("timing")
        {
            Microscope = MicroscopeOptions.PhaseContrast20x with
            {
                ObjectiveNA = 0.5,
                CondenserInnerNA = 0.13,
                CondenserOuterNA = 0.195,
                SourcePoints = 32,
                RingTransmission = 0.7,
                RingMarginNA = 0,
                RingMismatchNA = 0.038,
                MisalignmentNA = 0.01,
            },
            PixelSize = 0.325,
            Size = 281,
            Oversampling = 1,
            Nanowell = new()
            {
                Walls = WellWalls.Thin,
                CornerRadiusMicrons = 5,
                WallShade = 0.38,
                WallWidthMicrons = 0.16,
                CellKinds = [CellKind.Nalm6, CellKind.TCell],
                Granules = new(),
                CellIndexContrast = 0.005,
                DebrisStrength = 0.15,
                MeanDebris = 8,
                DiamondShare = 0,
                MaxCells = 4,
            },
            Camera = new() { BlankLevel = 0.6, FullScaleElectrons = 25_000 },
        };

    /// <summary>
    /// As <see cref="Timing"/>, with walls of PDMS through which light is propagated: the edge, the shade and the bands
    /// around the well are optics. Takes some ten times as long.
    /// </summary>
    public static AssayPreset DeepTiming { get; } =
        new("timing-deep")
        {
            Microscope = Timing.Microscope with { ObjectiveNA = 0.45, CondenserOuterNA = 0.2, SourcePoints = 48, SliceMicrons = 2.5 },
            PixelSize = Timing.PixelSize,
            Size = Timing.Size,
            Oversampling = Timing.Oversampling,
            Nanowell = Timing.Nanowell with { Walls = WellWalls.Deep },
            Camera = Timing.Camera,
        };

    /// <summary>
    /// Large adherent cells in 40×/0.6 brightfield, on 412 pixels of 0.16 µm. Best focus is where an operator finds it, a
    /// few µm off the plane in which cells vanish. For larger frames raise the side and the number of cells too.
    /// </summary>
    public static AssayPreset Adherent40x { get; } =
        new("40x-adherent")
        {
            Microscope = MicroscopeOptions.BrightField40x with { CondenserOuterNA = 0.25, SourcePoints = 64, SliceMicrons = 1.5 },
            PixelSize = 0.16,
            Size = 412,
            Oversampling = 1,
            FocusOffsetMicrons = -2.5,
            Nanowell = new()
            {
                Walls = WellWalls.None,
                SideMicrons = 90,
                MinCells = 3,
                MaxCells = 6,
                CellKinds = [CellKind.Adherent],
                CellIndexContrast = 0.0245,
                CellHeightMicrons = 0.5,
                MeanDebris = 4,
                MeanDust = 5,
                UnevenLight = 0.08,
            },
            Camera = new() { BlankLevel = 0.6, FullScaleElectrons = 14_500 },
        };

    /// <summary>
    /// Cells in a dish, spread and suspended, in 20×/0.45 phase contrast on 140 pixels of 0.65 µm. Wells differ widely in
    /// their optics; in some the ring is negative. Focus is where detail is plainest.
    /// </summary>
    public static AssayPreset DishPhase20x { get; } =
        new("20x-phase")
        {
            Microscope = MicroscopeOptions.PhaseContrast20x with
            {
                SourcePoints = 32,
                RingTransmission = 0.45,
                RingMarginNA = 0.008,
                MisalignmentNA = 0.06,
                Spread = MicroscopeSpread.Wide,
            },
            PixelSize = 0.65,
            Size = 140,
            FocusOffsetMicrons = -2,
            Nanowell = NanowellOptions.Dish,
        };

    /// <summary>As <see cref="DishPhase20x"/>, in 10×/0.25 phase contrast.</summary>
    public static AssayPreset DishPhase10x { get; } =
        new("10x-phase")
        {
            Microscope = MicroscopeOptions.PhaseContrast10x with
            {
                SourcePoints = 32,
                RingTransmission = 0.45,
                RingMarginNA = 0.006,
                MisalignmentNA = 0.035,
                Spread = MicroscopeSpread.Wide,
            },
            PixelSize = 0.65,
            Size = 140,
            FocusOffsetMicrons = -4,
            Nanowell = NanowellOptions.Dish,
        };

    /// <summary>As <see cref="DishPhase20x"/>, in 20×/0.5 differential interference contrast, the shear in any direction.</summary>
    public static AssayPreset DishDic20x { get; } =
        new("20x-dic")
        {
            Microscope = MicroscopeOptions.Dic20x with { Spread = MicroscopeSpread.Wide },
            PixelSize = 0.65,
            Size = 140,
            FocusOffsetMicrons = -1,
            Nanowell = NanowellOptions.Dish,
            Camera = new() { FullScaleElectrons = 30_000 },
        };

    private AssayPreset(string name) => Name = name;

    /// <summary>All presets.</summary>
    public static IReadOnlyList<AssayPreset> All { get; } =
    [PhaseContrast20x, PhaseContrast10x, BrightField40x, Timing, DeepTiming, Adherent40x, DishPhase20x, DishPhase10x, DishDic20x];

    /// <summary>Its name on a command line.</summary>
    public string Name { get; }

    /// <summary>The microscope.</summary>
    public required MicroscopeOptions Microscope { get; init; }

    /// <inheritdoc cref="AssayOptions.PixelSize"/>
    public required double PixelSize { get; init; }

    /// <inheritdoc cref="AssayOptions.Size"/>
    public int Size { get; init; } = 96;

    /// <inheritdoc cref="AssayOptions.Oversampling"/>
    public int Oversampling { get; init; } = 2;

    /// <inheritdoc cref="AssayOptions.FocusOffsetMicrons"/>
    public double FocusOffsetMicrons { get; init; }

    /// <summary>The wells and their cells.</summary>
    public NanowellOptions Nanowell { get; init; } = new();

    /// <summary>The camera.</summary>
    public CameraOptions Camera { get; init; } = new();

    /// <summary>These options with the preset's microscope, pixels, focus, wells and camera; all else is kept.</summary>
    /// <param name="options">Options of pairs or videos.</param>
    /// <returns>Options of the same kind.</returns>
    public T Apply<T>(T options)
        where T : AssayOptions =>
        (T)(
            (AssayOptions)options with
            {
                Microscope = Microscope,
                PixelSize = PixelSize,
                Size = Size,
                Oversampling = Oversampling,
                FocusOffsetMicrons = FocusOffsetMicrons,
                Nanowell = Nanowell,
                Camera = Camera,
            }
        );
}
