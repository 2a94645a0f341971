using System.Numerics;
using PostFocus.Imaging.Filters;
using PostFocus.Imaging.NoData;

namespace PostFocus.Imaging.Baselines;

/// <summary>
/// The linear filter that takes frames of one kind to frames of another, where all directions are alike: a real number for each ring
/// of spatial frequencies, by least squares over any number of pairs. It is negative where contrast has turned round.
/// </summary>
/// <remarks>
/// H(|u|) = ⟨Re Y X*⟩ / ⟨|X|²⟩ over the frequencies u of a ring and over the pairs, X and Y being the spectra of the frames less
/// their means. Where X says nothing of Y, by noise or by a zero of the optics, it is near 0.
/// </remarks>
public sealed class RadialFilter
{
    /// <summary>Rings between 0 and half a period a pixel; beyond, in the corners, the last one holds.</summary>
    internal const int Rings = 48;

    private readonly double[] _cross = new double[Rings],
        _power = new double[Rings];

    /// <summary>What each ring is multiplied by, from 0 to half a period a pixel.</summary>
    public IReadOnlyList<double> Gains => [.. _cross.Zip(_power, (cross, power) => power > 0 ? cross / power : 0)];

    /// <summary>Adds a pair. Frames of different cameras should come in unit intensities, or the brightest ones decide.</summary>
    /// <param name="from">A frame of the one kind, row-major, axes [height, width].</param>
    /// <param name="to">The same instant as a frame of the other kind, the same axes and unit, registered.</param>
    /// <param name="height">Rows, at least 16.</param>
    /// <param name="width">Columns, at least 16.</param>
    /// <exception cref="ArgumentException">An image's length is not height × width.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A side is too small.</exception>
    public void Add(ReadOnlySpan<float> from, ReadOnlySpan<float> to, int height, int width)
    {
        ImageSize.Check(from, height, width, FrameCheck.SmallestSide);
        ImageSize.Check(to, height, width, FrameCheck.SmallestSide);
        var plane = new MirroredPlane(height, width);
        Complex[] x = plane.Spectrum(from),
            y = plane.Spectrum(to);
        for (var i = 1; i < x.Length; i++) // 0 is the mean
        {
            var ring = (int)Place(plane, i);
            _cross[ring] += (y[i] * Complex.Conjugate(x[i])).Real;
            _power[ring] += x[i].Real * x[i].Real + x[i].Imaginary * x[i].Imaginary;
        }
    }

    /// <summary>The filtered image; its mean stays.</summary>
    /// <param name="image">A frame of the one kind, row-major, axes [height, width].</param>
    /// <param name="height">Rows, at least 16.</param>
    /// <param name="width">Columns, at least 16.</param>
    /// <exception cref="ArgumentException">The image's length is not height × width.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A side is too small.</exception>
    public float[] Apply(ReadOnlySpan<float> image, int height, int width)
    {
        ImageSize.Check(image, height, width, FrameCheck.SmallestSide);
        var plane = new MirroredPlane(height, width);
        var spectrum = plane.Spectrum(image);
        var gains = Gains;
        for (var i = 1; i < spectrum.Length; i++)
            spectrum[i] *= Gain(gains, Place(plane, i) - 0.5);
        return plane.Image(plane.Plane(spectrum));
    }

    /// <summary>Of a frequency, in rings: 0 to <see cref="Rings"/>, exclusive.</summary>
    private static double Place(MirroredPlane plane, int index) => Math.Min(2 * Rings * plane.Frequency(index), Rings - 1e-9);

    private static double Gain(IReadOnlyList<double> gains, double place)
    {
        var low = Math.Clamp((int)Math.Floor(place), 0, Rings - 2);
        var share = Math.Clamp(place - low, 0, 1);
        return (1 - share) * gains[low] + share * gains[low + 1];
    }
}
