using PostFocus.Simulation.Optics;
using PostFocus.Simulation.Options;
using PostFocus.Simulation.Randomness;

namespace PostFocus.Simulation.Scene;

/// <summary>The walls of a nanowell seen from above: a rounded square, turned, with the roughness of moulded PDMS.</summary>
internal sealed class MouldedWell : WellGeometry
{
    private readonly double _half,
        _corner,
        _cos,
        _sin,
        _roughness,
        _taper,
        _wallWidth,
        _wallDepth,
        _wallPhase,
        _step,
        _shade,
        _rim,
        _grain;
    private readonly Ripple _edge,
        _surface;

    public MouldedWell(NanowellOptions options, SimulationRandom random, double variation)
    {
        _half = options.SideMicrons / 2 * random.Around(1, 0.02 * variation);
        _corner = Math.Min(options.CornerRadiusMicrons * random.Around(1, 0.5 * variation), options.SideMicrons / 5);
        var angle = (random.Chance(options.DiamondShare) ? Math.PI / 4 : 0) + random.Around(0, 0.04 * variation);
        (_sin, _cos) = Math.SinCos(angle);
        _roughness = random.Uniform(0.05, 0.25);
        _edge = new Ripple(random, 1.5, 8, waves: 10);
        _surface = new Ripple(random, 1.5, 12, waves: 10);
        _grain = random.Uniform(0.001, 0.012);
        _taper = random.Around(0, 0.08);
        _wallWidth = random.Uniform(0.6, 1.1);
        _wallDepth = random.Uniform(0.6, 1.4);
        _wallPhase = random.Around(0, 0.6);
        // 50 µm of PDMS against medium is many wavelengths: what is left of the step, modulo 2π, may have either sign.
        _step = random.Around(0, 0.35);
        _shade = random.Uniform(0.02, 0.2);
        _rim = random.Uniform(0, 0.12);
        CentreX = random.Around(0, 1.5 * variation);
        CentreY = random.Around(0, 1.5 * variation);
    }

    public override double CentreX { get; }
    public override double CentreY { get; }

    public override double Distance(double x, double y)
    {
        double u = Math.Abs(x * _cos + y * _sin) - _half + _corner,
            v = Math.Abs(y * _cos - x * _sin) - _half + _corner;
        var beyond = u > 0 && v > 0 ? Math.Sqrt(u * u + v * v) : Math.Max(u, v);
        return beyond - _corner;
    }

    /// <summary>
    /// Walls scatter light out of the pupil and look dark: an absorbing line with a phase ridge, split over all layers
    /// and, by the walls' taper, a little aside in each. The step between PDMS and medium lies in the middle layer.
    /// </summary>
    public override void Draw(LayeredScene scene)
    {
        var middle = scene.LayerCount / 2;
        float[] phase = scene.Phase(middle),
            absorption = scene.Absorption(middle);
        var positions = scene.Positions();
        var surface = _surface.OnGrid(positions, (float)CentreX, (float)CentreY);
        var edge = _edge.OnGrid(positions, (float)CentreX, (float)CentreY);

        for (var y = 0; y < scene.Size; y++)
        for (var x = 0; x < scene.Size; x++)
        {
            double px = positions[x] - CentreX,
                py = positions[y] - CentreY;
            var pixel = y * scene.Size + x;
            var distance = Distance(px, py);
            var inside = distance < 0 ? 1.0 : 0.0;
            if (Math.Abs(distance) < 5)
            {
                distance += _roughness * edge[pixel];
                for (var l = 0; l < scene.LayerCount; l++)
                    DrawWall(scene, l, pixel, distance + _taper * scene.Height(l));
                inside = 1 / (1 + Math.Exp(2.5 * distance));
            }
            phase[pixel] += (float)(_step * inside + _grain * surface[pixel]);
            absorption[pixel] += (float)(_shade * inside);
            // The PDMS next to the well bends light towards it: a faint bright rim that fades outwards.
            if (inside < 1)
                absorption[pixel] -= (float)(_rim * (1 - inside) * Math.Exp(-Math.Max(distance, 0) / 4));
        }
    }

    private void DrawWall(LayeredScene scene, int layer, int pixel, double distance)
    {
        var line = Math.Exp(-distance * distance / (2 * _wallWidth * _wallWidth)) / scene.LayerCount;
        scene.Absorption(layer)[pixel] += (float)(_wallDepth * line);
        scene.Phase(layer)[pixel] += (float)(_wallPhase * line);
    }
}
