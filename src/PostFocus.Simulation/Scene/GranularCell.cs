using PostFocus.Simulation.Optics;
using PostFocus.Simulation.Options;
using PostFocus.Simulation.Randomness;

namespace PostFocus.Simulation.Scene;

/// <summary>
/// A cell of weak contrast, round or, spread on the ground, flat and long: cytoplasm hardly denser than the medium, full of granules and
/// vacuoles, behind a membrane that shows as a thin line where light runs along it.
/// </summary>
internal sealed class GranularCell : Cell
{
    private const double MembraneMicrons = 0.3;
    private const double MembraneLoss = 0.15; // of amplitude: light that runs along the membrane is scattered out of the pupil

    private readonly Ripple _cytoplasm;
    private readonly double _height,
        _indexContrast,
        _membranePhase,
        _blotches;
    private readonly Granule[] _granules;

    public GranularCell(CellKind kind, GranuleOptions options, SimulationRandom random, double indexContrast, double axialSpread)
        : base(kind)
    {
        Z = random.Around(0, axialSpread);
        Angle = random.Uniform(0, 2 * Math.PI);
        double elongation,
            roughness,
            flatness;
        (Radius, elongation, roughness, flatness) = kind switch
        {
            CellKind.TCell => (random.Uniform(3.5, 4.5), random.Uniform(1.05, 1.6), 0.07, 1.0),
            CellKind.Skov3 => (random.Uniform(7, 9), random.Uniform(1.3, 2.1), 0.09, 0.45),
            _ => (random.Uniform(5.3, 6.7), random.Uniform(1, 1.2), 0.05, 1.0),
        };
        Stretch = Math.Sqrt(elongation);
        Outline = new HarmonicOutline(random, harmonics: 6, roughness);
        _height = flatness * Radius * random.Uniform(1.2, 1.7);
        _indexContrast = indexContrast * random.Around(1, 0.4);
        _membranePhase = options.MembranePhase * random.Uniform(0.5, 1.5);
        _cytoplasm = new Ripple(random, 1.2, 6, waves: 20);
        _blotches = random.Uniform(0.2, 0.5);
        _granules = new Granule[(int)random.Poisson(options.Density * Math.PI * Radius * Radius)];
        for (var i = 0; i < _granules.Length; i++)
            _granules[i] = Granule.Draw(options, random);
    }

    protected override Outline Outline { get; }

    protected override void DrawColumn(LayeredScene scene, int pixel, double wavenumber, double a, double b, float u, float v, double rho2)
    {
        var half = _height / 2 * Math.Sqrt(1 - rho2);
        var drift = (float)(0.05 * Age);
        scene.AddColumn(pixel, Z - half, Z + half, wavenumber * _indexContrast * (1 + _blotches * _cytoplasm.At(u, v + drift)));
        var fromEdge = (1 - Math.Sqrt(rho2)) * Radius / MembraneMicrons;
        var line = fromEdge * Math.Exp(1 - fromEdge);
        var layer = scene.Nearest(Z);
        scene.Phase(layer)[pixel] += (float)(_membranePhase * line);
        scene.Absorption(layer)[pixel] += (float)(MembraneLoss * line);
    }

    protected override IEnumerable<(double U, double V, double Z, SoftBall Ball)> Inclusions()
    {
        foreach (var granule in _granules)
        {
            var (sin, cos) = Math.SinCos(granule.Angle + granule.Rate * Age);
            var way = granule.Distance * Outline.Radius(Math.Atan2(sin, cos), Age);
            var half = _height / 2 * Math.Sqrt(1 - granule.Distance * granule.Distance);
            yield return (way * cos * Radius * Stretch, way * sin * Radius / Stretch, Z + granule.Level * half, granule.Ball);
        }
    }

    /// <summary>Polar position in units of the way to the outline, level in units of the half height there.</summary>
    private readonly record struct Granule(double Distance, double Angle, double Rate, double Level, SoftBall Ball)
    {
        public static Granule Draw(GranuleOptions options, SimulationRandom random)
        {
            var sign = random.Chance(options.VacuoleShare) ? -1 : 1;
            // Most are small and faint, a few are plain.
            double size = random.Uniform(),
                strength = random.Uniform();
            return new Granule(
                0.93 * Math.Sqrt(random.Uniform()),
                random.Uniform(0, 2 * Math.PI),
                random.Around(0, 0.015),
                random.Around(0, 0.9),
                new SoftBall(
                    options.MinRadiusMicrons + (options.MaxRadiusMicrons - options.MinRadiusMicrons) * size * size,
                    sign * options.IndexContrast * (0.15 + 0.85 * strength * strength),
                    random.Uniform(0, 0.03)
                )
            );
        }
    }
}
