namespace PostFocus.Transforms.Tiling;

/// <summary>A frame, and what goes with it, in one orientation, cut into tiles; every orientation has as many.</summary>
internal sealed class TiledFrame
{
    public TiledFrame(float[][] channels, int height, int width, Orientation orientation, int size, int overlap)
    {
        Orientation = orientation;
        float[][] turned = [.. channels.Select(channel => orientation.Apply(channel, height, width))];
        Grid = orientation.SwapsAxes ? new(width, height, size, overlap) : new(height, width, size, overlap);
        Tiles = [.. Enumerable.Range(0, Grid.Tiles.Count).Select(i => turned.SelectMany(channel => Grid.Extract(channel, i)).ToArray())];
    }

    public Orientation Orientation { get; }

    public TileGrid Grid { get; }

    /// <summary>[channels, size, size] each.</summary>
    public float[][] Tiles { get; }
}
