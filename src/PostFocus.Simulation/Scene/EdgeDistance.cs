namespace PostFocus.Simulation.Scene;

/// <summary>Distance in µm from a cell's outline, on a grid over the cell: what decides how high its edge is.</summary>
internal sealed class EdgeDistance
{
    private const double Spacing = 0.5;
    private const int OutlinePoints = 720;

    private readonly double _half;
    private readonly int _size;
    private readonly float[] _distance;

    public EdgeDistance(Outline outline, double radius)
    {
        _half = radius * outline.Extent + Spacing;
        _size = 2 + (int)Math.Ceiling(2 * _half / Spacing);
        _distance = new float[_size * _size];
        var points = new (float U, float V)[OutlinePoints];
        for (var i = 0; i < points.Length; i++)
        {
            var angle = 2 * Math.PI * i / points.Length - Math.PI;
            var (sin, cos) = Math.SinCos(angle);
            var way = radius * outline.Radius(angle, age: 0);
            points[i] = ((float)(way * cos), (float)(way * sin));
        }
        for (var y = 0; y < _size; y++)
        for (var x = 0; x < _size; x++)
        {
            float u = (float)(x * Spacing - _half),
                v = (float)(y * Spacing - _half),
                least = float.MaxValue;
            foreach (var point in points)
                least = Math.Min(least, (point.U - u) * (point.U - u) + (point.V - v) * (point.V - v));
            _distance[y * _size + x] = MathF.Sqrt(least);
        }
    }

    /// <summary>At a point inside of the outline, interpolated.</summary>
    public double At(double u, double v)
    {
        double x = (u + _half) / Spacing,
            y = (v + _half) / Spacing;
        int column = Math.Clamp((int)x, 0, _size - 2),
            row = Math.Clamp((int)y, 0, _size - 2),
            at = row * _size + column;
        double fx = x - column,
            fy = y - row;
        return (1 - fy) * ((1 - fx) * _distance[at] + fx * _distance[at + 1])
            + fy * ((1 - fx) * _distance[at + _size] + fx * _distance[at + _size + 1]);
    }
}
