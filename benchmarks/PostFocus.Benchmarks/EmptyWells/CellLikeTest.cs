using PostFocus.Benchmarks.Statistics;

namespace PostFocus.Benchmarks.EmptyWells;

/// <summary>
/// Finds what a frame shows and its truth does not: regions on even ground in which they differ as strongly and over as wide
/// an area as they would if the frame showed one more cell.
/// </summary>
/// <param name="Contrast">Least strength of a region's pixels, as a share of the sequence's intensity range.</param>
/// <param name="AreaPixels">Least number of its pixels.</param>
/// <param name="MostAcross">Greatest side of the rectangle around it, pixels.</param>
/// <remarks>
/// Strength is the root mean square of the difference over 5 × 5 pixels, as cells are bright and dark grains rather than bright or dark.
/// Even ground is where, within five pixels, the truth departs nowhere from the median of its surroundings by the contrast: walls and
/// debris are not, and what is drawn wrongly there is not a cell; ground that is shaded is. A region counts where at least half of its
/// pixels are even ground and it is not longer than cells, as a wall is that is drawn too broad. So cells beside walls and debris are
/// missed; how many, real cells tell.
/// </remarks>
internal sealed record CellLikeTest(double Contrast, int AreaPixels, int MostAcross)
{
    private const double ExtremeShare = 0.05,
        Strictness = 0.5,
        Breadth = 1.5;
    private const int Grain = 2,
        Margin = 5; // pixels

    /// <summary>
    /// From cells: half the strength of the faintest twentieth of them, and half the area that the smallest twentieth has at
    /// that strength; and one and a half times what all but the largest twentieth measure across.
    /// </summary>
    public static CellLikeTest Fit(IReadOnlyList<CellImage> cells)
    {
        var contrast = Strictness * cells.Select(c => c.Strength.Max()).Quantile(ExtremeShare);
        (double Area, double Across)[] regions =
        [
            .. from cell in cells
            let largest = Regions(cell.Strength, cell.Height, cell.Width, contrast).MaxBy(region => region.Count)
            select largest is null ? (0.0, 0.0) : (largest.Count, (double)Across(largest, cell.Width)),
        ];
        return new(
            contrast,
            Math.Max(1, (int)(Strictness * regions.Select(r => r.Area).Quantile(ExtremeShare))),
            (int)Math.Ceiling(Breadth * regions.Select(r => r.Across).Quantile(1 - ExtremeShare))
        );
    }

    /// <summary>How many such regions there are.</summary>
    /// <param name="shown">Counts, [height, width].</param>
    /// <param name="truth">What should be there, counts.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="range">The sequence's intensity range, counts.</param>
    public int Count(float[] shown, float[] truth, int height, int width, double range)
    {
        List<int>[] like =
        [
            .. Regions(Strength(shown, truth, height, width, range), height, width, Contrast)
                .Where(region => region.Count >= AreaPixels && Across(region, width) <= MostAcross),
        ];
        if (like.Length == 0)
            return 0;
        var even = EvenGround(truth, height, width, range);
        return like.Count(region => 2 * region.Count(pixel => even[pixel]) >= region.Count);
    }

    /// <summary>How much two frames differ around each pixel, as a share of the range.</summary>
    public static double[] Strength(float[] shown, float[] truth, int height, int width, double range) =>
        [
            .. Surroundings
                .Mean([.. shown.Zip(truth, (s, t) => (s - t) / range * ((s - t) / range))], height, width, Grain)
                .Select(Math.Sqrt),
        ];

    private static int Across(List<int> region, int width) =>
        1 + Math.Max(region.Max(i => i / width) - region.Min(i => i / width), region.Max(i => i % width) - region.Min(i => i % width));

    private bool[] EvenGround(float[] truth, int height, int width, double range)
    {
        double[] share = [.. truth.Select(t => t / range)];
        bool[] uneven =
        [
            .. share.Zip(Surroundings.Median(share, height, width, Margin), (v, around) => !(Math.Abs(v - around) < Contrast)),
        ];
        return [.. Surroundings.Within(uneven, height, width, Margin).Select(near => !near)];
    }

    /// <summary>Pixels of the contrast at least, joined by their sides.</summary>
    private static IEnumerable<List<int>> Regions(double[] strength, int height, int width, double contrast)
    {
        var seen = new bool[strength.Length];
        var open = new Stack<int>();
        for (var start = 0; start < strength.Length; start++)
        {
            List<int> region = [];
            Visit(start);
            while (open.TryPop(out var pixel))
            {
                region.Add(pixel);
                if (pixel % width > 0)
                    Visit(pixel - 1);
                if (pixel % width < width - 1)
                    Visit(pixel + 1);
                if (pixel >= width)
                    Visit(pixel - width);
                if (pixel < strength.Length - width)
                    Visit(pixel + width);
            }
            if (region.Count > 0)
                yield return region;
        }

        void Visit(int pixel)
        {
            if (seen[pixel] || strength[pixel] < contrast)
                return;
            seen[pixel] = true;
            open.Push(pixel);
        }
    }
}
