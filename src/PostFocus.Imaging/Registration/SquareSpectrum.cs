using System.Numerics;
using MathNet.Numerics.IntegralTransforms;

namespace PostFocus.Imaging;

/// <summary>Fourier transforms of squares, in place and unnormalised. MathNet's own provider has them for lines only.</summary>
internal static class SquareSpectrum
{
    /// <param name="values">Axes [row, column], row-major, side × side.</param>
    /// <param name="side">A power of two, at which MathNet is fast.</param>
    public static void Forward(Complex[] values, int side) => BothAxes(values, side, line => Fourier.Forward(line, FourierOptions.NoScaling));

    /// <summary>The inverse up to a factor of side².</summary>
    /// <param name="values">Axes [row, column], row-major, side × side.</param>
    /// <param name="side">A power of two.</param>
    public static void Inverse(Complex[] values, int side) => BothAxes(values, side, line => Fourier.Inverse(line, FourierOptions.NoScaling));

    private static void BothAxes(Complex[] values, int side, Action<Complex[]> transform)
    {
        var line = new Complex[side];
        for (var row = 0; row < side; row++)
        {
            values.AsSpan(row * side, side).CopyTo(line);
            transform(line);
            line.CopyTo(values, row * side);
        }
        for (var column = 0; column < side; column++)
        {
            for (var row = 0; row < side; row++)
                line[row] = values[row * side + column];
            transform(line);
            for (var row = 0; row < side; row++)
                values[row * side + column] = line[row];
        }
    }
}
