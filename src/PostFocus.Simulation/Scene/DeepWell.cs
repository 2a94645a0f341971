using PostFocus.Simulation.Optics;
using PostFocus.Simulation.Options;
using PostFocus.Simulation.Randomness;

namespace PostFocus.Simulation.Scene;

/// <summary>
/// A nanowell as a hole in PDMS, over a floor that the objective looks through. Light comes down the hole and down the
/// walls around it, which guide what is in them and let out little: the shade inside, the dark edge and the bright bands
/// around the well are what propagation makes of it.
/// </summary>
internal sealed class DeepWell : WellGeometry
{
    private const double FloorMicrons = 0; // where the walls end: the edge is sharp when cells are
    private const double SliceMicrons = 2.5; // less than half a turn of phase in PDMS
    private const double EdgeMicrons = 0.25; // over which the index rises

    private readonly MouldOutline _outline;
    private readonly double _phasePerMicron,
        _depth,
        _loss,
        _grain;
    private readonly Ripple _surface;
    private UpstreamSlices? _upstream;

    public DeepWell(NanowellOptions options, double wavelength, SimulationRandom random, double variation)
    {
        _outline = new MouldOutline(options, random, variation);
        _phasePerMicron = 2 * Math.PI / wavelength * options.WallIndexContrast;
        _depth = options.WallDepthMicrons;
        _loss = options.WallLoss;
        _surface = new Ripple(random, 1.2, 12, waves: 32);
        _grain = random.Uniform(0.004, 0.008);
    }

    public override double CentreX => _outline.CentreX;
    public override double CentreY => _outline.CentreY;

    public override double Distance(double x, double y) => _outline.Distance(x, y);

    public override void Draw(LayeredScene scene)
    {
        var positions = scene.Positions();
        var distance = _outline.OnGrid(positions);
        var bottom = scene.Height(0) - scene.Spacing / 2;
        float[] phase = new float[distance.Length],
            absorption = new float[distance.Length];
        for (var i = 0; i < distance.Length; i++)
        {
            var skin = distance[i] / EdgeMicrons;
            var wall = 1 / (1 + Math.Exp(-Math.Clamp(skin, -40, 40)));
            scene.AddColumn(i, bottom, FloorMicrons, _phasePerMicron * wall);
            phase[i] = (float)(SliceMicrons * _phasePerMicron * wall);
            absorption[i] = (float)(SliceMicrons * _loss * Math.Exp(-skin * skin));
        }
        _upstream ??= new UpstreamSlices(
            phase,
            absorption,
            (int)Math.Round(Math.Max(0, _depth + bottom - FloorMicrons) / SliceMicrons),
            SliceMicrons
        );
        scene.Upstream = _upstream;

        var floor = scene.Absorption(scene.Nearest(FloorMicrons));
        var surface = _surface.OnGrid(positions, (float)CentreX, (float)CentreY);
        for (var i = 0; i < floor.Length; i++)
            floor[i] += (float)_grain * surface[i];
    }
}
