namespace PostFocus.Trainers.Training.Segmenter;

/// <summary>
/// What a network is to tell of a mask (Schmidt et al., MICCAI 2018, section 2): for each square of a grid how deep in a cell its middle
/// lies, 0 to 1, and the distances from there to where the cell ends.
/// </summary>
/// <remarks>
/// A square belongs to a cell if all of its pixels do. Its depth is the shortest of its distances over that of the cell's deepest square:
/// with 32 rays it is within half a percent of the distance to the background. Cells end at the border of the frame.
/// </remarks>
/// <param name="mask">The cells.</param>
/// <param name="grid">Side of a square, pixels.</param>
/// <param name="rays">Rays of a polygon.</param>
internal sealed class StarTargets(CellMask mask, int grid, int rays)
{
    // What a ray that runs along or through the corners of pixels is moved aside by, to either side.
    private const double Aside = 1e-6;

    private readonly (double X, double Y)[] _directions =
    [
        .. Enumerable.Range(0, rays).Select(ray => Math.SinCos(2 * Math.PI * ray / rays)).Select(a => (a.Cos, a.Sin)),
    ];

    /// <summary>Of a window: channels [1 + rays], each row-major over its squares.</summary>
    /// <param name="top">Its first row.</param>
    /// <param name="left">Its first column.</param>
    /// <param name="side">Its sides, a multiple of the grid.</param>
    /// <param name="targets">Receives them.</param>
    public void Write(int top, int left, int side, Span<float> targets)
    {
        targets.Clear();
        var squares = side / grid;
        var deepest = new Dictionary<int, float>();
        for (var y = top; y < top + side; y += grid)
        for (var x = left; x < left + side; x += grid)
            deepest[Cell(y, x)] = 0;
        // Also of squares outside of the window, where a cell that it cuts may be deepest.
        var (firstRow, firstColumn) = (top % grid, left % grid);
        var distances = new float[rays];
        for (var y = firstRow; y + grid <= mask.Height; y += grid)
        for (var x = firstColumn; x + grid <= mask.Width; x += grid)
        {
            if (Cell(y, x) is not (> 0 and var cell) || !deepest.TryGetValue(cell, out var depth))
                continue;
            for (var ray = 0; ray < rays; ray++)
                distances[ray] = Distance(cell, y + grid / 2.0, x + grid / 2.0, ray);
            var shortest = distances.Min();
            deepest[cell] = Math.Max(shortest, depth);
            var (row, column) = ((y - top) / grid, (x - left) / grid);
            if (y < top || x < left || row >= squares || column >= squares)
                continue;
            var at = row * squares + column;
            targets[at] = shortest;
            for (var ray = 0; ray < rays; ray++)
                targets[(1 + ray) * squares * squares + at] = distances[ray];
        }
        for (var at = 0; at < squares * squares; at++)
            if (targets[at] > 0)
                targets[at] /= deepest[Cell(top + at / squares * grid, left + at % squares * grid)];
    }

    /// <summary>The cell that all pixels of a square belong to; 0 for none.</summary>
    private int Cell(int top, int left)
    {
        var cell = mask[top, left];
        for (var y = top; y < top + grid; y++)
        for (var x = left; x < left + grid; x++)
            if (mask[y, x] != cell)
                return 0;
        return cell;
    }

    /// <summary>From a place to where a ray leaves the pixels of a cell. Pixel i reaches from i to i + 1 here.</summary>
    private float Distance(int cell, double y, double x, int ray)
    {
        var direction = _directions[ray];
        if (8 * ray % rays != 0)
            return (float)Distance(cell, y, x, direction);
        // A multiple of 45°: both sides count alike, so that no orientation of a frame is another's better.
        double down = direction.X * Aside,
            right = -direction.Y * Aside;
        return (float)((Distance(cell, y + down, x + right, direction) + Distance(cell, y - down, x - right, direction)) / 2);
    }

    /// <summary>The same from pixel to pixel (Amanatides and Woo, Eurographics 1987).</summary>
    private double Distance(int cell, double y, double x, (double X, double Y) direction)
    {
        var (column, untilX, acrossX) = Axis(x, direction.X);
        var (row, untilY, acrossY) = Axis(y, direction.Y);
        while (true)
        {
            var distance = Math.Min(untilX, untilY);
            if (untilX < untilY)
                (column, untilX) = (column + Math.Sign(direction.X), untilX + acrossX);
            else
                (row, untilY) = (row + Math.Sign(direction.Y), untilY + acrossY);
            if (mask[row, column] != cell)
                return distance;
        }
    }

    /// <summary>The pixel along an axis that a ray starts in, the distance until it leaves that, and from one border to the next.</summary>
    private static (int Pixel, double Until, double Across) Axis(double start, double direction)
    {
        var pixel = direction < 0 ? (int)Math.Ceiling(start) - 1 : (int)Math.Floor(start);
        var across = 1 / Math.Abs(direction);
        return (pixel, (direction < 0 ? start - pixel : pixel + 1 - start) * across, across);
    }
}
