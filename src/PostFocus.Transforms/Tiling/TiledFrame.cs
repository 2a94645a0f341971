namespace PostFocus.Transforms.Tiling;

/// <summary>A frame in one orientation, cut into tiles; every orientation has as many.</summary>
/// <param name="Height">Of the frame as it lies, pixels.</param>
/// <param name="Width">Of the frame as it lies, pixels.</param>
/// <param name="Orientation">The orientation.</param>
/// <param name="Grid">The tiles of the frame in this orientation.</param>
/// <param name="Size">Side of a tile, pixels.</param>
internal readonly record struct TiledFrame(int Height, int Width, Orientation Orientation, TileGrid Grid, int Size)
{
    /// <summary>
    /// Writes a tile of images that lie as the frame does, [images, size, size], where it is used, so that large images do not lie in
    /// memory twice.
    /// </summary>
    /// <param name="images">Pixels, [height, width]; an image of one pixel is the same everywhere.</param>
    /// <param name="index">Of the tile.</param>
    /// <param name="tile">Where to.</param>
    public void Extract(IReadOnlyList<float[]> images, int index, Span<float> tile)
    {
        (var top, var left) = Grid.Tiles[index];
        (var rows, var columns) = Orientation.SwapsAxes ? (Width, Height) : (Height, Width);
        var area = Size * Size;
        for (var at = 0; at < area; at++)
        {
            (var y, var x) = (TileGrid.Reflect(top + at / Size, rows), TileGrid.Reflect(left + at % Size, columns));
            (var row, var column) = Orientation.Source(y, x, Height, Width);
            for (var i = 0; i < images.Count; i++)
                tile[i * area + at] = images[i] is [var everywhere] ? everywhere : images[i][row * Width + column];
        }
    }
}
