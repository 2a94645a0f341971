using PostFocus.Transforms.Tiling;

namespace PostFocus.Transforms.Segmentation;

/// <summary>A frame in tiles of a network whose output has a value for each square of pixels.</summary>
internal sealed class GriddedFrame
{
    // Of a tile: what is nearer to its border is seen less well.
    private const double Overlap = 1.0 / 3;

    private readonly float[] _unit;
    private readonly int _tileSize,
        _grid,
        _rows,
        _columns;
    private readonly TileGrid _squares;

    public GriddedFrame(float[] unit, int height, int width, int tileSize, int grid)
    {
        (_unit, Height, Width, _tileSize, _grid) = (unit, height, width, tileSize, grid);
        (_rows, _columns) = ((height + grid - 1) / grid, (width + grid - 1) / grid);
        _squares = new(_rows, _columns, tileSize / grid, (int)(tileSize / grid * Overlap));
    }

    public int Height { get; }

    public int Width { get; }

    /// <summary>How many tiles there are.</summary>
    public int Tiles => _squares.Tiles.Count;

    /// <summary>The pixels of a tile, beyond the frame continued by reflection.</summary>
    public float[] Extract(int tile)
    {
        (var top, var left) = _squares.Tiles[tile];
        return TileGrid.Extract(_unit, Height, Width, top * _grid, left * _grid, _tileSize);
    }

    /// <summary>What the network told of all tiles, as a whole.</summary>
    public PolygonMap Blend(float[][] outputs, int channels) =>
        new([.. Enumerable.Range(0, channels).Select(channel => _squares.Blend(outputs, channel))], _rows, _columns, _grid);
}
