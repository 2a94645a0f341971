namespace PostFocus.Imaging.Cells;

/// <summary>A cell of a label image.</summary>
/// <param name="Label">Its number there, 1 or more.</param>
/// <param name="Area">Its pixels.</param>
/// <param name="X">Column of its centroid in pixels; whole numbers are the middles of pixels.</param>
/// <param name="Y">Row of its centroid.</param>
/// <param name="Elongation">
/// Length over width of the ellipse with its second moments: 1 for a disk, √2 for two pixels side by side.
/// </param>
public sealed record CellRegion(int Label, int Area, double X, double Y, double Elongation)
{
    // Of a pixel about its middle: it has an area.
    private const double OwnMoment = 1.0 / 12;

    /// <summary>The cells of a label image, by their numbers.</summary>
    /// <param name="labels">The number of the cell at each pixel, 0 where there is none.</param>
    /// <exception cref="ArgumentException">A count is not a whole number from 0 on.</exception>
    public static IReadOnlyList<CellRegion> Of(Frame labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return
        [
            .. CellLabels
                .Of(labels)
                .Index()
                .Where(pixel => pixel.Item > 0)
                .GroupBy(pixel => pixel.Item, pixel => (X: pixel.Index % labels.Width, Y: pixel.Index / labels.Width))
                .OrderBy(cell => cell.Key)
                .Select(cell => Of(cell.Key, [.. cell])),
        ];
    }

    private static CellRegion Of(int label, (int X, int Y)[] pixels)
    {
        double x = pixels.Average(p => p.X),
            y = pixels.Average(p => p.Y);
        double xx = pixels.Average(p => (p.X - x) * (p.X - x)) + OwnMoment,
            yy = pixels.Average(p => (p.Y - y) * (p.Y - y)) + OwnMoment,
            xy = pixels.Average(p => (p.X - x) * (p.Y - y));
        double mean = (xx + yy) / 2,
            half = Math.Sqrt((xx - yy) * (xx - yy) / 4 + xy * xy);
        return new(label, pixels.Length, x, y, Math.Sqrt((mean + half) / (mean - half)));
    }
}
