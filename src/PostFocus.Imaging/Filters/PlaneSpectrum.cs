using System.Numerics;
using MathNet.Numerics.IntegralTransforms;

namespace PostFocus.Imaging;

/// <summary>Fourier transforms of planes, in place and unnormalised. MathNet's own provider has them for lines only.</summary>
internal static class PlaneSpectrum
{
    /// <param name="values">Axes [row, column], row-major.</param>
    /// <param name="height">Rows; MathNet is fast at powers of two.</param>
    /// <param name="width">Columns.</param>
    public static void Forward(Complex[] values, int height, int width) =>
        BothAxes(values, height, width, line => Fourier.Forward(line, FourierOptions.NoScaling));

    /// <summary>The inverse up to a factor of height × width.</summary>
    /// <param name="values">Axes [row, column], row-major.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    public static void Inverse(Complex[] values, int height, int width) =>
        BothAxes(values, height, width, line => Fourier.Inverse(line, FourierOptions.NoScaling));

    private static void BothAxes(Complex[] values, int height, int width, Action<Complex[]> transform)
    {
        var line = new Complex[width];
        for (var row = 0; row < height; row++)
        {
            values.AsSpan(row * width, width).CopyTo(line);
            transform(line);
            line.CopyTo(values, row * width);
        }
        line = new Complex[height];
        for (var column = 0; column < width; column++)
        {
            for (var row = 0; row < height; row++)
                line[row] = values[row * width + column];
            transform(line);
            for (var row = 0; row < height; row++)
                values[row * width + column] = line[row];
        }
    }
}
