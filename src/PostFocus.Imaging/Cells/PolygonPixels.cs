namespace PostFocus.Imaging.Cells;

/// <summary>The pixels of a frame whose middles lie within a polygon.</summary>
internal sealed class PolygonPixels
{
    private readonly int _top,
        _left,
        _height,
        _width;
    private readonly float[] _depths; // of its bounding box

    public PolygonPixels(StarPolygon polygon, int height, int width)
    {
        var corners = polygon.Corners.ToArray();
        (_top, _height) = Range(corners.Min(c => c.Y), corners.Max(c => c.Y), height);
        (_left, _width) = Range(corners.Min(c => c.X), corners.Max(c => c.X), width);
        _depths = new float[_height * _width];
        for (var i = 0; i < _depths.Length; i++)
        {
            _depths[i] = (float)polygon.Depth(_left + i % _width, _top + i / _width);
            Count += _depths[i] <= 1 ? 1 : 0;
        }

        static (int First, int Count) Range(double least, double most, int length)
        {
            int first = Math.Max(0, (int)Math.Ceiling(Math.Min(least, length))),
                last = Math.Min(length - 1, (int)Math.Floor(Math.Max(most, -1)));
            return (first, Math.Max(0, last - first + 1));
        }
    }

    /// <summary>How many there are.</summary>
    public int Count { get; }

    /// <summary>How many belong to both.</summary>
    public int Shared(PolygonPixels other)
    {
        int top = Math.Max(_top, other._top),
            bottom = Math.Min(_top + _height, other._top + other._height),
            left = Math.Max(_left, other._left),
            right = Math.Min(_left + _width, other._left + other._width);
        var shared = 0;
        for (var y = top; y < bottom; y++)
        for (var x = left; x < right; x++)
            shared += Depth(x, y) <= 1 && other.Depth(x, y) <= 1 ? 1 : 0;
        return shared;
    }

    /// <summary>Tells of each pixel how far out it lies, 0 to 1.</summary>
    public void ForEach(Action<int, int, float> pixel)
    {
        for (var i = 0; i < _depths.Length; i++)
            if (_depths[i] <= 1)
                pixel(_left + i % _width, _top + i / _width, _depths[i]);
    }

    private float Depth(int x, int y) => _depths[(y - _top) * _width + x - _left];
}
