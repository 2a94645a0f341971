using PostFocus.Simulation.Optics;
using PostFocus.Simulation.Options;
using PostFocus.Simulation.Randomness;

namespace PostFocus.Simulation.Scene;

/// <summary>A plain ground of faint grain, without walls; cells keep within a square.</summary>
internal sealed class OpenGround : WellGeometry
{
    private readonly double _half,
        _grain;
    private readonly Ripple _surface;

    public OpenGround(NanowellOptions options, SimulationRandom random)
    {
        _half = options.SideMicrons / 2;
        _surface = new Ripple(random, 1.5, 12, waves: 24);
        _grain = random.Uniform(0.001, 0.004);
    }

    public override double CentreX => 0;
    public override double CentreY => 0;

    public override double Distance(double x, double y) => Math.Max(Math.Abs(x), Math.Abs(y)) - _half;

    public override void Draw(LayeredScene scene)
    {
        var phase = scene.Phase(scene.Nearest(0));
        var positions = scene.Positions();
        var surface = _surface.OnGrid(positions, 0, 0);
        for (var i = 0; i < phase.Length; i++)
            phase[i] += (float)_grain * surface[i];
    }
}
