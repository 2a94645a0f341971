using PostFocus.Simulation.Randomness;

namespace PostFocus.Simulation.Scene;

/// <summary>A smooth random surface of unit variance: plane waves of random direction, phase and wavelength.</summary>
internal sealed class Ripple
{
    private readonly (float Kx, float Ky, float Phase)[] _waves;
    private readonly float _amplitude;

    /// <param name="random">Where the waves come from.</param>
    /// <param name="shortest">Shortest wavelength in µm.</param>
    /// <param name="longest">Longest wavelength in µm.</param>
    /// <param name="waves">How many waves; with fewer than ten, a lattice shows.</param>
    public Ripple(SimulationRandom random, double shortest, double longest, int waves = 16)
    {
        _waves = new (float, float, float)[waves];
        for (var i = 0; i < waves; i++)
        {
            var k = 2 * Math.PI / (shortest * Math.Pow(longest / shortest, random.Uniform()));
            var (sin, cos) = Math.SinCos(random.Uniform(0, 2 * Math.PI));
            _waves[i] = ((float)(k * cos), (float)(k * sin), (float)random.Uniform(0, 2 * Math.PI));
        }
        _amplitude = MathF.Sqrt(2f / waves);
    }

    /// <summary>
    /// Values on a grid, axes [y, x]. By sin(a + b) = sin a cos b + cos a sin b a wave needs its sines along the two
    /// sides only.
    /// </summary>
    public float[] OnGrid(float[] positions, float offsetX, float offsetY)
    {
        var n = positions.Length;
        var values = new float[n * n];
        float[] sin = new float[n],
            cos = new float[n];
        foreach (var (kx, ky, phase) in _waves)
        {
            for (var x = 0; x < n; x++)
                (sin[x], cos[x]) = MathF.SinCos(kx * (positions[x] - offsetX) + phase);
            for (var y = 0; y < n; y++)
            {
                var (s, c) = MathF.SinCos(ky * (positions[y] - offsetY));
                (s, c) = (_amplitude * s, _amplitude * c);
                var row = values.AsSpan(y * n, n);
                for (var x = 0; x < row.Length; x++)
                    row[x] += sin[x] * c + cos[x] * s;
            }
        }
        return values;
    }

    public float At(float x, float y)
    {
        var sum = 0f;
        foreach (var (kx, ky, phase) in _waves)
            sum += MathF.Sin(kx * x + ky * y + phase);
        return _amplitude * sum;
    }
}
