using System.Globalization;

namespace PostFocus.Imaging.Sequences;

/// <summary>How much of a frame lies at its brightest count, where a camera's range may have ended.</summary>
/// <param name="Brightest">The brightest count.</param>
/// <param name="Share">The share of the pixels that have it; 0 where grey levels are few, so that many have each.</param>
internal readonly record struct Saturation(float Brightest, double Share)
{
    private const int FewLevels = 16;

    // Of a frame's pixels. On the sample, 2 % from a frame on turned no calls of the frames before, 25 % nearly all.
    private const double Most = 0.1;

    public static Saturation Of(Frame frame)
    {
        var brightest = float.NegativeInfinity;
        var count = 0;
        var levels = new HashSet<float>();
        foreach (var value in frame.Counts)
        {
            if (!float.IsFinite(value))
                continue;
            if (levels.Count < FewLevels)
                levels.Add(value);
            if (value > brightest)
                (brightest, count) = (value, 0);
            if (value == brightest)
                count++;
        }
        return new(brightest, levels.Count < FewLevels ? 0 : (double)count / frame.Counts.Length);
    }

    /// <summary>Finds the frames of a video of which far more is saturated than of most.</summary>
    /// <remarks>
    /// What a saturated frame showed is lost, and its contrast says nothing of its exposure. What most frames have, as a mask, a border or
    /// a bright ground, belongs to the video: a tenth of the pixels may saturate beyond the lower quartile of the shares and twice what
    /// lies below it.
    /// </remarks>
    /// <param name="frames">Of the frames of one size and pixel type.</param>
    /// <returns>Their places, and what is wrong with each.</returns>
    public static IEnumerable<(int Place, string Reason)> Problems(IReadOnlyList<Saturation> frames)
    {
        var end = frames.Max(f => f.Brightest);
        var (shares, usual) = At(end, frames);
        var most = usual + 2 * (usual - shares.Min()) + Most;
        foreach (var (place, share) in shares.Index().Where(s => s.Item > most))
        {
            yield return (
                place,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{100 * share:F0} % of its pixels are saturated (at the count {end}), in other frames {100 * usual:F0} %: what they showed is lost. Record with less light or a shorter exposure."
                )
            );
        }
    }

    /// <summary>What is said of a video of which much is saturated in most frames; null of others.</summary>
    /// <remarks>
    /// They are used. A mask or ground of one count looks the same. On the sample, clipped in all frames alike, a twentieth turned 2 of
    /// 144 calls and a tenth 10, all in the well of the brightest walls; a fifth turned 18 in two wells.
    /// </remarks>
    /// <param name="frames">Of the frames of one size and pixel type, at least one.</param>
    public static string? Throughout(IReadOnlyList<Saturation> frames)
    {
        // Where most pixels are at their frame's brightest count; a hot pixel may be brighter in some.
        var end = frames.GroupBy(f => f.Brightest).MaxBy(g => (g.Sum(f => f.Share), g.Key))!.Key;
        var (_, usual) = At(end, frames);
        return usual < Most
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"in most frames {100 * usual:F0} % of the pixels and more are at the brightest count ({end}). Unless that is a mask or border, the recording is saturated: what shone there is lost, and calls, exposure changes and restorations are not to be trusted. Record with less light or a shorter exposure."
            );
    }

    /// <summary>The share of each frame's pixels at a count that is its brightest, and the lower quartile of these.</summary>
    private static (double[] Shares, double Usual) At(float end, IReadOnlyList<Saturation> frames)
    {
        double[] shares = [.. frames.Select(f => f.Brightest == end ? f.Share : 0)];
        return (shares, shares.Order().ElementAt(shares.Length / 4));
    }
}
