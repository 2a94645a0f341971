using PostFocus.Imaging.Statistics;

namespace PostFocus.Imaging.NoData;

/// <summary>
/// Marks what is mixed of a mark and the image where edges were smoothed, by rotation, text or a field stop: see
/// <see cref="MissingPixels"/>.
/// </summary>
internal static class SmoothedEdges
{
    // Pixels: interpolation, JPEG and a field stop near its focus reach no farther.
    private const int Reach = 4;

    // Of the range of the image: a mark's distance from what lies beside it, for the share of the mark to be known.
    private const double Distance = 0.5;

    // The mark's share of the pixels beside it: of most where edges are smoothed, about 0 where they are not; and of one that is mixed.
    private const double Most = 0.25,
        Mixed = 0.1;

    public static void Mark(float[] counts, int height, int width, float[] sample, bool[] missing)
    {
        if (sample.Length == 0)
            return;
        var (low, high) = SampledPlaces.Range(sample);
        var distance = Distance * (high - low);
        // The count of the mark that a mixed pixel lies beside. Of a mark among the image's own counts mixtures cannot be told.
        var mark = new Dictionary<int, float>();
        for (var at = 0; at < missing.Length; at++)
            if (
                missing[at]
                && !(counts[at] >= low && counts[at] <= high)
                && float.IsFinite(counts[at])
                && Neighbours.Of(at, height, width).Any(beside => !missing[beside])
            )
                mark[at] = counts[at];
        for (var reach = 0; reach < Reach && mark.Count > 0; reach++)
        {
            var shares = new Dictionary<int, (double Share, float Mark)>();
            foreach (var (from, count) in mark)
            foreach (var at in Neighbours.Of(from, height, width))
                if (
                    !missing[at]
                    && Share(at, from, count) is { } share
                    && share > shares.GetValueOrDefault(at, (double.NegativeInfinity, 0)).Share
                )
                    shares[at] = (share, count);
            if (shares.Count == 0 || Medians.Upper(shares.Values.Select(s => s.Share)) < Most)
                return;
            mark.Clear();
            foreach (var (at, (share, count)) in shares)
            {
                if (share < Mixed)
                    continue;
                missing[at] = true;
                mark[at] = count;
            }
        }

        // Between the mark and what lies two pixels farther in.
        double? Share(int at, int from, float count)
        {
            var (y, x) = Math.DivRem(at, width);
            int inY = y + 2 * (y - from / width),
                inX = x + 2 * (x - from % width);
            if (inY < 0 || inX < 0 || inY >= height || inX >= width || missing[inY * width + inX])
                return null;
            double inside = counts[inY * width + inX],
                step = inside - count;
            return Math.Abs(step) > distance ? (inside - counts[at]) / step : null;
        }
    }
}
