using PostFocus.Imaging.NoData;
using PostFocus.Imaging.SampleFormats;

namespace PostFocus.Imaging.Intensity;

/// <summary>
/// Gathers the counts of a sequence for an <see cref="IntensityMap"/>, frame by frame. Its errors are those of
/// <see cref="IntensityMap.Fit"/>.
/// </summary>
internal sealed class IntensityMapFit
{
    public const double LowPercentile = 0.1,
        HighPercentile = 99.9;

    private readonly double _low,
        _high;
    private readonly double? _cameraOffset;
    private ICountDistribution? _distribution;
    private PixelType _type;
    private int _frames;

    public IntensityMapFit(double lowPercentile = LowPercentile, double highPercentile = HighPercentile, double? cameraOffset = null)
    {
        if (!(lowPercentile >= 0 && lowPercentile < highPercentile))
            throw new ArgumentOutOfRangeException(
                nameof(lowPercentile),
                lowPercentile,
                "The low percentile must be at least 0 and below the high one."
            );
        if (!(highPercentile <= 100))
            throw new ArgumentOutOfRangeException(nameof(highPercentile), highPercentile, "The high percentile must be at most 100.");
        if (cameraOffset is { } given && !double.IsFinite(given))
            throw new ArgumentOutOfRangeException(nameof(cameraOffset), given, "The camera offset must be finite.");
        (_low, _high, _cameraOffset) = (lowPercentile, highPercentile, cameraOffset);
    }

    /// <param name="frame">The next frame in time.</param>
    /// <param name="missing">Its pixels without data, which do not count; null: none.</param>
    public void Add(Frame frame, MissingPixels? missing)
    {
        if (_distribution is null)
            (_distribution, _type) = (Distribution(SampleKind.Of(frame.PixelType)), frame.PixelType);
        if (frame.PixelType != _type)
            throw new ArgumentException(
                $"The frames of a sequence must have one pixel type, but frame {_frames} is {frame.PixelType} and frame 0 is {_type}.",
                nameof(frame)
            );
        if (!_distribution.TryAdd(missing?.Present(frame.Counts) ?? frame.Counts, out var refused))
            throw new ArgumentException($"Frame {_frames} holds the count {refused}, which is no valid {_type} count.", nameof(frame));
        _frames++;
    }

    public IntensityMap Complete()
    {
        if (_distribution is not { } distribution)
            throw new ArgumentException("An intensity map needs at least one frame.");
        if (distribution.IsEmpty)
            throw new ArgumentException("No pixel of the sequence carries data, so there is no intensity range to map.");

        var map = new IntensityMap(_cameraOffset ?? distribution.Percentile(_low), distribution.Percentile(_high));
        if (map.White <= map.Black)
            map = new IntensityMap(_cameraOffset ?? distribution.Minimum, distribution.Maximum);
        if (map.White <= map.Black && _cameraOffset is not null)
            throw new ArgumentException(
                $"The camera offset {_cameraOffset} is not below the brightest count of the sequence, {map.White}. Take it from a dark frame of the same camera."
            );
        if (map.White <= map.Black)
            throw new ArgumentException(
                $"Every pixel of the sequence has the same count ({map.Black}), so there is no intensity range to map."
            );
        return map;
    }

    private static ICountDistribution Distribution(SampleKind kind) =>
        kind is { IsInteger: true, Bits: <= 16 }
            ? new CountHistogram((int)kind.Minimum, (int)kind.Maximum)
            : new CountSample(kind.Minimum, kind.Maximum);
}
