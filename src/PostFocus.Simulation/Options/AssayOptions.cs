using PostFocus.Imaging;

namespace PostFocus.Simulation.Options;

/// <summary>What simulated pairs and simulated videos have in common.</summary>
public abstract record AssayOptions
{
    private const int MaxGrid = 2048; // beyond, a well takes gigabytes
    private const double BeadSliceMicrons = 1;

    /// <summary>Number of wells. 1 to 1,000,000. Default 100.</summary>
    public int Wells { get; init; } = 100;

    /// <summary>
    /// Index of the first well. A well depends on the seed and its index only, so a data set can be made in shards, and
    /// wells held out by their index. 0 to 1,000,000. Default 0.
    /// </summary>
    public int FirstWell { get; init; }

    /// <summary>Seed of all randomness. Default 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Height and width of a frame in camera pixels. 32 to 1024. Default 96.</summary>
    public int Size { get; init; } = 96;

    /// <summary>Camera pixel in the sample in µm. 0.1 to 2. Default 0.65 (13 µm pixels, or 6.5 µm binned 2×2, at 20×).</summary>
    public double PixelSize { get; init; } = 0.65;

    /// <summary>
    /// The planes out of focus, in µm from best focus, positive towards the objective. Each −100 to 100. Default −10 and 10.
    /// </summary>
    public IReadOnlyList<double> PlanesMicrons { get; init; } = [-10, 10];

    /// <summary>By how much a plane out of focus is missed at most, in µm. 0 to 50. Default 2.</summary>
    public double PlaneJitterMicrons { get; init; } = 2;

    /// <summary>By how much best focus is missed at most in a frame in focus, in µm. 0 to 10. Default 0.7.</summary>
    public double InFocusJitterMicrons { get; init; } = 0.7;

    /// <summary>
    /// How far the plane that the operator took for best focus lies above that of least contrast (height 0), in µm: in
    /// brightfield a cell all but vanishes at the latter. All planes count from the operator's. −20 to 20. Default 0.
    /// </summary>
    public double FocusOffsetMicrons { get; init; }

    /// <summary>
    /// Least number of points of the computing grid a camera pixel, each way. 1 to 4. Default 2; 1 is four times as fast
    /// and does where the pixel resolves what the objective passes.
    /// </summary>
    public int Oversampling { get; init; } = 2;

    /// <summary>A frame further than this from best focus is labelled out of focus, in µm. 0 to 100. Default 3.</summary>
    public double OutOfFocusMicrons { get; init; } = 3;

    /// <summary>
    /// Scale of the differences between wells (light, lenses, cells, walls); 0 makes all instruments alike. 0 to 2. Default 1.
    /// </summary>
    public double Variation { get; init; } = 1;

    /// <summary>Wells computed at once; 0 means as many as there are processors. 0 to 1,024. No output depends on it. Default 0.</summary>
    public int Threads { get; init; }

    /// <summary>The microscope that the wells vary around.</summary>
    public MicroscopeOptions Microscope { get; init; } = MicroscopeOptions.PhaseContrast20x;

    /// <summary>The wells and their cells.</summary>
    public NanowellOptions Nanowell { get; init; } = new();

    /// <summary>The camera that the wells vary around.</summary>
    public CameraOptions Camera { get; init; } = new();

    /// <summary>
    /// These options with other cells, of equal chances. Among beads light is propagated slice by slice, which they need
    /// (<see cref="MicroscopeOptions.SliceMicrons"/>).
    /// </summary>
    /// <param name="kinds">At least one.</param>
    public AssayOptions WithCells(params IReadOnlyList<CellKind> kinds) =>
        this with
        {
            Nanowell = Nanowell with { CellKinds = kinds },
            Microscope = kinds.Contains(CellKind.Bead) ? Microscope with { SliceMicrons = BeadSliceMicrons } : Microscope,
        };

    internal virtual void Validate()
    {
        Require.Between(Wells, 1, 1_000_000);
        Require.Between(FirstWell, 0, 1_000_000);
        Require.Between(Size, 32, 1024, "pixels");
        Require.Between(PixelSize, 0.1, 2, "µm");
        if (PlanesMicrons.Count == 0)
            throw new ArgumentOutOfRangeException(nameof(PlanesMicrons), "PlanesMicrons must name at least one plane.");
        foreach (var plane in PlanesMicrons)
            Require.Between(plane, -100, 100, "µm", nameof(PlanesMicrons));
        Require.Between(PlaneJitterMicrons, 0, 50, "µm");
        Require.Between(InFocusJitterMicrons, 0, 10, "µm");
        Require.Between(FocusOffsetMicrons, -20, 20, "µm");
        Require.Between(Oversampling, 1, 4);
        Require.Between(OutOfFocusMicrons, 0, 100, "µm");
        Require.Between(Variation, 0, 2);
        Require.Between(Threads, 0, 1024);
        Microscope.Validate();
        Nanowell.Validate();
        Camera.Validate();
        if (Nanowell.Walls == WellWalls.Deep && Microscope.SliceMicrons == 0)
            throw new ArgumentOutOfRangeException(
                nameof(MicroscopeOptions.SliceMicrons),
                Microscope.SliceMicrons,
                "Walls that are Deep need SliceMicrons: light must be propagated through them."
            );
        var grid = ComputingGrid.For(this).Size;
        if (grid > MaxGrid)
            throw new ArgumentOutOfRangeException(
                nameof(Size),
                Size,
                $"Size {Size} with PixelSize {PixelSize} µm needs a computing grid of {grid} points a side; at most {MaxGrid} are allowed. Make one of them smaller."
            );
    }
}
