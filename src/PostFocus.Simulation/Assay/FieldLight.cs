using PostFocus.Simulation.Options;
using PostFocus.Simulation.Randomness;

namespace PostFocus.Simulation.Assay;

/// <summary>
/// What the light does that no focus changes: slow unevenness over the field, and shadows of dust on the optics
/// near the camera. A factor for each camera pixel.
/// </summary>
internal sealed class FieldLight
{
    public FieldLight(NanowellOptions options, int size, SimulationRandom random)
    {
        Factors = new float[size * size];
        double tiltX = random.Around(0, options.UnevenLight),
            tiltY = random.Around(0, options.UnevenLight);
        var bowl = random.Around(0, options.UnevenLight);
        var spots = new (double X, double Y, double Radius, double Depth)[(int)random.Poisson(options.MeanDust)];
        for (var i = 0; i < spots.Length; i++)
            spots[i] = (random.Uniform(-1, 1), random.Uniform(-1, 1), random.Uniform(0.04, 0.15), random.Uniform(0.01, 0.05));

        for (var row = 0; row < size; row++)
        for (var column = 0; column < size; column++)
        {
            double x = 2.0 * column / size - 1,
                y = 2.0 * row / size - 1;
            var factor = 1 + (tiltX * x + tiltY * y + bowl * (x * x + y * y - 2.0 / 3)) / 2;
            foreach (var spot in spots)
                factor *= 1 - spot.Depth * Math.Exp(-(Math.Pow(x - spot.X, 2) + Math.Pow(y - spot.Y, 2)) / (spot.Radius * spot.Radius));
            Factors[row * size + column] = (float)factor;
        }
        for (var i = random.Poisson(options.MeanDustRings); i > 0; i--)
            DustRings.Draw(size, random).Shade(Factors, size);
    }

    /// <summary>Axes [y, x].</summary>
    public float[] Factors { get; }
}
