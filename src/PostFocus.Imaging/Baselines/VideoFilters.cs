namespace PostFocus.Imaging.Baselines;

/// <summary>A frame out of focus and its neighbours in focus.</summary>
/// <param name="Statistics">From the frame to the mean of the neighbours.</param>
/// <param name="Motion">How much stays until these.</param>
internal sealed record NeighbourPair(RadialStatistics Statistics, IReadOnlyList<double> Motion)
{
    /// <summary>Its filter in a ring.</summary>
    public double Gain(int ring) => Statistics.Power[ring] > 0 ? Statistics.Cross[ring] / (Statistics.Power[ring] * Motion[ring]) : 0;
}

/// <summary>
/// What a video tells of the filter of one of its frames: how much has moved, and the filters of its other frames out of focus. A small
/// frame determines its own badly, and focus is often lost alike.
/// </summary>
/// <param name="Motion">How much stays until the frame's neighbours.</param>
/// <param name="Others">The other frames out of focus.</param>
internal sealed record VideoFilters(IReadOnlyList<double> Motion, IReadOnlyList<NeighbourPair> Others)
{
    /// <summary>Pixels of a frame beyond which its own filter is as good as known.</summary>
    public const int MostPixels = 1 << 16;

    /// <summary>Pixels that count as one look at whether a filter fits.</summary>
    private const double PixelsOfALook = 1000;

    /// <summary>Of a frame alone.</summary>
    public static VideoFilters None { get; } = new(MotionSpectrum.None, []);

    /// <summary>
    /// How much each of the others counts beside the frame itself: 1 where its filter takes as much off the frame's error as the frame's
    /// own does on the half that it was not fitted to, less where it takes less, the more pixels there are the more sharply so.
    /// </summary>
    /// <param name="own">From the frame to its neighbours.</param>
    /// <param name="heldOut">What the frame's own filters take off the error, as a share.</param>
    /// <param name="pixels">Of the frame.</param>
    public IReadOnlyList<double> Weights(RadialStatistics own, double heldOut, int pixels) =>
        [
            .. Others.Select(other =>
                own.Gain(ring => Motion[ring] * other.Gain(ring)) is > 0 and var gain
                    ? Math.Pow(Math.Min(gain / Math.Max(heldOut, double.Epsilon), 1), pixels / PixelsOfALook)
                    : 0
            ),
        ];

    /// <summary>The filter of a frame, beside those of the others.</summary>
    /// <param name="own">From the frame, or a part of it, to its neighbours.</param>
    /// <param name="weights">How much each of the others counts.</param>
    public RadialFilter Filter(RadialStatistics own, IReadOnlyList<double> weights)
    {
        var filter = new RadialFilter();
        filter.Add(own, Motion, 1);
        foreach (var (other, weight) in Others.Zip(weights))
            filter.Add(other.Statistics, other.Motion, weight);
        return filter;
    }
}
