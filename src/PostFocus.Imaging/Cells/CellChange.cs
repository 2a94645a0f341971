namespace PostFocus.Imaging.Cells;

/// <summary>How the cells of two label images of one place differ, such as of a frame before and after restoration.</summary>
/// <param name="Lost">Cells of the first that are not in the second.</param>
/// <param name="New">Cells of the second that are not in the first.</param>
public readonly record struct CellChange(int Lost, int New)
{
    /// <summary>Both together.</summary>
    public int Count => Lost + New;

    /// <summary>Compares two label images; cells of an IoU from <see cref="CellMatching.SameFrom"/> on are the same.</summary>
    /// <param name="before">The number of the cell at each pixel, 0 where there is none.</param>
    /// <param name="after">The same, of the same size.</param>
    /// <exception cref="ArgumentException">The sizes differ, or a count is not a whole number from 0 on.</exception>
    public static CellChange Between(Frame before, Frame after)
    {
        var matching = CellMatching.Of(before, after);
        var same = matching.TruePositives(CellMatching.SameFrom);
        return new(matching.TruthCount - same, matching.FoundCount - same);
    }

    /// <summary>
    /// Whether a restoration changed the cells of a frame more than time did: more of them are lost or new than between the frame and
    /// the one before it.
    /// </summary>
    /// <param name="previous">Cells of the frame before as it was recorded; null where there is none: then no cell may change.</param>
    /// <param name="recorded">Cells of the frame as it was recorded.</param>
    /// <exception cref="ArgumentException">The sizes differ, or a count is not a whole number from 0 on.</exception>
    public bool IsMoreThanTime(Frame? previous, Frame recorded) => Count > (previous is null ? 0 : Between(previous, recorded).Count);
}
