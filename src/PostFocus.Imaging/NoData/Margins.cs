using PostFocus.Imaging.Filters;
using PostFocus.Imaging.Statistics;

namespace PostFocus.Imaging.NoData;

/// <summary>
/// Finds borders, masks, field stops and lost parts that are nearly of one count, noise and all: see <see cref="MissingPixels"/>.
/// </summary>
/// <remarks>
/// Joined to the border of the frame, a narrow group at one end of its counts, with hardly a pixel between it and the rest: what optics
/// blur fills that range.
/// </remarks>
internal static class Margins
{
    // Of the range from the margin to the other end of the frame's counts: how wide its own counts spread, and how far the next ones lie.
    private const double Width = 0.06,
        Distance = 0.2;

    // How much thinner the pixels in between lie, for edges of masks are smoothed now and then, and some of the image's darkest
    // may reach down there. And pixels beyond the margin, of the frame: none but specks.
    private const double Density = 0.015,
        Beyond = 0.005;

    // How wide a margin counts at least, of the range; without a smoothed edge. It is quieter than the image.
    private const double Narrow = 0.01,
        Decile = 0.1,
        Levels = 3;

    // Shares: of the outermost pixels, at least; of the frame, at most, also where whole rows were lost.
    private const double LeastOfBorder = 0.05,
        Most = 0.4,
        MostRows = 0.75,
        WholeRow = 0.98;

    private const double Low = 0.02;

    // The same inside a frame, and of the sampled pixels: fewer are chance.
    private const double WidthInside = 0.02,
        DistanceInside = 0.25;
    private const int Fewest = 6;

    /// <summary>Marks them.</summary>
    /// <param name="counts">The frame, axes [height, width].</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="sample">Sorted counts of what is not marked.</param>
    /// <param name="level">The distance of grey levels.</param>
    /// <param name="missing">What is marked.</param>
    /// <returns>Whether there was one.</returns>
    public static bool Mark(float[] counts, int height, int width, float[] sample, Lazy<double> level, ref bool[]? missing)
    {
        var already = missing;
        float[] border =
        [
            .. Border(height, width).Where(at => already?[at] != true && float.IsFinite(counts[at])).Select(at => counts[at]),
        ];
        if (border.Length == 0 || sample.Length == 0)
            return false;
        Array.Sort(border);
        float[] negative = Negative(sample),
            negativeBorder = Negative(border);
        // The bright end is the dark one of the negative.
        return (
                Limit(border, sample, level) is { } dark
                && Mark(counts, height, width, Border(height, width), isDark: true, dark, ref missing)
            )
            || (
                Limit(negativeBorder, negative, level) is { } bright
                && Mark(counts, height, width, Border(height, width), isDark: false, -bright, ref missing)
            )
            || (
                LimitInside(sample, level) is { } darkInside
                && Mark(counts, height, width, All(counts), isDark: true, darkInside, ref missing)
            )
            || (
                LimitInside(negative, level) is { } brightInside
                && Mark(counts, height, width, All(counts), isDark: false, -brightInside, ref missing)
            );

        static IEnumerable<int> All(float[] counts) => Enumerable.Range(0, counts.Length);
    }

    private static float[] Negative(float[] sorted)
    {
        var negative = new float[sorted.Length];
        for (var i = 0; i < sorted.Length; i++)
            negative[^(i + 1)] = -sorted[i];
        return negative;
    }

    /// <summary>The count that ends the group at the dark end; null where there is no such group.</summary>
    private static float? Limit(float[] border, float[] sample, Lazy<double> distance)
    {
        double level = Quantiles.Nearest<float>(border, Low),
            range = Quantiles.Nearest<float>(sample, 1 - Low) - level;
        if (!(range > 0) || Below(border, level + Width * range) < LeastOfBorder * border.Length)
            return null;
        int beyond = Below(sample, level - Width * range),
            group = Below(sample, level + Width * range) - beyond;
        var between = Below(sample, level + Distance * range) - group - beyond;
        if (group == 0 || beyond > Beyond * sample.Length)
            return null;
        var spread = Spread(sample.AsSpan(beyond, group), Decile);
        // Of few grey levels none lies in between by rounding.
        if (spread >= Spread(sample.AsSpan(beyond + group), Low) || Distance * range < Levels * distance.Value)
            return null;
        spread = Math.Max(spread, Math.Max(Narrow * range, distance.Value));
        return between / (Distance - Width) <= Density * group / (spread / range) ? (float)(level + Width * range) : null;
    }

    /// <summary>The same for a bar or a label anywhere in the frame, which must be narrower and lie alone.</summary>
    private static float? LimitInside(float[] sample, Lazy<double> distance)
    {
        double level = sample[0],
            range = Quantiles.Nearest<float>(sample, 1 - Low) - level;
        var group = Below(sample, level + WidthInside * range);
        return
            group >= Fewest
            && Spread(sample.AsSpan(0, group), Decile) < Spread(sample.AsSpan(group), Low)
            && Below(sample, level + DistanceInside * range) == group
            && DistanceInside * range >= Levels * distance.Value
            ? (float)(level + WidthInside * range)
            : null;
    }

    /// <summary>The range without that share at both ends.</summary>
    private static double Spread(ReadOnlySpan<float> sorted, double without) =>
        sorted.IsEmpty ? 0 : (double)Quantiles.Nearest(sorted, 1 - without) - Quantiles.Nearest(sorted, without);

    private static int Below(float[] sorted, double limit)
    {
        var at = Array.BinarySearch(sorted, (float)limit);
        return at < 0 ? ~at : at;
    }

    private static IEnumerable<int> Border(int height, int width)
    {
        for (var x = 0; x < width; x++)
        {
            yield return x;
            yield return (height - 1) * width + x;
        }
        for (var y = 1; y < height - 1; y++)
        {
            yield return y * width;
            yield return y * width + width - 1;
        }
    }

    private static bool Mark(float[] counts, int height, int width, IEnumerable<int> from, bool isDark, float limit, ref bool[]? missing)
    {
        var (inside, already, found) = (new bool[counts.Length], missing, new List<int>());
        FloodFill.Into(
            found,
            from,
            height,
            width,
            inside,
            at => already?[at] != true && (isDark ? counts[at] < limit : counts[at] > limit)
        );
        if (found.Count > (IsOfWholeRows(inside, width) ? MostRows : Most) * counts.Length)
            return false;
        missing ??= new bool[counts.Length];
        foreach (var at in found)
            missing[at] = true;
        return true;
    }

    private static bool IsOfWholeRows(bool[] marked, int width)
    {
        int all = 0,
            whole = 0;
        for (var at = 0; at < marked.Length; at += width)
        {
            var inRow = marked.AsSpan(at, width).Count(true);
            all += inRow;
            whole += inRow >= WholeRow * width ? inRow : 0;
        }
        return whole >= WholeRow * all;
    }
}
