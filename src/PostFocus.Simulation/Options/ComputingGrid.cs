using System.Numerics;

namespace PostFocus.Simulation.Options;

/// <summary>The grid on which a camera's field is computed: finer than its pixels, wider than its field, a power of two.</summary>
/// <param name="Size">Grid points a side.</param>
/// <param name="Pixel">Grid pixel in µm.</param>
/// <param name="Oversampling">Grid points a camera pixel, each way.</param>
/// <param name="CameraSize">Camera pixels a side.</param>
internal readonly record struct ComputingGrid(int Size, double Pixel, int Oversampling, int CameraSize)
{
    private const double GuardMicrons = 8; // around the field, so that defocus does not wrap into it
    private const double Reserve = 1.2; // at least, for wells whose instrument varies towards finer detail

    /// <summary>Grid points between the grid's edge and the camera's field.</summary>
    public int Margin => (Size - Oversampling * CameraSize) / 2;

    /// <summary>Position in µm of the middle of a camera pixel, 0 in the middle of the grid.</summary>
    public double CameraPosition(int pixel) => (Margin + (pixel + 0.5) * Oversampling - Size / 2.0) * Pixel;

    /// <summary>The camera pixel, with fraction, at a position in µm: the inverse of <see cref="CameraPosition"/>.</summary>
    public double CameraPixel(double position) => (position / Pixel + Size / 2.0 - Margin) / Oversampling - 0.5;

    public static ComputingGrid For(AssayOptions options)
    {
        // The steepest wave that passes the pupil when the light is tilted most must not alias.
        var o = options.Microscope;
        var reserve = Math.Max(Reserve, o.Spread.Finest(options.Variation));
        var finest = reserve * (o.ObjectiveNA + o.CondenserOuterNA + o.MisalignmentNA) / o.Wavelengths().Min();
        var oversampling = Math.Max(options.Oversampling, (int)Math.Ceiling(2 * finest * options.PixelSize));
        var pixel = options.PixelSize / oversampling;
        var needed = oversampling * options.Size + 2 * (int)Math.Ceiling(GuardMicrons / pixel);
        return new ComputingGrid((int)BitOperations.RoundUpToPowerOf2((uint)needed), pixel, oversampling, options.Size);
    }

    /// <summary>Mean over each camera pixel of an image of the camera's field on the grid; axes [y, x].</summary>
    public float[] Integrate(float[] fine)
    {
        var stride = Size - 2 * Margin;
        var image = new float[CameraSize * CameraSize];
        for (var y = 0; y < CameraSize * Oversampling; y++)
        for (var x = 0; x < CameraSize * Oversampling; x++)
            image[y / Oversampling * CameraSize + x / Oversampling] += fine[y * stride + x];
        for (var i = 0; i < image.Length; i++)
            image[i] /= Oversampling * Oversampling;
        return image;
    }
}
