namespace PostFocus.Imaging.Cells;

/// <summary>Polygons of the cells of one frame.</summary>
public static class StarPolygons
{
    /// <summary>
    /// Leaves of polygons that overlap those of the greatest score (non-maximum suppression): taken by falling score, each is kept
    /// unless it shares more than a part of its area, or of the other's if that is smaller, with one that was kept.
    /// </summary>
    /// <param name="candidates">The polygons; of equal scores the first counts as greater.</param>
    /// <param name="height">Rows of the frame; areas are counted in its pixels.</param>
    /// <param name="width">Columns of the frame.</param>
    /// <param name="mostOverlap">The part, 0 to 1.</param>
    /// <returns>Those that are kept, by falling score. What has no pixel in the frame is left out.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The part lies out of its range.</exception>
    public static IReadOnlyList<StarPolygon> Suppress(IEnumerable<StarPolygon> candidates, int height, int width, double mostOverlap)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        Require.Between(mostOverlap, 0, 1);
        var kept = new List<(StarPolygon Polygon, PolygonPixels Pixels)>();
        foreach (var polygon in candidates.OrderByDescending(c => c.Score))
        {
            var pixels = new PolygonPixels(polygon, height, width);
            if (pixels.Count > 0 && kept.All(k => pixels.Shared(k.Pixels) <= mostOverlap * Math.Min(pixels.Count, k.Pixels.Count)))
                kept.Add((polygon, pixels));
        }
        return [.. kept.Select(k => k.Polygon)];
    }

    /// <summary>The label image of polygons: the place in the list, from 1, of the polygon that a pixel belongs to, 0 for none.</summary>
    /// <remarks>Where polygons overlap, a pixel belongs to the one in which it lies least far out.</remarks>
    /// <param name="polygons">At most 65,535.</param>
    /// <param name="height">Rows of the frame.</param>
    /// <param name="width">Columns of the frame.</param>
    /// <returns>16 bits, axes [y, x].</returns>
    /// <exception cref="ArgumentException">There are more polygons than labels.</exception>
    public static Frame Draw(IReadOnlyList<StarPolygon> polygons, int height, int width)
    {
        ArgumentNullException.ThrowIfNull(polygons);
        if (polygons.Count > ushort.MaxValue)
            throw new ArgumentException($"{polygons.Count} polygons do not fit into 16 bits.", nameof(polygons));
        float[] labels = new float[height * width],
            depths = new float[height * width];
        for (var i = 0; i < polygons.Count; i++)
        {
            var label = i + 1;
            new PolygonPixels(polygons[i], height, width).ForEach(
                (x, y, depth) =>
                {
                    var at = y * width + x;
                    if (labels[at] == 0 || depth < depths[at])
                        (labels[at], depths[at]) = (label, depth);
                }
            );
        }
        return new Frame(height, width, labels, PixelType.UInt16);
    }
}
