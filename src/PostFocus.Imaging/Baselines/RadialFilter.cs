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
        Add(RadialStatistics.Of(plane.Spectrum(from), plane.Spectrum(to), plane), MotionSpectrum.None, 1);
    }

    /// <summary>Adds a pair of different times.</summary>
    /// <param name="pair">What it says.</param>
    /// <param name="motion">How much of each ring stays from one time to the other.</param>
    /// <param name="weight">How much it counts.</param>
    internal void Add(RadialStatistics pair, IReadOnlyList<double> motion, double weight)
    {
        for (var ring = 0; ring < Rings; ring++)
        {
            _cross[ring] += weight * motion[ring] * pair.Cross[ring];
            _power[ring] += weight * motion[ring] * motion[ring] * pair.Power[ring];
        }
    }

    /// <summary>The filtered image; its mean stays.</summary>
    /// <param name="image">A frame of the one kind, row-major, axes [height, width].</param>
    /// <param name="height">Rows, at least 16.</param>
    /// <param name="width">Columns, at least 16.</param>
    /// <exception cref="ArgumentException">The image's length is not height × width.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A side is too small.</exception>
    public float[] Apply(ReadOnlySpan<float> image, int height, int width) => Apply(image, height, width, MotionSpectrum.None);

    /// <summary>The same as it shows at another time.</summary>
    internal float[] Apply(ReadOnlySpan<float> image, int height, int width, IReadOnlyList<double> motion)
    {
        ImageSize.Check(image, height, width, FrameCheck.SmallestSide);
        var plane = new MirroredPlane(height, width);
        var spectrum = plane.Spectrum(image);
        double[] gains = [.. Gains.Zip(motion, (gain, stays) => gain * stays)];
        for (var i = 1; i < spectrum.Length; i++)
            spectrum[i] *= Gain(gains, Place(plane, i) - 0.5);
        return plane.Image(plane.Plane(spectrum));
    }

    /// <summary>Of a frequency, in rings: 0 to <see cref="Rings"/>, exclusive.</summary>
    internal static double Place(MirroredPlane plane, int index) => Math.Min(2 * Rings * plane.Frequency(index), Rings - 1e-9);

    private static double Gain(IReadOnlyList<double> gains, double place)
    {
        var low = Math.Clamp((int)Math.Floor(place), 0, Rings - 2);
        var share = Math.Clamp(place - low, 0, 1);
        return (1 - share) * gains[low] + share * gains[low + 1];
    }
}
