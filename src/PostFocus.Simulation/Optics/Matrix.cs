namespace PostFocus.Simulation.Optics;

internal static class Matrix
{
    private const int Block = 16; // a cache line of floats

    /// <summary>Turns the first <paramref name="columns"/> columns of an n × n matrix into the first rows of another.</summary>
    public static void Transpose(float[] from, float[] to, int n, int columns)
    {
        for (var y0 = 0; y0 < n; y0 += Block)
            for (var x0 = 0; x0 < columns; x0 += Block)
                for (var x = x0; x < Math.Min(x0 + Block, columns); x++)
                    for (var y = y0; y < Math.Min(y0 + Block, n); y++)
                        to[x * n + y] = from[y * n + x];
    }
}
