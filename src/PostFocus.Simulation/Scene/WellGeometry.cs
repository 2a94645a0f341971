namespace PostFocus.Simulation;

/// <summary>The walls of a nanowell seen from above: a rounded square, turned, with the roughness of moulded PDMS.</summary>
internal sealed class WellGeometry
{
    private readonly double _half, _corner, _cos, _sin, _roughness, _taper, _wallWidth, _wallDepth, _wallPhase, _step, _shade, _rim, _grain;
    private readonly Ripple _edge, _surface;

    public WellGeometry(NanowellOptions options, SimulationRandom random, double variation)
    {
        _half = options.SideMicrons / 2 * random.Around(1, 0.02 * variation);
        _corner = Math.Min(options.CornerRadiusMicrons * random.Around(1, 0.5 * variation), options.SideMicrons / 5);
        var angle = (random.Chance(options.DiamondShare) ? Math.PI / 4 : 0) + random.Around(0, 0.04 * variation);
        (_sin, _cos) = Math.SinCos(angle);
        _roughness = random.Uniform(0.05, 0.25);
        _edge = new Ripple(random, 1.5, 8);
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

    public double CentreX { get; }
    public double CentreY { get; }

    /// <summary>Signed distance (µm) from the wall: negative inside the well. Coordinates relative to the well's centre.</summary>
    public double Distance(double x, double y)
    {
        double u = Math.Abs(x * _cos + y * _sin) - _half + _corner, v = Math.Abs(y * _cos - x * _sin) - _half + _corner;
        return Math.Min(Math.Max(u, v), 0) + Math.Sqrt(Math.Pow(Math.Max(u, 0), 2) + Math.Pow(Math.Max(v, 0), 2)) - _corner;
    }

    /// <summary>
    /// Walls scatter light out of the pupil and look dark: an absorbing line with a phase ridge, split over all layers
    /// and, by the walls' taper, a little aside in each. The step between PDMS and medium lies in the middle layer.
    /// </summary>
    public void Draw(LayeredScene scene)
    {
        var middle = scene.LayerCount / 2;
        for (var y = 0; y < scene.Size; y++)
            for (var x = 0; x < scene.Size; x++)
            {
                double px = scene.Position(x) - CentreX, py = scene.Position(y) - CentreY;
                var pixel = y * scene.Size + x;
                var distance = Distance(px, py);
                if (Math.Abs(distance) < 5)
                {
                    distance += _roughness * _edge.At((float)px, (float)py);
                    for (var l = 0; l < scene.LayerCount; l++)
                        DrawWall(scene, l, pixel, distance + _taper * scene.Height(l));
                }
                var inside = 1 / (1 + Math.Exp(Math.Clamp(2.5 * distance, -30, 30)));
                var outside = 1 - inside;
                scene.Phase(middle)[pixel] += (float)(_step * inside + _grain * _surface.At((float)px, (float)py));
                // The PDMS next to the well bends light towards it: a faint bright rim that fades outwards.
                scene.Absorption(middle)[pixel] += (float)(_shade * inside - _rim * outside * Math.Exp(-Math.Max(distance, 0) / 4));
            }
    }

    private void DrawWall(LayeredScene scene, int layer, int pixel, double distance)
    {
        var line = Math.Exp(-distance * distance / (2 * _wallWidth * _wallWidth)) / scene.LayerCount;
        scene.Absorption(layer)[pixel] += (float)(_wallDepth * line);
        scene.Phase(layer)[pixel] += (float)(_wallPhase * line);
    }
}
