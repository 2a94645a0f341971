using PostFocus.Simulation.Optics;

namespace PostFocus.Simulation.Scene;

/// <summary>A granule, vacuole or nucleolus: a small ball with a soft rim.</summary>
/// <param name="Radius">µm.</param>
/// <param name="IndexContrast">By how much its index exceeds that of what is around.</param>
/// <param name="Absorption">Of amplitude, in its middle.</param>
internal readonly record struct SoftBall(double Radius, double IndexContrast, double Absorption)
{
    /// <summary>Draws the ball, all in the layer nearest to its height.</summary>
    public void Draw(LayeredScene scene, double wavenumber, double centreX, double centreY, double z)
    {
        var layer = scene.Nearest(z);
        float[] phase = scene.Phase(layer),
            absorption = scene.Absorption(layer);
        var peak = wavenumber * 2 * Radius * IndexContrast;
        var (x0, x1) = scene.Span(centreX, 2.2 * Radius);
        var (y0, y1) = scene.Span(centreY, 2.2 * Radius);
        for (var y = y0; y < y1; y++)
        for (var x = x0; x < x1; x++)
        {
            double dx = (scene.Position(x) - centreX) / Radius,
                dy = (scene.Position(y) - centreY) / Radius;
            var profile = Math.Exp(-1.2 * (dx * dx + dy * dy));
            phase[y * scene.Size + x] += (float)(peak * profile);
            absorption[y * scene.Size + x] += (float)(Absorption * profile);
        }
    }
}
