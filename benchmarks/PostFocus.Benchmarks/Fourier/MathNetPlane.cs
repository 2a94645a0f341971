using System.Numerics;
using MathNet.Numerics.IntegralTransforms;

namespace PostFocus.Benchmarks.Fourier;

/// <summary>MathNet's transform of a plane; its managed provider has lines only, so rows and then columns, one by one.</summary>
internal static class MathNetPlane
{
    public static void Forward(Complex[] values, int height, int width)
    {
        Complex[] row = new Complex[width],
            column = new Complex[height];
        for (var y = 0; y < height; y++)
        {
            Array.Copy(values, y * width, row, 0, width);
            MathNet.Numerics.IntegralTransforms.Fourier.Forward(row, FourierOptions.NoScaling);
            row.CopyTo(values, y * width);
        }
        for (var x = 0; x < width; x++)
        {
            for (var y = 0; y < height; y++)
                column[y] = values[y * width + x];
            MathNet.Numerics.IntegralTransforms.Fourier.Forward(column, FourierOptions.NoScaling);
            for (var y = 0; y < height; y++)
                values[y * width + x] = column[y];
        }
    }
}
