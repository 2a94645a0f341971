using PostFocus.Simulation.Optics;
using PostFocus.Simulation.Options;
using PostFocus.Simulation.Randomness;

namespace PostFocus.Simulation.Scene;

/// <summary>
/// A large cell spread on the ground: a thin sheet with a dome over the nucleus, processes, hairs along its outline; the
/// nucleus has a rim and nucleoli, and granules gather around it.
/// </summary>
internal sealed class AdherentCell : Cell
{
    public const double GroundMicrons = -2.5; // best focus lies in the middle of a spread cell
    private const double RoundedShare = 0.1; // cells that divide or come off

    private readonly Ripple _waves;
    private readonly SpreadOutline _outline;
    private readonly double _sheet,
        _dome,
        _domeMicrons,
        _indexContrast,
        _edgeMicrons;
    private readonly Nucleus _nucleus;
    private readonly Inclusion[] _balls;
    private EdgeDistance? _edge; // of the outline as it is

    public AdherentCell(SimulationRandom random, double indexContrast, double axialSpread)
        : base(CellKind.Adherent)
    {
        var rounded = random.Chance(RoundedShare);
        Angle = random.Uniform(0, 2 * Math.PI);
        Radius = rounded ? random.Uniform(7, 9.5) : random.Uniform(11, 19);
        _outline = rounded
            ? new SpreadOutline(random, adhesions: 6, elongation: 1, tension: 0)
            : new SpreadOutline(random, random.Integer(2, 5), random.Uniform(1.1, 2.2), random.Uniform(0.3, 2));
        _indexContrast = indexContrast * Math.Pow(2, random.Around(0, 0.7)); // one field holds pale and strong cells
        _edgeMicrons = rounded ? 0.35 * Radius : random.Uniform(1, 6);
        _sheet = rounded ? 0 : random.Uniform(1.5, 4.5);
        _dome = rounded ? Radius : random.Uniform(2, 4.5);
        Z = GroundMicrons + (_sheet + _dome) / 2 + random.Around(0, axialSpread);
        _domeMicrons = Radius * random.Uniform(0.5, 0.7);
        _waves = new Ripple(random, 5, 20, waves: 24);
        _nucleus = new Nucleus(
            random.Around(0, 2),
            random.Around(0, 1.5),
            random.Uniform(5.5, 8),
            random.Uniform(4.2, 5.8),
            random.Uniform(-0.012, 0.003),
            random.Uniform(0.015, 0.08)
        );
        _balls =
        [
            .. Nucleoli(random)
                .Concat(Granules(random))
                .Concat(Speckles(random))
                .Concat(Hairs(random))
                .Select(b =>
                {
                    var (u, v, level, ball) = b;
                    var way = Way(u, v);
                    return new Inclusion(u, v, level, ball, Math.Min(1, Math.Sqrt(u * u + v * v) / way), way);
                }),
        ];
    }

    public override double Roundness
    {
        get => _outline.Roundness;
        set
        {
            if (value != _outline.Roundness)
                _edge = null;
            _outline.Roundness = value;
        }
    }

    public override void Reshape(double minutes, SimulationRandom random)
    {
        _outline.Advance(minutes, random);
        _edge = null;
    }

    protected override Outline Outline => _outline;

    private EdgeDistance Edge => _edge ??= new EdgeDistance(_outline, Radius);

    private double Bottom => Z - (_sheet + _dome) / 2;

    protected override void DrawColumn(LayeredScene scene, int pixel, double wavenumber, double a, double b, float u, float v, double rho2)
    {
        var height = Height(u, v) * (1 + 0.06 * _waves.At(u, v));
        scene.AddColumn(pixel, Bottom, Bottom + Math.Max(height, 0), wavenumber * _indexContrast);

        var rho = _nucleus.Distance(u, v);
        if (rho < 1)
        {
            var half = 0.42 * height * Math.Sqrt(1 - rho * rho);
            scene.AddColumn(pixel, Bottom + 0.5 * height - half, Bottom + 0.5 * height + half, wavenumber * _nucleus.IndexContrast);
        }
        // The rim: chromatin under the nuclear envelope, seen edge on.
        var across = (rho - 1) * _nucleus.RadiusV / 0.3;
        if (Math.Abs(across) < 3)
        {
            var layer = scene.Nearest(Bottom + 0.5 * height);
            var line = Math.Exp(-across * across);
            scene.Phase(layer)[pixel] += (float)(_nucleus.RimPhase * line);
            scene.Absorption(layer)[pixel] += (float)(0.1 * _nucleus.RimPhase * line);
        }
    }

    /// <summary>What lies at the outline follows it; what lies in the middle stays.</summary>
    protected override IEnumerable<(double U, double V, double Z, SoftBall Ball)> Inclusions() =>
        _balls.Select(b =>
        {
            var follow = 1 + b.Share * (Way(b.U, b.V) / b.Way - 1);
            return (follow * b.U, follow * b.V, Bottom + b.Level, b.Ball);
        });

    /// <summary>Height of the cell over the ground.</summary>
    private double Height(double u, double v)
    {
        double du = u - _nucleus.U,
            dv = v - _nucleus.V;
        var thinning = 1 / (1 + (u * u + v * v) / (2.5 * Radius * Radius)); // towards the ends of processes
        return (_sheet * thinning + _dome * Math.Exp(-(du * du + dv * dv) / (2 * _domeMicrons * _domeMicrons)))
            * (1 - Math.Exp(-Edge.At(u, v) / _edgeMicrons));
    }

    /// <summary>Nucleoli: clumps of a few balls within the nucleus.</summary>
    private IEnumerable<(double, double, double, SoftBall)> Nucleoli(SimulationRandom random)
    {
        for (var n = random.Integer(2, 5); n > 0; n--)
        {
            var (u, v) = _nucleus.Within(random, 0.6);
            var contrast = random.Uniform(0.008, 0.025);
            for (var part = random.Integer(2, 7); part > 0; part--)
            {
                yield return (
                    u,
                    v,
                    random.Uniform(1, 0.6 * (_sheet + _dome)),
                    new SoftBall(random.Uniform(0.4, 0.8), contrast, random.Uniform(0.01, 0.08))
                );
                (u, v) = (u + random.Around(0, 0.9), v + random.Around(0, 0.9));
            }
        }
    }

    /// <summary>Granules crowd outside of the nucleus and thin out away from it.</summary>
    private IEnumerable<(double, double, double, SoftBall)> Granules(SimulationRandom random)
    {
        for (var n = random.Integer(50, 180); n > 0; n--)
        {
            var (sin, cos) = Math.SinCos(random.Uniform(0, 2 * Math.PI));
            var beyond = 1.05 - 0.25 * Math.Log(1 - random.Uniform());
            double u = _nucleus.U + beyond * _nucleus.RadiusU * cos,
                v = _nucleus.V + beyond * _nucleus.RadiusV * sin;
            if (Rho2(u, v) < 0.8)
                yield return (
                    u,
                    v,
                    random.Uniform(0.2, 0.9) * Height(u, v),
                    new SoftBall(
                        random.Uniform(0.18, 0.36),
                        random.Chance(0.2) ? -random.Uniform(0.01, 0.03) : random.Uniform(0.012, 0.042),
                        random.Uniform(0, 0.1)
                    )
                );
        }
    }

    /// <summary>Small specks over the whole sheet.</summary>
    private IEnumerable<(double, double, double, SoftBall)> Speckles(SimulationRandom random)
    {
        for (var n = (int)(Radius * Radius * random.Uniform(1, 4)); n > 0; n--)
        {
            double angle = random.Uniform(-Math.PI, Math.PI),
                rho = Math.Sqrt(random.Uniform());
            var way = rho * Radius * Outline.Radius(angle, 0);
            var (sin, cos) = Math.SinCos(angle);
            yield return (
                way * cos,
                way * sin,
                random.Uniform(0, 1),
                new SoftBall(random.Uniform(0.15, 0.4), random.Around(0.003, 0.027), random.Uniform(0, 0.03))
            );
        }
    }

    /// <summary>Retraction fibres along the outline, as chains of small balls.</summary>
    private IEnumerable<(double, double, double, SoftBall)> Hairs(SimulationRandom random)
    {
        for (var n = random.Integer(0, 14); n > 0; n--)
        {
            var angle = random.Uniform(-Math.PI, Math.PI);
            var way = Radius * Outline.Radius(angle, 0);
            double turn = angle + random.Around(0, 0.5),
                length = random.Uniform(0.5, 3.5),
                contrast = random.Uniform(0.002, 0.012);
            for (var s = -1.0; s < length; s += 0.2)
                yield return (
                    way * Math.Cos(angle) + s * Math.Cos(turn),
                    way * Math.Sin(angle) + s * Math.Sin(turn),
                    0.2,
                    new SoftBall(0.18, contrast, 0.01)
                );
        }
    }

    private double Rho2(double u, double v) => (u * u + v * v) / (Way(u, v) * Way(u, v));

    /// <summary>From the centre to the outline in the direction of a point, µm.</summary>
    private double Way(double u, double v) => Radius * Outline.Radius(Math.Atan2(v, u), Age);

    /// <summary>
    /// A ball: µm along and across the cell, height over its bottom, and, when it was made, its share of the way to the outline and that
    /// way in µm.
    /// </summary>
    private readonly record struct Inclusion(double U, double V, double Level, SoftBall Ball, double Share, double Way);

    /// <summary>Centre and semi-axes in µm along and across the cell.</summary>
    private readonly record struct Nucleus(double U, double V, double RadiusU, double RadiusV, double IndexContrast, double RimPhase)
    {
        public double Distance(double u, double v) => Math.Sqrt(Math.Pow((u - U) / RadiusU, 2) + Math.Pow((v - V) / RadiusV, 2));

        /// <summary>A random place within a share of the nucleus.</summary>
        public (double U, double V) Within(SimulationRandom random, double share)
        {
            var (sin, cos) = Math.SinCos(random.Uniform(0, 2 * Math.PI));
            var rho = share * Math.Sqrt(random.Uniform());
            return (U + rho * cos * RadiusU, V + rho * sin * RadiusV);
        }
    }
}
