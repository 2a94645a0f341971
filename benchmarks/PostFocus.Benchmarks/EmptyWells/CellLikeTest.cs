using PostFocus.Benchmarks.Statistics;

namespace PostFocus.Benchmarks.EmptyWells;

/// <summary>
/// Finds what a frame shows and its truth does not: regions on even ground in which they differ as strongly and over as wide
/// an area as they would if the frame showed one more cell.
/// </summary>
/// <param name="Contrast">Least difference of a region's pixels, as a share of the sequence's intensity range.</param>
/// <param name="AreaPixels">Least number of its pixels.</param>
/// <param name="MostAcross">Greatest side of the rectangle around it, pixels.</param>
/// <remarks>
/// Both frames are smoothed by a 3 × 3 binomial filter first. Even ground is where the truth differs from its median by
/// less than the contrast within five pixels: walls and debris are not, and what is drawn wrongly there is no cell. A region
/// counts where at least half of its pixels are even ground and it is not longer than cells, as a wall is that is drawn too broad.
/// So cells beside walls and debris are missed; how many, real cells tell.
/// </remarks>
internal sealed record CellLikeTest(double Contrast, int AreaPixels, int MostAcross)
{
    private const double ExtremeShare = 0.05, Strictness = 0.5, Breadth = 1.5;
    private const int Margin = 5; // pixels

    /// <summary>
    /// From cells: half the contrast of the faintest twentieth of them, and half the area that the smallest twentieth has at
    /// that contrast; and one and a half times what all but the largest twentieth measure across.
    /// </summary>
    public static CellLikeTest Fit(IReadOnlyList<CellImage> cells)
    {
        double contrast = Strictness * cells.Select(c => c.Difference.Max(Math.Abs)).Quantile(ExtremeShare);
        (double Area, double Across)[] regions =
        [
            .. from cell in cells
               let largest = Regions(cell.Difference, cell.Height, cell.Width, contrast).MaxBy(region => region.Count)
               select largest is null ? (0.0, 0.0) : (largest.Count, (double)Across(largest, cell.Width)),
        ];
        return new(
            contrast,
            Math.Max(1, (int)(Strictness * regions.Select(r => r.Area).Quantile(ExtremeShare))),
            (int)Math.Ceiling(Breadth * regions.Select(r => r.Across).Quantile(1 - ExtremeShare)));
    }

    /// <summary>How many such regions there are.</summary>
    /// <param name="shown">Counts, [height, width].</param>
    /// <param name="truth">What should be there, counts.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="range">The sequence's intensity range, counts.</param>
    public int Count(float[] shown, float[] truth, int height, int width, double range)
    {
        bool[] even = EvenGround(truth, height, width, range);
        return Regions(Difference(shown, truth, height, width, range), height, width, Contrast)
            .Count(region => region.Count >= AreaPixels && Across(region, width) <= MostAcross && 2 * region.Count(pixel => even[pixel]) >= region.Count);
    }

    /// <summary>Smoothed, as a share of the range.</summary>
    public static double[] Difference(float[] shown, float[] truth, int height, int width, double range) =>
        Smoothed([.. shown.Zip(truth, (s, t) => (s - t) / range)], height, width);

    private static int Across(List<int> region, int width) => 1 + Math.Max(
        region.Max(i => i / width) - region.Min(i => i / width), region.Max(i => i % width) - region.Min(i => i % width));

    private bool[] EvenGround(float[] truth, int height, int width, double range)
    {
        double[] smooth = Smoothed([.. truth.Select(t => t / range)], height, width);
        double median = smooth.Order().ElementAt(smooth.Length / 2);
        bool[] uneven = [.. smooth.Select(v => !(Math.Abs(v - median) < Contrast))];
        return [.. Surroundings.Within(uneven, height, width, Margin).Select(near => !near)];
    }

    private static double[] Smoothed(double[] image, int height, int width)
    {
        var result = new double[image.Length];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                double sum = 0;
                for (int dy = -1; dy <= 1; dy++)
                    for (int dx = -1; dx <= 1; dx++)
                        sum += (2 - Math.Abs(dy)) * (2 - Math.Abs(dx)) * image[Math.Clamp(y + dy, 0, height - 1) * width + Math.Clamp(x + dx, 0, width - 1)];
                result[y * width + x] = sum / 16;
            }
        }
        return result;
    }

    /// <summary>Pixels that differ by the contrast at least, joined by their sides.</summary>
    private static IEnumerable<List<int>> Regions(double[] difference, int height, int width, double contrast)
    {
        var seen = new bool[difference.Length];
        var open = new Stack<int>();
        for (int start = 0; start < difference.Length; start++)
        {
            List<int> region = [];
            Visit(start);
            while (open.TryPop(out int pixel))
            {
                region.Add(pixel);
                if (pixel % width > 0)
                    Visit(pixel - 1);
                if (pixel % width < width - 1)
                    Visit(pixel + 1);
                if (pixel >= width)
                    Visit(pixel - width);
                if (pixel < difference.Length - width)
                    Visit(pixel + width);
            }
            if (region.Count > 0)
                yield return region;
        }

        void Visit(int pixel)
        {
            if (seen[pixel] || Math.Abs(difference[pixel]) < contrast)
                return;
            seen[pixel] = true;
            open.Push(pixel);
        }
    }
}
