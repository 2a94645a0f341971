using PostFocus.Imaging;

namespace PostFocus.Benchmarks.EmptyWells;

/// <summary>A well with one cell, and the same well with the cell taken out.</summary>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="WithoutCell">
/// The truth in counts, the cell and its surroundings replaced by what the same well shows there without it.
/// </param>
/// <param name="Strength">How strongly the cell shows, as <see cref="CellLikeTest.Strength"/> says.</param>
internal sealed record CellImage(int Height, int Width, float[] WithoutCell, double[] Strength)
{
    private const int Halo = 6; // pixels

    /// <param name="truth">Counts, [height, width].</param>
    /// <param name="cell">The cell's pixels.</param>
    /// <param name="empty">The same well, simulated without a cell.</param>
    /// <param name="range">The sequence's intensity range, counts.</param>
    public static CellImage Of(float[] truth, bool[] cell, Frame empty, double range)
    {
        var near = Surroundings.Within(cell, empty.Height, empty.Width, Halo);
        float[] without = [.. truth.Select((counts, i) => near[i] ? empty.Counts[i] : counts)];
        return new(empty.Height, empty.Width, without, CellLikeTest.Strength(truth, without, empty.Height, empty.Width, range));
    }
}
