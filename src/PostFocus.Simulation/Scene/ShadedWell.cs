namespace PostFocus.Simulation;

/// <summary>
/// A nanowell of thin walls. Light that comes in at the condenser's angle within a few µm of a wall of 50 µm must cross
/// it, and much of it is reflected into the PDMS: the well is darker along its walls, and a faint bright band runs around
/// it where that light comes out.
/// </summary>
internal sealed class ShadedWell : WellGeometry
{
    private const double BowMicrons = 0.6; // sides bulge: the mould's photoresist rounds

    private readonly double _half, _corner, _bow, _cos, _sin, _roughness;
    private readonly double _width, _depth, _ridge, _step; // of the wall
    private readonly double _tone, _shade, _length, _bandAt, _bandWidth, _band, _grain; // of the light beside it
    private readonly Ripple _edge, _surface;
    private readonly (double X, double Y, double Radius, double Height)[] _notches;

    public ShadedWell(NanowellOptions options, SimulationRandom random, double variation)
    {
        _half = options.SideMicrons / 2 * random.Around(1, 0.02 * variation);
        _corner = Math.Min(options.CornerRadiusMicrons * random.Around(1, 0.3 * variation), options.SideMicrons / 5);
        var angle = (random.Chance(options.DiamondShare) ? Math.PI / 4 : 0) + random.Around(0, 0.015 * variation);
        (_sin, _cos) = Math.SinCos(angle);
        _width = options.WallWidthMicrons * random.Around(1, 0.2 * variation);
        _depth = random.Uniform(1.4, 2.4);
        _ridge = random.Around(0, 0.2);
        _step = random.Around(0, 0.05);
        _tone = random.Around(0.03, 0.03 * variation);
        _shade = -Math.Log(1 - options.WallShade) / 2 * random.Around(1, 0.3 * variation); // of amplitude
        _length = options.WallShadeMicrons * random.Around(1, 0.25 * variation);
        _bandAt = random.Uniform(17, 24);
        _bandWidth = random.Uniform(1.5, 3);
        _band = random.Uniform(0.008, 0.025);
        _grain = random.Uniform(0.004, 0.012);
        _roughness = random.Uniform(0.04, 0.12);
        _bow = random.Uniform(0, BowMicrons);
        _edge = new Ripple(random, 2, 12, waves: 16);
        _surface = new Ripple(random, 1.2, 12, waves: 16);
        _notches = new (double, double, double, double)[random.Integer(6, 18)];
        var rough = random.Integer(0, 3); // one side is worse than the others, as it is over a chip
        for (var i = 0; i < _notches.Length; i++)
            _notches[i] = Notch(random, random.Chance(0.5) ? rough : random.Integer(0, 3));
        CentreX = random.Around(0, 1.5 * variation);
        CentreY = random.Around(0, 1.5 * variation);
    }

    public override double CentreX { get; }
    public override double CentreY { get; }

    public override double Distance(double x, double y)
    {
        var (u, v) = Turn(x, y);
        return FromWall(u, v);
    }

    public override void Draw(LayeredScene scene)
    {
        var layer = scene.Nearest(0);
        float[] phase = scene.Phase(layer), absorption = scene.Absorption(layer);
        var positions = scene.Positions();
        var surface = _surface.OnGrid(positions, (float)CentreX, (float)CentreY);
        var edge = _edge.OnGrid(positions, (float)CentreX, (float)CentreY);

        for (var y = 0; y < scene.Size; y++)
            for (var x = 0; x < scene.Size; x++)
            {
                var pixel = y * scene.Size + x;
                var (u, v) = Turn(positions[x] - CentreX, positions[y] - CentreY);
                var smooth = FromWall(u, v);
                var rough = Math.Abs(smooth) < 4 ? smooth + _roughness * edge[pixel] + Notches(u, v) : smooth;
                var inside = 1 / (1 + Math.Exp(Math.Clamp(rough / 0.25, -40, 40)));
                var line = Math.Exp(-rough * rough / (2 * _width * _width));
                var off = (smooth - _bandAt) / _bandWidth;
                phase[pixel] += (float)(_step * inside + _ridge * line);
                absorption[pixel] += (float)(inside * (_tone + _shade * Shade(u, v)) + _depth * line - _band * Math.Exp(-off * off) + _grain * surface[pixel]);
            }
    }

    /// <summary>A place on one of the four sides where the wall juts out or in, in coordinates along the well.</summary>
    private (double X, double Y, double Radius, double Height) Notch(SimulationRandom random, int side)
    {
        double along = random.Around(0, 0.9 * _half), radius = random.Uniform(0.4, 1.4), height = random.Uniform(-0.9, 0.5);
        return side switch
        {
            0 => (_half, along, radius, height),
            1 => (-_half, along, radius, height),
            2 => (along, _half, radius, height),
            _ => (along, -_half, radius, height),
        };
    }

    /// <summary>What the notches add to the distance from the wall.</summary>
    private double Notches(double u, double v)
    {
        var sum = 0.0;
        foreach (var (x, y, radius, height) in _notches)
        {
            double du = u - x, dv = v - y, d2 = (du * du + dv * dv) / (radius * radius);
            if (d2 < 12)
                sum += height * Math.Exp(-d2 / 2);
        }
        return sum;
    }

    /// <summary>How much light is missing, in units of that at the foot of a single wall.</summary>
    private double Shade(double u, double v) =>
        Fade(_half - u) + Fade(_half + u) + Fade(_half - v) + Fade(_half + v);

    private double Fade(double fromWall) => Math.Exp(-fromWall * fromWall / (_length * _length));

    private (double U, double V) Turn(double x, double y) => (x * _cos + y * _sin, y * _cos - x * _sin);

    /// <summary>Signed distance from a rounded square whose sides bulge.</summary>
    private double FromWall(double u, double v)
    {
        double bulgeU = _bow * (1 - v * v / (_half * _half)), bulgeV = _bow * (1 - u * u / (_half * _half));
        double a = Math.Abs(u) - _half - Math.Max(bulgeU, 0) + _corner, b = Math.Abs(v) - _half - Math.Max(bulgeV, 0) + _corner;
        return (a > 0 && b > 0 ? Math.Sqrt(a * a + b * b) : Math.Max(a, b)) - _corner;
    }
}
