namespace PostFocus.Imaging.Cells;

/// <summary>
/// The outline of a cell, of which every point is seen from one centre: its distances from there along rays (Schmidt et al., Cell
/// Detection with Star-Convex Polygons, MICCAI 2018).
/// </summary>
/// <remarks>
/// Coordinates are pixels; whole numbers are the middles of pixels. Ray k of n points 2π k / n from the x axis towards the y axis, which
/// points down. Two polygons may overlap.
/// </remarks>
public sealed class StarPolygon
{
    /// <summary>Fewest and most rays.</summary>
    public const int LeastRays = 8,
        MostRays = 128;

    private readonly float[] _distances;
    private readonly double _sector;

    /// <param name="x">Column of the centre.</param>
    /// <param name="y">Row of the centre.</param>
    /// <param name="distances">From the centre to the outline along each ray, 0 or more; 8 to 128 of them.</param>
    /// <param name="score">How sure it is that there is a cell, 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are too few or too many distances, or one is negative or not finite.</exception>
    public StarPolygon(double x, double y, IReadOnlyList<float> distances, double score = 1)
    {
        _distances = [.. Require.Each(distances, LeastRays, MostRays, 0, float.MaxValue)];
        (X, Y, Score, _sector) = (x, y, Require.Range(score, 0, 1), 2 * Math.PI / distances.Count);
    }

    /// <summary>Column of the centre.</summary>
    public double X { get; }

    /// <summary>Row of the centre.</summary>
    public double Y { get; }

    /// <summary>How sure it is that there is a cell, 0 to 1.</summary>
    public double Score { get; }

    /// <summary>From the centre to the outline along each ray, pixels.</summary>
    public IReadOnlyList<float> Distances => _distances;

    /// <summary>The corners, one a ray.</summary>
    public IEnumerable<(double X, double Y)> Corners =>
        _distances.Select((distance, ray) => (X + distance * Math.Cos(ray * _sector), Y + distance * Math.Sin(ray * _sector)));

    /// <summary>Area, pixels.</summary>
    public double Area => Math.Sin(_sector) / 2 * _distances.Select((distance, ray) => (double)distance * Next(ray)).Sum();

    /// <summary>How far out a point lies: 0 in the centre, 1 on the outline, more outside.</summary>
    /// <param name="x">Its column.</param>
    /// <param name="y">Its row.</param>
    public double Depth(double x, double y)
    {
        var (right, down) = (x - X, y - Y);
        var distance = Math.Sqrt(right * right + down * down);
        if (distance == 0)
            return 0;
        var angle = Math.Atan2(down, right);
        if (angle < 0)
            angle += 2 * Math.PI;
        var ray = Math.Min((int)(angle / _sector), _distances.Length - 1);
        // Where the point's direction meets the side from this ray's corner to the next one's.
        double turned = angle - ray * _sector,
            here = _distances[ray],
            next = Next(ray);
        var outline = here * next * Math.Sin(_sector) / (here * Math.Sin(turned) + next * Math.Sin(_sector - turned));
        return outline > 0 ? distance / outline : double.PositiveInfinity;
    }

    /// <summary>The same outline in a frame of another pixel size.</summary>
    /// <param name="factor">New pixels for one old pixel along a side, above 0.</param>
    public StarPolygon Scaled(double factor) =>
        new((X + 0.5) * factor - 0.5, (Y + 0.5) * factor - 0.5, [.. _distances.Select(distance => (float)(distance * factor))], Score);

    private float Next(int ray) => _distances[ray + 1 < _distances.Length ? ray + 1 : 0];
}
