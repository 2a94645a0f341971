namespace PostFocus.Imaging.Fourier;

internal static class Matrix
{
    private const int Block = 16; // a cache line of floats

    /// <summary>Turns the first <paramref name="columns"/> columns of an n × n matrix into the first rows of another.</summary>
    public static void Transpose<T>(T[] from, T[] to, int n, int columns) => Transpose(from, n, to, n, n, columns);

    /// <summary>Turns rows and columns at the start of a matrix into columns and rows of another; their strides are given.</summary>
    public static void Transpose<T>(T[] from, int fromStride, T[] to, int toStride, int rows, int columns)
    {
        for (var y0 = 0; y0 < rows; y0 += Block)
        for (var x0 = 0; x0 < columns; x0 += Block)
        for (var x = x0; x < Math.Min(x0 + Block, columns); x++)
        for (var y = y0; y < Math.Min(y0 + Block, rows); y++)
            to[x * toStride + y] = from[y * fromStride + x];
    }
}
