using PostFocus.Imaging.NoData;
using PostFocus.Imaging.SampleFormats;

namespace PostFocus.Imaging.Intensity;

/// <summary>
/// The affine map between camera counts and the networks' unit intensities, one per sequence:
/// unit = 2 (count − Black) / (White − Black) − 1. Nothing is clipped, so the map is exactly invertible.
/// </summary>
/// <param name="Black">Counts that become −1.</param>
/// <param name="White">Counts that become +1; above <paramref name="Black"/>, both finite.</param>
public readonly record struct IntensityMap(double Black, double White)
{
    /// <summary>Fits the map to robust percentiles over all pixels of a sequence.</summary>
    /// <remarks>
    /// Per sequence, not per frame: stretching each frame makes flicker and amplifies noise in out-of-focus frames.
    /// The frames are streamed once. Integers of up to 16 bits are counted exactly, one bin per count. Of floats and
    /// 32-bit integers a sample of up to about a million pixels is kept (all of them where there are no more), chosen
    /// by a hash of the pixel's position: the same frames always give the same map. Percentiles interpolate linearly
    /// between ranks. Where the two percentiles coincide although the counts vary (a few bright specks on an even
    /// ground), minimum and maximum take their place. Pixels that carry no data (<see cref="MissingPixels"/>) do not count.
    /// <para>With a camera offset −1 means no light, and unit + 1 is proportional to it, so that sequences of different
    /// exposure differ by a factor only. Without, −1 is the sequence's darkest ground, and all its contrast lies in [−1, 1]:
    /// better where the ground is far above the offset, as in phase contrast and brightfield. A network wants what it was
    /// trained with.</para>
    /// </remarks>
    /// <param name="frames">The frames in time order, at least one, all of one pixel type.</param>
    /// <param name="lowPercentile">Percentile that becomes −1, in [0, 100].</param>
    /// <param name="highPercentile">Percentile that becomes +1, in [0, 100], above <paramref name="lowPercentile"/>.</param>
    /// <param name="cameraOffset">
    /// Counts of the camera without light (of a dark frame), finite: becomes −1 in place of the low percentile. Null: the
    /// percentile.
    /// </param>
    /// <exception cref="ArgumentException">
    /// No frames, frames of different pixel types, a count that is impossible for its pixel type, no pixel that carries data,
    /// or all counts of the sequence are equal; with a camera offset, if none is above it.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The percentiles are out of range, or the camera offset is not finite.</exception>
    public static IntensityMap Fit(
        IEnumerable<Frame> frames,
        double lowPercentile = IntensityMapFit.LowPercentile,
        double highPercentile = IntensityMapFit.HighPercentile,
        double? cameraOffset = null
    )
    {
        ArgumentNullException.ThrowIfNull(frames);
        var fit = new IntensityMapFit(lowPercentile, highPercentile, cameraOffset);
        foreach (var frame in frames)
            fit.Add(frame, MissingPixels.Find(frame));
        return fit.Complete();
    }

    /// <summary>Of one frame whose pixels without data are known (null: none), by the standard percentiles.</summary>
    internal static IntensityMap OfFrame(Frame frame, MissingPixels? missing)
    {
        var fit = new IntensityMapFit();
        fit.Add(frame, missing);
        return fit.Complete();
    }

    /// <summary>Takes counts to unit intensities.</summary>
    /// <param name="counts">Camera counts, any axes.</param>
    /// <param name="unit">Receives unit intensities, the same length; may be the same memory.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="InvalidOperationException"><see cref="White"/> is not above <see cref="Black"/>.</exception>
    public void ToUnit(ReadOnlySpan<float> counts, Span<float> unit)
    {
        CheckLengths(counts.Length, unit.Length);
        var scale = 2 / Range();
        for (var i = 0; i < counts.Length; i++)
            unit[i] = (float)((counts[i] - Black) * scale - 1);
    }

    /// <summary>Takes unit intensities back to counts, not rounded.</summary>
    /// <param name="unit">Unit intensities, any axes.</param>
    /// <param name="counts">Receives camera counts, the same length; may be the same memory.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="InvalidOperationException"><see cref="White"/> is not above <see cref="Black"/>.</exception>
    public void ToCounts(ReadOnlySpan<float> unit, Span<float> counts)
    {
        CheckLengths(unit.Length, counts.Length);
        var scale = Range() / 2;
        for (var i = 0; i < unit.Length; i++)
            counts[i] = (float)((unit[i] + 1.0) * scale + Black);
    }

    /// <summary>Takes unit intensities back to a frame that its file can hold.</summary>
    /// <remarks>
    /// For integers of up to 16 bits, Black and White within ±2²¹ counts, and a range White − Black of at least 10⁻⁶,
    /// rounding undoes the error of single precision: <see cref="ToUnit"/> followed by this gives the same counts.
    /// </remarks>
    /// <param name="unit">Unit intensities, row-major, axes [height, width], all finite where the type is an integer.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="type">The frame's pixel type. Counts are rounded to the nearest that the type holds, and saturated.</param>
    /// <param name="clipped">Pixels that saturated, beyond the type's range by more than rounding; 0 for float32 and float64.</param>
    /// <exception cref="ArgumentException">
    /// The length is not height × width, or the type is an integer and a value is NaN or infinite.
    /// </exception>
    /// <exception cref="InvalidOperationException"><see cref="White"/> is not above <see cref="Black"/>.</exception>
    public Frame ToFrame(ReadOnlySpan<float> unit, int height, int width, PixelType type, out int clipped)
    {
        var kind = SampleKind.Of(type);
        var counts = new float[unit.Length];
        ToCounts(unit, counts);
        clipped = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            // Floats hold what carries no data as it is.
            if (!kind.IsInteger && !float.IsFinite(counts[i]))
                continue;
            if (!float.IsFinite(counts[i]))
                throw new ArgumentException($"The unit intensity at index {i} is {unit[i]}, which is no count.", nameof(unit));
            var rounded = kind.Round(counts[i]);
            var saturated = Math.Clamp(rounded, kind.Minimum, kind.Maximum);
            if (saturated != rounded)
                clipped++;
            // Adding 0 turns a negative zero into zero.
            counts[i] = saturated + 0f;
        }
        return new Frame(height, width, counts, type);
    }

    private double Range()
    {
        var range = White - Black;
        return range > 0 && double.IsFinite(range)
            ? range
            : throw new InvalidOperationException(
                $"An intensity map needs White above Black, both finite, but has Black {Black} and White {White}."
            );
    }

    private static void CheckLengths(int source, int destination)
    {
        if (source != destination)
            throw new ArgumentException($"The source has {source} pixels, the destination {destination}.");
    }
}
