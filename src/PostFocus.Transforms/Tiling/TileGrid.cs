namespace PostFocus.Transforms.Tiling;

/// <summary>
/// Square tiles that cover a frame, for networks of a fixed input size. Tiles overlap; blended with weights that fall
/// off towards a tile's border they leave no seam. Beyond the frame it is continued by reflection.
/// </summary>
internal sealed class TileGrid
{
    private const int FewestThatMove = 4; // along a side

    private readonly int _size;
    private readonly float[] _edge;
    private readonly Lazy<(float[] Rows, float[] Columns)> _sums;

    /// <param name="height">Frame height, pixels.</param>
    /// <param name="width">Frame width, pixels.</param>
    /// <param name="size">Side of a tile, pixels.</param>
    /// <param name="overlap">Least overlap of neighbouring tiles, pixels; less than <paramref name="size"/>.</param>
    /// <param name="room">
    /// By how many pixels the tiles may reach beyond the frame, on two opposite sides together: as far as they do without a further
    /// one. Two or three stay where they are, as they overlap more widely so.
    /// </param>
    /// <param name="above">The share of it above the frame, 0 to 1.</param>
    /// <param name="left">The share left of the frame, 0 to 1.</param>
    public TileGrid(int height, int width, int size, int overlap, int room = 0, double above = 0, double left = 0)
    {
        (Height, Width, _size) = (height, width, size);
        int[] tops = Starts(height, size, overlap, room, above),
            lefts = Starts(width, size, overlap, room, left);
        Tiles = [.. tops.SelectMany(top => lefts.Select(start => (top, start)))];

        // Rises linearly over the overlap, then stays at one.
        var rise = Math.Max(1, overlap);
        _edge = [.. Enumerable.Range(0, size).Select(i => Math.Min(1f, (Math.Min(i, size - 1 - i) + 0.5f) / rise))];
        _sums = new(() => (Sum(tops, height), Sum(lefts, width)));
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
        foreach (var ((top, left), tile) in Tiles.Zip(tiles))
        {
            (var firstRow, var rows) = Inside(top, Height);
            (var firstColumn, var columns) = Inside(left, Width);
            var weights = _edge.AsSpan(firstColumn, columns);
            for (var y = firstRow; y < firstRow + rows; y++)
            {
                var to = frame.AsSpan((top + y) * Width + left + firstColumn, columns);
                var values = tile.AsSpan((image * _size + y) * _size + firstColumn, columns);
                var weight = _edge[y];
                for (var x = 0; x < columns; x++)
                    to[x] += weight * weights[x] * values[x];
            }
        }
        (var ofRows, var ofColumns) = _sums.Value;
        for (var y = 0; y < Height; y++)
        for (var x = 0; x < Width; x++)
            frame[y * Width + x] /= ofRows[y] * ofColumns[x];
        return frame;
    }

    /// <summary>The weights of all tiles, along one side of the frame: those of a pixel are products.</summary>
    private float[] Sum(int[] starts, int extent)
    {
        var sum = new float[extent];
        foreach (var start in starts)
        {
            (var first, var length) = Inside(start, extent);
            for (var i = first; i < first + length; i++)
                sum[start + i] += _edge[i];
        }
        return sum;
    }

    /// <summary>The first pixel of a tile that lies in the frame, and how many do.</summary>
    private (int First, int Length) Inside(int start, int extent)
    {
        var first = Math.Max(0, -start);
        return (first, Math.Min(_size, extent - start) - first);
    }

    private static int[] Starts(int extent, int size, int overlap, int wanted, double share)
    {
        if (extent <= size)
            return [0];
        var step = size - overlap;
        var count = (extent - overlap + step - 1) / step;
        var room = count < FewestThatMove ? 0 : Math.Min(wanted, count * step + overlap - extent);
        var beyond = (int)(share * room);
        return [.. Enumerable.Range(0, count).Select(i => (int)((long)i * (extent + room - size) / (count - 1)) - beyond)];
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
