using System.Numerics;
using PostFocus.Imaging.Filters;
using PostFocus.Imaging.Fourier;

namespace PostFocus.Imaging.Baselines;

/// <summary>
/// An image beside its reflections, twice as high and wide: periodic and without jumps at its borders, as Fourier transforms
/// want it.
/// </summary>
/// <param name="height">Rows of the image.</param>
/// <param name="width">Columns of the image.</param>
internal sealed class MirroredPlane(int height, int width)
{
    public int Height => 2 * height;

    public int Width => 2 * width;

    /// <summary>How far an entry of the spectrum lies from its origin, periods a pixel: 0 to √½.</summary>
    public double Frequency(int index) => double.Hypot(Frequency(index / Width, Height), Frequency(index % Width, Width));

    public Complex[] Spectrum(ReadOnlySpan<float> image)
    {
        var values = new Complex[Height * Width];
        for (var y = 0; y < Height; y++)
        for (var x = 0; x < Width; x++)
            values[y * Width + x] = image[Mirror.Inside(y, height) * width + Mirror.Inside(x, width)];
        PlaneSpectrum.Forward(values, Height, Width);
        return values;
    }

    /// <summary>The transfer function of a point spread: its middle lies at the origin.</summary>
    public Complex[] Transfer(PointSpread spread)
    {
        var values = new Complex[Height * Width];
        for (var i = 0; i < spread.Weights.Count; i++)
        {
            int y = i / spread.Width - spread.Height / 2,
                x = i % spread.Width - spread.Width / 2;
            // A spread larger than the plane wraps around, as its convolution does.
            values[Wrapped(y, Height) * Width + Wrapped(x, Width)] += spread.Weights[i];
        }
        PlaneSpectrum.Forward(values, Height, Width);
        return values;
    }

    /// <summary>The plane of a spectrum, which is overwritten.</summary>
    public double[] Plane(Complex[] spectrum)
    {
        PlaneSpectrum.Inverse(spectrum, Height, Width);
        var plane = new double[spectrum.Length];
        for (var i = 0; i < plane.Length; i++)
            plane[i] = spectrum[i].Real / plane.Length;
        return plane;
    }

    /// <summary>The image within a plane.</summary>
    public float[] Image(double[] plane)
    {
        var image = new float[height * width];
        for (var i = 0; i < image.Length; i++)
            image[i] = (float)plane[i / width * Width + i % width];
        return image;
    }

    private static double Frequency(int index, int extent) => (double)Math.Min(index, extent - index) / extent;

    private static int Wrapped(int index, int extent) => (index % extent + extent) % extent;
}
