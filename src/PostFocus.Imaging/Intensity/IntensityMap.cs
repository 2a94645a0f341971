namespace PostFocus.Imaging;

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
        IEnumerable<Frame> frames, double lowPercentile = 0.1, double highPercentile = 99.9, double? cameraOffset = null)
    {
        ArgumentNullException.ThrowIfNull(frames);
        return FitPresent(frames.Select(frame => (frame, MissingPixels.Find(frame))), lowPercentile, highPercentile, cameraOffset);
    }

    /// <summary>The same for frames whose missing pixels are known.</summary>
    internal static IntensityMap FitPresent(
        IEnumerable<(Frame Frame, MissingPixels? Missing)> frames, double lowPercentile = 0.1, double highPercentile = 99.9, double? cameraOffset = null)
    {
        if (!(lowPercentile >= 0 && lowPercentile < highPercentile))
            throw new ArgumentOutOfRangeException(nameof(lowPercentile), lowPercentile, "The low percentile must be at least 0 and below the high one.");
        if (!(highPercentile <= 100))
            throw new ArgumentOutOfRangeException(nameof(highPercentile), highPercentile, "The high percentile must be at most 100.");
        if (cameraOffset is { } given && !double.IsFinite(given))
            throw new ArgumentOutOfRangeException(nameof(cameraOffset), given, "The camera offset must be finite.");

        ICountDistribution? distribution = null;
        PixelType? type = null;
        var index = 0;
        foreach (var (frame, missing) in frames)
        {
            type ??= frame.PixelType;
            if (frame.PixelType != type)
                throw new ArgumentException($"The frames of a sequence must have one pixel type, but frame {index} is {frame.PixelType} and frame 0 is {type}.", nameof(frames));
            distribution ??= Distribution(SampleKind.Of(frame.PixelType));
            var counts = missing?.Present(frame.Counts) ?? frame.Counts;
            if (!distribution.TryAdd(counts, out var refused))
                throw new ArgumentException($"Frame {index} holds the count {refused}, which is no valid {type} count.", nameof(frames));
            index++;
        }
        if (distribution is null)
            throw new ArgumentException("An intensity map needs at least one frame.", nameof(frames));
        if (distribution.IsEmpty)
            throw new ArgumentException("No pixel of the sequence carries data, so there is no intensity range to map.", nameof(frames));

        var map = new IntensityMap(cameraOffset ?? distribution.Percentile(lowPercentile), distribution.Percentile(highPercentile));
        if (map.White <= map.Black)
            map = new IntensityMap(cameraOffset ?? distribution.Minimum, distribution.Maximum);
        if (map.White <= map.Black && cameraOffset is not null)
            throw new ArgumentException($"The camera offset {cameraOffset} is not below the brightest count of the sequence, {map.White}. Take it from a dark frame of the same camera.", nameof(cameraOffset));
        if (map.White <= map.Black)
            throw new ArgumentException($"Every pixel of the sequence has the same count ({map.Black}), so there is no intensity range to map.", nameof(frames));
        return map;
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
    /// <exception cref="ArgumentException">The length is not height × width, or the type is an integer and a value is NaN or infinite.</exception>
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

    private static ICountDistribution Distribution(SampleKind kind) => kind is { IsInteger: true, Bits: <= 16 }
        ? new CountHistogram((int)kind.Minimum, (int)kind.Maximum)
        : new CountSample(kind.Minimum, kind.Maximum);

    private double Range()
    {
        var range = White - Black;
        return range > 0 && double.IsFinite(range)
            ? range
            : throw new InvalidOperationException($"An intensity map needs White above Black, both finite, but has Black {Black} and White {White}.");
    }

    private static void CheckLengths(int source, int destination)
    {
        if (source != destination)
            throw new ArgumentException($"The source has {source} pixels, the destination {destination}.");
    }
}
