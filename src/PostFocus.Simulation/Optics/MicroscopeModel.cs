using PostFocus.Simulation.Options;

namespace PostFocus.Simulation.Optics;

/// <summary>The optics of one well's microscope on one computing grid: source points, pupil, phase ring, prisms.</summary>
/// <remarks>Frequencies are whole numbers of cycles per grid, so that a tilted wave is a shift of the spectrum.</remarks>
internal sealed class MicroscopeModel
{
    private readonly MicroscopeOptions _options;
    private readonly double _frequencyStep;

    /// <param name="options">The microscope.</param>
    /// <param name="gridSize">Grid points a side.</param>
    /// <param name="gridPixel">Grid pixel in µm.</param>
    /// <param name="shiftXNA">Decentring of the condenser along x, as numerical aperture.</param>
    /// <param name="shiftYNA">Along y.</param>
    public MicroscopeModel(MicroscopeOptions options, int gridSize, double gridPixel, double shiftXNA = 0, double shiftYNA = 0)
    {
        _options = options;
        GridSize = gridSize;
        _frequencyStep = 1 / (gridSize * gridPixel);
        Reach = (int)Math.Floor(options.ObjectiveNA / options.WavelengthMicrons / _frequencyStep);
        SourcePoints = SampleCondenser(shiftXNA, shiftYNA);
        PupilPoints = SamplePupil();
        Prisms = options.Dic is { } dic ? new PrismPair(dic, _frequencyStep) : null;
        var tilt = SourcePoints.Max(p => Math.Max(Math.Abs(p.Fx), Math.Abs(p.Fy)));
        if (Reach + tilt >= gridSize / 2)
            throw new ArgumentException($"A grid of {gridPixel} µm is too coarse for these apertures.", nameof(gridPixel));
        PupilRows = [.. PupilPoints.Index().GroupBy(p => p.Item.Fy).Select(row => (row.First().Index, row.Count()))];
    }

    public int GridSize { get; }

    /// <summary>Whether light is diffracted on its way through the scene.</summary>
    public bool PropagatesBeams => _options.SliceMicrons > 0;

    /// <summary>Radius of the pupil in cycles per grid.</summary>
    public int Reach { get; }

    /// <summary>The condenser's plane waves.</summary>
    public SourcePoint[] SourcePoints { get; }

    /// <summary>Every frequency that passes the pupil, row by row.</summary>
    public PupilPoint[] PupilPoints { get; }

    /// <summary>The prisms of differential interference contrast, if it has any.</summary>
    public PrismPair? Prisms { get; }

    /// <summary>Runs of pupil points with the same vertical frequency.</summary>
    public (int First, int Count)[] PupilRows { get; }

    /// <summary>k_z in cycles per µm, in the medium.</summary>
    public double AxialFrequency(int fx, int fy) =>
        AngularSpectrum.AxialFrequency(
            (fx * fx + fy * fy) * _frequencyStep * _frequencyStep,
            _options.WavelengthMicrons,
            _options.MediumIndex
        );

    /// <summary>Evenly spaced angles, radii stratified over the annulus's area, snapped to the grid's frequencies.</summary>
    private SourcePoint[] SampleCondenser(double shiftXNA, double shiftYNA)
    {
        var o = _options;
        var points = new SourcePoint[o.SourcePoints];
        for (var i = 0; i < points.Length; i++)
        {
            var share = (i * 0.6180339887498949 + 0.5) % 1;
            var na = Math.Sqrt(o.CondenserInnerNA * o.CondenserInnerNA * (1 - share) + o.CondenserOuterNA * o.CondenserOuterNA * share);
            var (sin, cos) = Math.SinCos(2 * Math.PI * (i + 0.25) / points.Length);
            var perNA = 1 / (o.WavelengthMicrons * _frequencyStep);
            points[i] = new SourcePoint((int)Math.Round((na * cos + shiftXNA) * perNA), (int)Math.Round((na * sin + shiftYNA) * perNA));
        }
        return points;
    }

    private PupilPoint[] SamplePupil()
    {
        var o = _options;
        var points = new List<PupilPoint>();
        for (var fy = -Reach; fy <= Reach; fy++)
        for (var fx = -Reach; fx <= Reach; fx++)
        {
            var na = Math.Sqrt(fx * fx + fy * fy) * _frequencyStep * o.WavelengthMicrons;
            if (na > o.ObjectiveNA)
                continue;
            var inRing =
                o.Ring != PhaseRing.None
                && na + o.RingMismatchNA >= o.CondenserInnerNA - o.RingMarginNA
                && na + o.RingMismatchNA <= o.CondenserOuterNA + o.RingMarginNA;
            // Zernike: with exp(iφ) for retarded light, a weak object is 1 + iφ; direct light times −i·t makes it
            // −i(t − φ): dense matter dark. Times +i·t: bright.
            var re = inRing ? 0f : 1f;
            var im = inRing ? (float)(o.Ring == PhaseRing.Positive ? -o.RingTransmission : o.RingTransmission) : 0f;
            var (sin, cos) = ((float, float))Math.SinCos(2 * Math.PI * o.SphericalWaves * Spherical(na / o.ObjectiveNA));
            points.Add(new PupilPoint(fx, fy, re * cos - im * sin, re * sin + im * cos, AxialFrequency(fx, fy)));
        }
        return [.. points];
    }

    /// <summary>Zernike's polynomial of primary spherical aberration.</summary>
    private static double Spherical(double rho) => 6 * Math.Pow(rho, 4) - 6 * rho * rho + 1;
}

/// <summary>A plane wave of the condenser, in cycles per grid.</summary>
internal readonly record struct SourcePoint(int Fx, int Fy);

/// <summary>A frequency inside the pupil (cycles per grid) with the pupil's transmission there and its k_z (cycles per µm).</summary>
internal readonly record struct PupilPoint(int Fx, int Fy, float Re, float Im, double Kz);
