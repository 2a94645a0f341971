using PostFocus.Simulation.Optics;
using PostFocus.Simulation.Options;
using PostFocus.Simulation.Randomness;

namespace PostFocus.Simulation.Scene;

/// <summary>
/// A cell as a lens-shaped column of cytoplasm over an irregular outline, with membrane ripple, nucleus, nucleoli and
/// granules.
/// </summary>
internal sealed class LensCell : Cell
{
    private readonly Ripple _membrane,
        _cytoplasm;
    private readonly Inclusion[] _inclusions;
    private readonly double _height,
        _indexContrast,
        _fullness,
        _rippleHeight,
        _texture = 0.1;
    private readonly Nucleus _nucleus;

    public LensCell(CellKind kind, SimulationRandom random, double indexContrast, double beadContrast, double axialSpread)
        : base(kind)
    {
        Z = random.Around(0, axialSpread);
        Angle = random.Uniform(0, 2 * Math.PI);
        _indexContrast = indexContrast * random.Around(1, 0.25);
        _rippleHeight = random.Uniform(0.05, 0.25);
        _membrane = new Ripple(random, 0.9, 3);
        _cytoplasm = new Ripple(random, 1.2, 5);
        int harmonics,
            granules;
        double roughness,
            elongation;
        switch (kind)
        {
            case CellKind.Nalm6:
                Radius = random.Uniform(5, 6);
                (elongation, _height, _fullness) = (random.Uniform(1, 1.12), Radius * random.Uniform(1.5, 1.9), 0.55);
                (harmonics, roughness, granules) = (4, 0.03, random.Integer(6, 20));
                break;
            case CellKind.TCell:
                Radius = random.Uniform(3.5, 4.5);
                (elongation, _height, _fullness) = (random.Uniform(1.05, 1.6), Radius * random.Uniform(1.3, 1.7), 0.6);
                (harmonics, roughness, granules) = (4, 0.07, random.Integer(3, 9));
                break;
            case CellKind.Bead:
                Radius = random.Uniform(4.9, 5.1);
                (elongation, _height, _fullness) = (1, 2 * Radius, 0.5); // a ball
                (_indexContrast, _rippleHeight, _texture) = (beadContrast, 0, 0);
                (harmonics, roughness, granules) = (0, 0, 0);
                break;
            default:
                Radius = random.Uniform(7, 9);
                (elongation, _height, _fullness) = (random.Uniform(1.3, 2.1), random.Uniform(3.5, 6), 1.0);
                (harmonics, roughness, granules) = (6, 0.09, random.Integer(10, 32));
                break;
        }
        Stretch = Math.Sqrt(elongation);
        Outline = new HarmonicOutline(random, harmonics, roughness);
        _nucleus = new Nucleus(
            random.Around(0, 0.2),
            random.Around(0, 0.2),
            random.Uniform(0.45, 0.7),
            random.Uniform(0.45, 0.7),
            kind == CellKind.Bead ? 0 : random.Around(0.002, 0.005)
        );
        _inclusions = new Inclusion[granules];
        for (var i = 0; i < granules; i++)
            _inclusions[i] = Inclusion.Draw(random, i);
    }

    protected override Outline Outline { get; }

    protected override void DrawColumn(LayeredScene scene, int pixel, double wavenumber, double a, double b, float u, float v, double rho2)
    {
        var lens = Math.Pow(1 - rho2, _fullness);
        var drift = (float)(0.05 * Age);
        var half = _height / 2 * lens;
        var top = half + _rippleHeight * Math.Min(1, 3 * lens) * _membrane.At(u + drift, v);
        var contrast = _indexContrast * (1 + _texture * _cytoplasm.At(u, v + drift));
        scene.AddColumn(pixel, Z - half, Z + Math.Max(top, -half), wavenumber * contrast);

        double na = (a - _nucleus.A) / _nucleus.RadiusA,
            nb = (b - _nucleus.B) / _nucleus.RadiusB;
        var inside = 1 - na * na - nb * nb;
        if (inside > 0)
        {
            var nuclear = 0.7 * half * Math.Sqrt(inside);
            scene.AddColumn(pixel, Z - nuclear, Z + nuclear, wavenumber * _nucleus.IndexContrast);
        }
    }

    protected override IEnumerable<(double U, double V, double Z, SoftBall Ball)> Inclusions()
    {
        foreach (var inclusion in _inclusions)
        {
            var (sin, cos) = Math.SinCos(inclusion.Angle + inclusion.Rate * Age);
            var lens = Math.Pow(1 - inclusion.Distance * inclusion.Distance, _fullness);
            yield return (
                inclusion.Distance * cos * Radius * Stretch,
                inclusion.Distance * sin * Radius / Stretch,
                Z + inclusion.Level * _height / 2 * lens,
                inclusion.Ball
            );
        }
    }

    /// <summary>Centre and radii in units of the cell's radius.</summary>
    private readonly record struct Nucleus(double A, double B, double RadiusA, double RadiusB, double IndexContrast);

    /// <summary>Polar position and level in units of the cell's radius and half height.</summary>
    private readonly record struct Inclusion(double Distance, double Angle, double Rate, double Level, SoftBall Ball)
    {
        public static Inclusion Draw(SimulationRandom random, int index)
        {
            var nucleolus = index < 2;
            return new Inclusion(
                nucleolus ? random.Uniform(0, 0.35) : 0.92 * Math.Sqrt(random.Uniform()),
                random.Uniform(0, 2 * Math.PI),
                random.Around(0, nucleolus ? 0.002 : 0.015),
                random.Around(0, 0.9),
                new SoftBall(
                    nucleolus ? random.Uniform(0.6, 1.1) : random.Uniform(0.3, 0.7),
                    nucleolus ? random.Uniform(0.01, 0.025)
                        : random.Chance(0.25) ? -random.Uniform(0.01, 0.03)
                        : random.Uniform(0.01, 0.04),
                    random.Uniform(0, 0.04)
                )
            );
        }
    }
}
