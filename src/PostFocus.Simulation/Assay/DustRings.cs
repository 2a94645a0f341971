using PostFocus.Simulation.Randomness;

namespace PostFocus.Simulation.Assay;

/// <summary>
/// The shadow of a small particle close before the camera: Fresnel's rings, 1 − a cos(πr²/R²) within an envelope. Lengths
/// in camera pixels.
/// </summary>
internal readonly record struct DustRings(double X, double Y, double Radius, double Depth)
{
    private const double Envelope = 1.5; // in radii: two or three rings show

    public static DustRings Draw(int size, SimulationRandom random) =>
        new(random.Uniform(0, size), random.Uniform(0, size), random.Uniform(1.5, 4), random.Uniform(0.01, 0.12));

    /// <summary>Multiplies the light on a square camera, axes [y, x].</summary>
    public void Shade(float[] light, int size)
    {
        var reach = 3 * Envelope * Radius;
        int x0 = (int)Math.Max(0, X - reach),
            x1 = (int)Math.Min(size - 1, X + reach);
        int y0 = (int)Math.Max(0, Y - reach),
            y1 = (int)Math.Min(size - 1, Y + reach);
        for (var y = y0; y <= y1; y++)
        for (var x = x0; x <= x1; x++)
        {
            var r2 = ((x - X) * (x - X) + (y - Y) * (y - Y)) / (Radius * Radius);
            light[y * size + x] *= (float)(1 - Depth * Math.Cos(Math.PI * r2) * Math.Exp(-r2 / (Envelope * Envelope)));
        }
    }
}
