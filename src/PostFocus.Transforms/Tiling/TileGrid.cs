namespace PostFocus.Transforms.Tiling;

/// <summary>
/// Square tiles that cover a frame, for networks of a fixed input size. Tiles overlap; blended with weights that fall
/// off towards a tile's border they leave no seam. A frame smaller than a tile is continued by reflection.
/// </summary>
internal sealed class TileGrid
{
    private readonly int _size;
    private readonly float[] _window;
    private readonly Lazy<float[]> _weightSum;

    /// <param name="height">Frame height, pixels.</param>
    /// <param name="width">Frame width, pixels.</param>
    /// <param name="size">Side of a tile, pixels.</param>
    /// <param name="overlap">Least overlap of neighbouring tiles, pixels; less than <paramref name="size"/>.</param>
    public TileGrid(int height, int width, int size, int overlap)
    {
        (Height, Width, _size) = (height, width, size);
        int[] tops = Starts(height, size, overlap),
            lefts = Starts(width, size, overlap);
        Tiles = [.. tops.SelectMany(top => lefts.Select(left => (top, left)))];

        _window = Window(size, Math.Max(1, overlap));
        _weightSum = new(WeightSum);
    }

    /// <summary>Of the frame, pixels.</summary>
    public int Height { get; }

    /// <summary>Of the frame, pixels.</summary>
    public int Width { get; }

    /// <summary>Top and left corner of every tile.</summary>
    public IReadOnlyList<(int Top, int Left)> Tiles { get; }

    /// <summary>The pixels of a tile, [size, size].</summary>
    public float[] Extract(ReadOnlySpan<float> frame, int index)
    {
        (var top, var left) = Tiles[index];
        return Extract(frame, Height, Width, top, left, _size);
    }

    /// <summary>Writes a tile in an orientation of its own.</summary>
    /// <param name="frame">Pixels, [height, width].</param>
    /// <param name="index">Of the tile.</param>
    /// <param name="orientation">How the tile is turned.</param>
    /// <param name="tile">Where to, [size, size].</param>
    public void Extract(ReadOnlySpan<float> frame, int index, Orientation orientation, Span<float> tile)
    {
        (var top, var left) = Tiles[index];
        for (var y = 0; y < _size; y++)
        for (var x = 0; x < _size; x++)
        {
            (var row, var column) = orientation.Source(y, x, _size, _size);
            tile[y * _size + x] = frame[Reflect(top + row, Height) * Width + Reflect(left + column, Width)];
        }
    }

    /// <summary>A square of a frame, which is continued by reflection.</summary>
    public static float[] Extract(ReadOnlySpan<float> frame, int height, int width, int top, int left, int size)
    {
        var tile = new float[size * size];
        for (var y = 0; y < size; y++)
        {
            var row = frame.Slice(Reflect(top + y, height) * width, width);
            for (var x = 0; x < size; x++)
                tile[y * size + x] = row[Reflect(left + x, width)];
        }
        return tile;
    }

    /// <summary>The frame whose pixels are the weighted mean of the tiles that cover them.</summary>
    /// <param name="tiles">Images of tiles, in their order, each [size, size].</param>
    /// <param name="image">Which image of each is blended.</param>
    public float[] Blend(IReadOnlyList<float[]> tiles, int image = 0)
    {
        var frame = new float[Height * Width];
        for (var i = 0; i < Tiles.Count; i++)
        {
            foreach ((var at, var inTile, var length) in Rows(Tiles[i]))
            {
                var to = frame.AsSpan(at, length);
                ReadOnlySpan<float> values = tiles[i].AsSpan(image * _size * _size + inTile, length),
                    weights = _window.AsSpan(inTile, length);
                for (var x = 0; x < length; x++)
                    to[x] += weights[x] * values[x];
            }
        }
        var sum = _weightSum.Value;
        for (var i = 0; i < frame.Length; i++)
            frame[i] /= sum[i];
        return frame;
    }

    private float[] WeightSum()
    {
        var sum = new float[Height * Width];
        foreach (var tile in Tiles)
        foreach ((var at, var inTile, var length) in Rows(tile))
        {
            for (var x = 0; x < length; x++)
                sum[at + x] += _window[inTile + x];
        }
        return sum;
    }

    /// <summary>The rows of a tile that lie in the frame: where each begins there, where in the tile, and its pixels.</summary>
    private IEnumerable<(int At, int InTile, int Length)> Rows((int Top, int Left) tile)
    {
        var bottom = Math.Min(tile.Top + _size, Height);
        for (var y = tile.Top; y < bottom; y++)
            yield return (y * Width + tile.Left, (y - tile.Top) * _size, Math.Min(_size, Width - tile.Left));
    }

    private static int[] Starts(int extent, int size, int overlap)
    {
        if (extent <= size)
            return [0];
        var count = (extent - overlap + size - overlap - 1) / (size - overlap);
        return [.. Enumerable.Range(0, count).Select(i => (int)((long)i * (extent - size) / (count - 1)))];
    }

    /// <summary>Rises linearly over the overlap, then stays at one; separable.</summary>
    private static float[] Window(int size, int overlap)
    {
        float Edge(int i) => Math.Min(1f, (Math.Min(i, size - 1 - i) + 0.5f) / overlap);
        var window = new float[size * size];
        for (var y = 0; y < size; y++)
        for (var x = 0; x < size; x++)
            window[y * size + x] = Edge(y) * Edge(x);
        return window;
    }

    /// <summary>The place within an extent that a place beyond it mirrors.</summary>
    public static int Reflect(int i, int extent)
    {
        if (extent == 1)
            return 0;
        var period = 2 * (extent - 1);
        i = ((i % period) + period) % period;
        return i < extent ? i : period - i;
    }
}
