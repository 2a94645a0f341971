using PostFocus.Simulation.Optics;
using PostFocus.Simulation.Randomness;

namespace PostFocus.Simulation.Scene;

/// <summary>
/// A thread on the ground, such as a neurite: it winds as a persistent random walk, and thins and swells along its way.
/// Lengths in µm.
/// </summary>
internal sealed class Fibre
{
    private const double StepMicrons = 0.25; // fine enough for the thinnest to be whole
    private const double BeadingMicrons = 8;

    private readonly (double X, double Y, double Phase)[] _links;
    private readonly double _radius,
        _z;

    public Fibre(SimulationRandom random, double half)
    {
        var heading = random.Uniform(0, 2 * Math.PI);
        double x = random.Around(0, half),
            y = random.Around(0, half);
        _radius = random.Uniform(0.25, 0.8);
        _z = AdherentCell.GroundMicrons + random.Uniform(0, 2);
        var turn = random.Uniform(0, 0.12); // rad a root µm: from straight to curled
        var phase = random.Uniform(0.1, 0.5) * _radius;
        var (beading, offset) = (random.Uniform(0, 0.8), random.Uniform(0, 2 * Math.PI));
        _links = new (double, double, double)[random.Integer(60, 600)];
        for (var i = 0; i < _links.Length; i++)
        {
            // Links overlap: together they make the fibre's phase.
            var swell = 1 + beading * Math.Sin(2 * Math.PI * i * StepMicrons / BeadingMicrons + offset);
            _links[i] = (x, y, phase * swell * StepMicrons / (_radius * Math.Sqrt(Math.PI)));
            heading += turn * Math.Sqrt(StepMicrons) * random.Normal();
            var (sin, cos) = Math.SinCos(heading);
            (x, y) = (x + StepMicrons * cos, y + StepMicrons * sin);
        }
    }

    public void Draw(LayeredScene scene)
    {
        foreach (var (x, y, phase) in _links)
            new Debris(x, y, _z, _radius, phase, 0).Draw(scene);
    }
}
