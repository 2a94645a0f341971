using System.Numerics;

namespace PostFocus.Imaging.Fourier;

/// <summary>Fourier transforms of planes of any size, in place and unnormalised; fastest at powers of two.</summary>
internal static class PlaneSpectrum
{
    /// <param name="values">Axes [row, column], row-major.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    public static void Forward(Complex[] values, int height, int width)
    {
        int stride = Padded(width),
            turnedStride = Padded(height);
        double[] re = new double[height * stride],
            im = new double[height * stride];
        for (var y = 0; y < height; y++)
        for (var x = 0; x < width; x++)
            (re[y * stride + x], im[y * stride + x]) = (values[y * width + x].Real, values[y * width + x].Imaginary);
        Columns(re, im, height, stride);
        double[] turnedRe = new double[width * turnedStride],
            turnedIm = new double[width * turnedStride];
        Matrix.Transpose(re, stride, turnedRe, turnedStride, height, width);
        Matrix.Transpose(im, stride, turnedIm, turnedStride, height, width);
        Columns(turnedRe, turnedIm, width, turnedStride);
        Matrix.Transpose(turnedRe, turnedStride, re, stride, width, height);
        Matrix.Transpose(turnedIm, turnedStride, im, stride, width, height);
        for (var y = 0; y < height; y++)
        for (var x = 0; x < width; x++)
            values[y * width + x] = new Complex(re[y * stride + x], im[y * stride + x]);
    }

    /// <summary>The inverse up to a factor of height × width.</summary>
    /// <param name="values">Axes [row, column], row-major.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    public static void Inverse(Complex[] values, int height, int width)
    {
        Conjugate(values);
        Forward(values, height, width);
        Conjugate(values);
    }

    private static void Columns(double[] re, double[] im, int length, int stride)
    {
        if (BitOperations.IsPow2(length))
            new FourierTransform<double>(length).Columns(re, im, stride, 0, stride);
        else
            new ChirpTransform(length).Columns(re, im, stride);
    }

    private static void Conjugate(Complex[] values)
    {
        for (var i = 0; i < values.Length; i++)
            values[i] = Complex.Conjugate(values[i]);
    }

    /// <summary>Whole vectors.</summary>
    private static int Padded(int side) => (side + Vector<double>.Count - 1) / Vector<double>.Count * Vector<double>.Count;
}
