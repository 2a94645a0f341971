namespace PostFocus.Simulation;

/// <summary>
/// A cell as a lens-shaped column of cytoplasm over an irregular outline, with membrane ripple, nucleus, nucleoli and
/// granules. Lengths in µm; positions relative to the well's centre. What is inside moves and turns with the cell.
/// </summary>
internal sealed class Cell
{
    private readonly Ripple _membrane, _cytoplasm;
    private readonly (double Amplitude, double Phase, double Rate)[] _outline; // harmonics 2, 3, … of the outline
    private readonly Inclusion[] _inclusions;
    private readonly double _height, _indexContrast, _fullness, _rippleHeight, _elongation, _texture = 0.1;
    private readonly Nucleus _nucleus;

    public Cell(CellKind kind, SimulationRandom random, double indexContrast, double beadContrast, double axialSpread)
    {
        Kind = kind;
        Z = random.Around(0, axialSpread);
        Angle = random.Uniform(0, 2 * Math.PI);
        _indexContrast = indexContrast * random.Around(1, 0.25);
        _rippleHeight = random.Uniform(0.05, 0.25);
        _membrane = new Ripple(random, 0.9, 3);
        _cytoplasm = new Ripple(random, 1.2, 5);
        int harmonics, granules;
        double roughness;
        switch (kind)
        {
            case CellKind.Nalm6:
                Radius = random.Uniform(5, 6);
                (_elongation, _height, _fullness) = (random.Uniform(1, 1.12), Radius * random.Uniform(1.5, 1.9), 0.55);
                (harmonics, roughness, granules) = (4, 0.03, random.Integer(6, 20));
                break;
            case CellKind.TCell:
                Radius = random.Uniform(3.5, 4.5);
                (_elongation, _height, _fullness) = (random.Uniform(1.05, 1.6), Radius * random.Uniform(1.3, 1.7), 0.6);
                (harmonics, roughness, granules) = (4, 0.07, random.Integer(3, 9));
                break;
            case CellKind.Bead:
                Radius = random.Uniform(4.9, 5.1);
                (_elongation, _height, _fullness) = (1, 2 * Radius, 0.5); // a ball
                (_indexContrast, _rippleHeight, _texture) = (beadContrast, 0, 0);
                (harmonics, roughness, granules) = (0, 0, 0);
                break;
            default:
                Radius = random.Uniform(7, 9);
                (_elongation, _height, _fullness) = (random.Uniform(1.3, 2.1), random.Uniform(3.5, 6), 1.0);
                (harmonics, roughness, granules) = (6, 0.09, random.Integer(10, 32));
                break;
        }
        _outline = new (double, double, double)[harmonics];
        for (var k = 0; k < harmonics; k++)
            _outline[k] = (roughness * random.Normal() / (k + 1), random.Uniform(0, 2 * Math.PI), random.Around(0, 0.04));
        _nucleus = new Nucleus(
            random.Around(0, 0.2), random.Around(0, 0.2), random.Uniform(0.45, 0.7), random.Uniform(0.45, 0.7),
            kind == CellKind.Bead ? 0 : random.Around(0.002, 0.005));
        _inclusions = new Inclusion[granules];
        for (var i = 0; i < granules; i++)
            _inclusions[i] = Inclusion.Draw(random, i);
    }

    public CellKind Kind { get; }
    public double Radius { get; }
    public double X { get; set; }
    public double Y { get; set; }
    public double Z { get; set; }
    public double Angle { get; set; }

    /// <summary>Age in minutes; the outline breathes and the granules stir with it.</summary>
    public double Age { get; set; }

    /// <summary>Radius of a circle that holds most of the cell.</summary>
    public double Reach => Radius * Math.Sqrt(_elongation);

    /// <summary>Draws the cell into the scene of a well whose centre lies at (<paramref name="wellX"/>, <paramref name="wellY"/>).</summary>
    public void Draw(LayeredScene scene, double wavelength, double wellX, double wellY)
    {
        double centreX = wellX + X, centreY = wellY + Y;
        var wavenumber = 2 * Math.PI / wavelength;
        var (sin, cos) = Math.SinCos(Angle);
        var stretch = Math.Sqrt(_elongation);
        var (x0, x1) = scene.Span(centreX, Radius * stretch * 1.5);
        var (y0, y1) = scene.Span(centreY, Radius * stretch * 1.5);
        for (var y = y0; y < y1; y++)
            for (var x = x0; x < x1; x++)
            {
                double dx = scene.Position(x) - centreX, dy = scene.Position(y) - centreY;
                double u = dx * cos + dy * sin, v = dy * cos - dx * sin; // along and across the cell, µm
                double a = u / (Radius * stretch), b = v * stretch / Radius;
                var rho2 = SquaredDistance(a, b);
                if (rho2 < 1)
                    DrawColumn(scene, y * scene.Size + x, wavenumber, a, b, (float)u, (float)v, rho2);
            }
        foreach (var inclusion in _inclusions)
        {
            var (u, v, z) = Place(inclusion, stretch);
            Draw(scene, inclusion, wavenumber, centreX + u * cos - v * sin, centreY + u * sin + v * cos, z);
        }
    }

    /// <summary>How far a point lies from the cell's centre, as a share of the way to its outline there: below 1 inside, infinite far away.</summary>
    /// <param name="x">Relative to the well's centre, µm.</param>
    /// <param name="y">Relative to the well's centre, µm.</param>
    public double Distance(double x, double y)
    {
        double dx = x - X, dy = y - Y;
        var stretch = Math.Sqrt(_elongation);
        if (dx * dx + dy * dy > 4 * Radius * Radius * _elongation)
            return double.PositiveInfinity;
        var (sin, cos) = Math.SinCos(Angle);
        return Math.Sqrt(SquaredDistance((dx * cos + dy * sin) / (Radius * stretch), (dy * cos - dx * sin) * stretch / Radius));
    }

    private double SquaredDistance(double a, double b)
    {
        var radius = Outline(Math.Atan2(b, a));
        return (a * a + b * b) / (radius * radius);
    }

    private double Outline(double angle)
    {
        var radius = 1.0;
        for (var k = 0; k < _outline.Length; k++)
            radius += _outline[k].Amplitude * Math.Cos((k + 2) * angle + _outline[k].Phase + _outline[k].Rate * Age);
        return Math.Clamp(radius, 0.6, 1.4);
    }

    private void DrawColumn(LayeredScene scene, int pixel, double wavenumber, double a, double b, float u, float v, double rho2)
    {
        var lens = Math.Pow(1 - rho2, _fullness);
        var drift = (float)(0.05 * Age);
        var half = _height / 2 * lens;
        var top = half + _rippleHeight * Math.Min(1, 3 * lens) * _membrane.At(u + drift, v);
        var contrast = _indexContrast * (1 + _texture * _cytoplasm.At(u, v + drift));
        scene.AddColumn(pixel, Z - half, Z + Math.Max(top, -half), wavenumber * contrast);

        double na = (a - _nucleus.A) / _nucleus.RadiusA, nb = (b - _nucleus.B) / _nucleus.RadiusB;
        var inside = 1 - na * na - nb * nb;
        if (inside > 0)
        {
            var nuclear = 0.7 * half * Math.Sqrt(inside);
            scene.AddColumn(pixel, Z - nuclear, Z + nuclear, wavenumber * _nucleus.IndexContrast);
        }
    }

    /// <summary>Where an inclusion is now: along and across the cell, and its height.</summary>
    private (double U, double V, double Z) Place(Inclusion inclusion, double stretch)
    {
        var (sin, cos) = Math.SinCos(inclusion.Angle + inclusion.Rate * Age);
        var lens = Math.Pow(1 - inclusion.Distance * inclusion.Distance, _fullness);
        return (inclusion.Distance * cos * Radius * stretch, inclusion.Distance * sin * Radius / stretch, Z + inclusion.Level * _height / 2 * lens);
    }

    /// <summary>A granule or nucleolus: a small ball with a soft rim, all in its nearest layer.</summary>
    private static void Draw(LayeredScene scene, Inclusion inclusion, double wavenumber, double cx, double cy, double z)
    {
        var layer = scene.Nearest(z);
        float[] phase = scene.Phase(layer), absorption = scene.Absorption(layer);
        var peak = wavenumber * 2 * inclusion.Radius * inclusion.IndexContrast;
        var (x0, x1) = scene.Span(cx, 2.2 * inclusion.Radius);
        var (y0, y1) = scene.Span(cy, 2.2 * inclusion.Radius);
        for (var y = y0; y < y1; y++)
            for (var x = x0; x < x1; x++)
            {
                double dx = (scene.Position(x) - cx) / inclusion.Radius, dy = (scene.Position(y) - cy) / inclusion.Radius;
                var profile = Math.Exp(-1.2 * (dx * dx + dy * dy));
                phase[y * scene.Size + x] += (float)(peak * profile);
                absorption[y * scene.Size + x] += (float)(inclusion.Absorption * profile);
            }
    }

    /// <summary>Centre and radii in units of the cell's radius.</summary>
    private readonly record struct Nucleus(double A, double B, double RadiusA, double RadiusB, double IndexContrast);

    /// <summary>Polar position and level in units of the cell's radius and half height; radius in µm.</summary>
    private readonly record struct Inclusion(
        double Distance, double Angle, double Rate, double Level, double Radius, double IndexContrast, double Absorption)
    {
        public static Inclusion Draw(SimulationRandom random, int index)
        {
            var nucleolus = index < 2;
            return new Inclusion(
                nucleolus ? random.Uniform(0, 0.35) : 0.92 * Math.Sqrt(random.Uniform()),
                random.Uniform(0, 2 * Math.PI),
                random.Around(0, nucleolus ? 0.002 : 0.015),
                random.Around(0, 0.9),
                nucleolus ? random.Uniform(0.6, 1.1) : random.Uniform(0.3, 0.7),
                nucleolus ? random.Uniform(0.01, 0.025) : random.Chance(0.25) ? -random.Uniform(0.01, 0.03) : random.Uniform(0.01, 0.04),
                random.Uniform(0, 0.04));
        }
    }
}
