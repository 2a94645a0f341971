using PostFocus.Simulation.Options;
using PostFocus.Simulation.Randomness;

namespace PostFocus.Simulation.Scene;

/// <summary>
/// The outline of a moulded well seen from above: a rounded square, turned, whose sides bulge, are rough and have notches. Lengths in µm.
/// </summary>
internal sealed class MouldOutline
{
    private const double BowMicrons = 0.6; // sides bulge: the mould's photoresist rounds

    private readonly double _corner,
        _bow,
        _cos,
        _sin,
        _roughness;
    private readonly Ripple _edge;
    private readonly (double X, double Y, double Radius, double Height)[] _notches;

    public MouldOutline(NanowellOptions options, SimulationRandom random, double variation)
    {
        Half = options.SideMicrons / 2 * random.Around(1, 0.02 * variation);
        _corner = Math.Min(options.CornerRadiusMicrons * random.Around(1, 0.3 * variation), options.SideMicrons / 5);
        var angle = (random.Chance(options.DiamondShare) ? Math.PI / 4 : 0) + random.Around(0, 0.015 * variation);
        (_sin, _cos) = Math.SinCos(angle);
        _roughness = random.Uniform(0.04, 0.12);
        _bow = random.Uniform(0, BowMicrons);
        _edge = new Ripple(random, 2, 12, waves: 16);
        _notches = new (double, double, double, double)[random.Integer(6, 18)];
        var rough = random.Integer(0, 3); // one side is worse than the others, as it is over a chip
        for (var i = 0; i < _notches.Length; i++)
            _notches[i] = Notch(random, random.Chance(0.5) ? rough : random.Integer(0, 3));
        CentreX = random.Around(0, 1.5 * variation);
        CentreY = random.Around(0, 1.5 * variation);
    }

    /// <summary>Half of its side.</summary>
    public double Half { get; }

    public double CentreX { get; }
    public double CentreY { get; }

    /// <summary>Signed distance from the smooth outline, negative inside. Coordinates relative to the well's centre.</summary>
    public double Distance(double x, double y)
    {
        var (u, v) = Turn(x, y);
        return FromWall(u, v);
    }

    /// <summary>Signed distances from the rough outline over a field whose grid indices have these positions; axes [y, x].</summary>
    public float[] OnGrid(float[] positions)
    {
        var n = positions.Length;
        var distance = new float[n * n];
        var edge = _edge.OnGrid(positions, (float)CentreX, (float)CentreY);
        for (var y = 0; y < n; y++)
        for (var x = 0; x < n; x++)
        {
            var (u, v) = Turn(positions[x] - CentreX, positions[y] - CentreY);
            var smooth = FromWall(u, v);
            distance[y * n + x] = (float)(Math.Abs(smooth) < 4 ? smooth + _roughness * edge[y * n + x] + Notches(u, v) : smooth);
        }
        return distance;
    }

    /// <summary>A place on one of the four sides where the wall juts out or in, in coordinates along the well.</summary>
    private (double X, double Y, double Radius, double Height) Notch(SimulationRandom random, int side)
    {
        double along = random.Around(0, 0.9 * Half),
            radius = random.Uniform(0.4, 1.4),
            height = random.Uniform(-0.9, 0.5);
        return side switch
        {
            0 => (Half, along, radius, height),
            1 => (-Half, along, radius, height),
            2 => (along, Half, radius, height),
            _ => (along, -Half, radius, height),
        };
    }

    /// <summary>What the notches add to the distance from the wall.</summary>
    private double Notches(double u, double v)
    {
        var sum = 0.0;
        foreach (var (x, y, radius, height) in _notches)
        {
            double du = u - x,
                dv = v - y,
                d2 = (du * du + dv * dv) / (radius * radius);
            if (d2 < 12)
                sum += height * Math.Exp(-d2 / 2);
        }
        return sum;
    }

    /// <summary>Coordinates along the well, of a place relative to its centre.</summary>
    public (double U, double V) Turn(double x, double y) => (x * _cos + y * _sin, y * _cos - x * _sin);

    private double FromWall(double u, double v)
    {
        double bulgeU = _bow * (1 - v * v / (Half * Half)),
            bulgeV = _bow * (1 - u * u / (Half * Half));
        double a = Math.Abs(u) - Half - Math.Max(bulgeU, 0) + _corner,
            b = Math.Abs(v) - Half - Math.Max(bulgeV, 0) + _corner;
        return (a > 0 && b > 0 ? Math.Sqrt(a * a + b * b) : Math.Max(a, b)) - _corner;
    }
}
