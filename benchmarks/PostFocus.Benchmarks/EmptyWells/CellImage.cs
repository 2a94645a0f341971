using PostFocus.Imaging;

namespace PostFocus.Benchmarks.EmptyWells;

/// <summary>A well with one cell, and the same well with the cell painted over.</summary>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="WithoutCell">The truth in counts, the cell and its surroundings replaced by the mean of what lies around.</param>
/// <param name="Difference">What the cell adds, smoothed, as a share of the intensity range.</param>
internal sealed record CellImage(int Height, int Width, float[] WithoutCell, double[] Difference)
{
    private const int Halo = 3, Ring = 6; // pixels around the cell

    /// <summary>Null where too little of a cell lies in the frame.</summary>
    /// <param name="truth">Counts, [height, width].</param>
    /// <param name="mask">The cell's number at each of its pixels.</param>
    /// <param name="range">The sequence's intensity range, counts.</param>
    public static CellImage? Of(float[] truth, Frame mask, double range)
    {
        (int height, int width) = (mask.Height, mask.Width);
        const int fewest = 12;
        bool[] cell = [.. mask.Counts.Select(m => m > 0)];
        if (cell.Count(c => c) < fewest)
            return null;
        float[] without = [.. truth];
        bool[] near = Surroundings.Within(cell, height, width, Halo), ring = Surroundings.Within(cell, height, width, Ring);
        float ground = Enumerable.Range(0, truth.Length).Where(i => ring[i] && !near[i]).Select(i => truth[i]).DefaultIfEmpty().Average();
        for (int i = 0; i < without.Length; i++)
        {
            if (near[i])
                without[i] = ground;
        }
        return new(height, width, without, CellLikeTest.Difference(truth, without, height, width, range));
    }
}
