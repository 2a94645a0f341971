using PostFocus.Simulation.Optics;
using PostFocus.Simulation.Options;
using PostFocus.Simulation.Randomness;

namespace PostFocus.Simulation.Scene;

/// <summary>
/// A nanowell of thin walls. Light that comes in at the condenser's angle within a few µm of a wall of 50 µm must cross
/// it, and much of it is reflected into the PDMS: the well is darker along its walls, and the PDMS around it brighter, as
/// far as to a band where that light comes out.
/// </summary>
internal sealed class ShadedWell : WellGeometry
{
    private const double GuidedMicrons = 3; // where the light comes out that its walls guide, and over what width
    private const double OutskirtsMicrons = 2; // over which the brightness falls beyond the band
    private const double MeanSpecks = 10; // in and around the well

    private readonly MouldOutline _outline;
    private readonly double _width,
        _depth,
        _ridge,
        _step; // of the wall
    private readonly double _half,
        _tone,
        _shade,
        _length,
        _guided,
        _bandAt,
        _bandWidth,
        _band,
        _outskirts; // of the light beside it
    private readonly double _grain,
        _roughGrain;
    private readonly Ripple _surface,
        _unevenness;
    private readonly Debris[] _specks; // on the PDMS

    public ShadedWell(NanowellOptions options, SimulationRandom random, double variation)
    {
        _outline = new MouldOutline(options, random, variation);
        _half = _outline.Half;
        _width = options.WallWidthMicrons * random.Around(1, 0.2 * variation);
        _depth = random.Uniform(1.9, 2.9);
        _ridge = random.Around(0, 0.2);
        _step = random.Around(0, 0.05);
        _tone = random.Around(0.03, 0.03 * variation);
        _shade = -Math.Log(1 - options.WallShade) / 2 * random.Around(1, 0.3 * variation); // of amplitude
        _length = options.WallShadeMicrons * random.Around(1, 0.25 * variation);
        _guided = random.Uniform(0.02, 0.04);
        _bandAt = random.Uniform(14, 20);
        _bandWidth = random.Uniform(1.5, 3);
        _band = random.Uniform(0.008, 0.03);
        _outskirts = random.Uniform(0.01, 0.04);
        _grain = random.Uniform(0.004, 0.008);
        _roughGrain = random.Uniform(0.003, 0.012);
        _surface = new Ripple(random, 1.2, 12, waves: 32);
        _unevenness = new Ripple(random, 10, 40, waves: 16);
        _specks = new Debris[(int)random.Poisson(MeanSpecks)];
        for (var i = 0; i < _specks.Length; i++)
            _specks[i] = new Debris(
                random.Around(0, 2 * _half),
                random.Around(0, 2 * _half),
                random.Around(0, 3),
                random.Uniform(0.4, 1.4),
                random.Around(0, 0.1),
                random.Around(0.03, 0.08)
            );
    }

    public override double CentreX => _outline.CentreX;
    public override double CentreY => _outline.CentreY;

    public override double Distance(double x, double y) => _outline.Distance(x, y);

    public override void Draw(LayeredScene scene)
    {
        var layer = scene.Nearest(0);
        float[] phase = scene.Phase(layer),
            absorption = scene.Absorption(layer);
        var positions = scene.Positions();
        var surface = _surface.OnGrid(positions, (float)CentreX, (float)CentreY);
        var unevenness = _unevenness.OnGrid(positions, (float)CentreX, (float)CentreY);
        var rough = _outline.OnGrid(positions);

        for (var y = 0; y < scene.Size; y++)
        for (var x = 0; x < scene.Size; x++)
        {
            var pixel = y * scene.Size + x;
            var distance = rough[pixel];
            var inside = 1 / (1 + Math.Exp(Math.Clamp(distance / 0.25, -40, 40)));
            var line = Math.Exp(-distance * distance / (2 * _width * _width));
            phase[pixel] += (float)(_step * inside + _ridge * line);
            var shade = inside * (_tone + _shade * Shade(positions[x] - CentreX, positions[y] - CentreY)) - (1 - inside) * Glow(distance);
            absorption[pixel] += (float)(shade + _depth * line + _grain * surface[pixel] + _roughGrain * unevenness[pixel]);
        }
        foreach (var speck in _specks)
            speck.Draw(scene);
    }

    /// <summary>How much light is missing, in units of that at the foot of a single wall.</summary>
    private double Shade(double x, double y)
    {
        var (u, v) = _outline.Turn(x, y);
        return Fade(_half - u) + Fade(_half + u) + Fade(_half - v) + Fade(_half + v);
    }

    private double Fade(double fromWall) => Math.Exp(-fromWall * fromWall / (_length * _length));

    /// <summary>Light that the walls guide and scatter into the PDMS around the well, of amplitude.</summary>
    private double Glow(double distance)
    {
        var near = (distance - GuidedMicrons) / GuidedMicrons;
        var off = (distance - _bandAt) / _bandWidth;
        return _guided * Math.Exp(-near * near)
            + _band * Math.Exp(-off * off)
            - _outskirts / (1 + Math.Exp((_bandAt - distance) / OutskirtsMicrons));
    }
}
