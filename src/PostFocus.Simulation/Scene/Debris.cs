using PostFocus.Simulation.Optics;

namespace PostFocus.Simulation.Scene;

/// <summary>A particle: a soft spot of phase (radians) and absorption at its own height. Lengths in µm.</summary>
internal readonly record struct Debris(double X, double Y, double Z, double Radius, double Phase, double Absorption)
{
    public void Draw(LayeredScene scene)
    {
        var layer = scene.Nearest(Z);
        float[] phase = scene.Phase(layer),
            absorption = scene.Absorption(layer);
        var (x0, x1) = scene.Span(X, 3 * Radius);
        var (y0, y1) = scene.Span(Y, 3 * Radius);
        for (var y = y0; y < y1; y++)
        for (var x = x0; x < x1; x++)
        {
            double dx = (scene.Position(x) - X) / Radius,
                dy = (scene.Position(y) - Y) / Radius;
            var profile = Math.Exp(-(dx * dx + dy * dy));
            phase[y * scene.Size + x] += (float)(Phase * profile);
            absorption[y * scene.Size + x] += (float)(Absorption * profile);
        }
    }
}
