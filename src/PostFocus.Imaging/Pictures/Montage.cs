using PostFocus.Imaging.Files;
using PostFocus.Imaging.Png;

namespace PostFocus.Imaging.Pictures;

/// <summary>A picture of images side by side, in rows below each other.</summary>
/// <param name="gap">Pixels between images and around all of them.</param>
/// <param name="ground">Grey of gaps, and of what images leave free.</param>
internal sealed class Montage(int gap, byte ground)
{
    private static readonly byte[] s_line = [255, 96, 0];

    private readonly List<(int Height, int Width, IReadOnlyList<Tile> Tiles)> _rows = [];

    /// <summary>Rows of pixels.</summary>
    public int Height => gap + _rows.Sum(row => row.Height + gap);

    /// <summary>Columns of pixels.</summary>
    public int Width => gap + _rows.Max(row => row.Tiles.Count * (row.Width + gap));

    /// <summary>Adds a row of images of one size.</summary>
    public void AddRow(int height, int width, params IReadOnlyList<Tile> tiles) => _rows.Add((height, width, tiles));

    /// <summary>The same of images in any unit, on one scale.</summary>
    public void AddRow(int height, int width, double black, double white, params IEnumerable<float[]> images) =>
        AddRow(height, width, [.. images.Select(image => (Tile)GreyScale.Of(image, black, white))]);

    /// <summary>All in greys, row-major; without borders.</summary>
    public byte[] Greys()
    {
        var across = Width;
        var greys = new byte[Height * across];
        Array.Fill(greys, ground);
        foreach (var (tile, top, left, height, width) in Places())
            for (var y = 0; y < height; y++)
                tile.Greys.AsSpan(y * width, width).CopyTo(greys.AsSpan((top + y) * across + left));
        return greys;
    }

    /// <summary>All as a frame of 8 bits; without borders.</summary>
    public Frame ToFrame() => new(Height, Width, [.. Greys().Select(grey => (float)grey)], PixelType.UInt8);

    /// <summary>Writes a grey PNG, whole or not at all; without rows nothing.</summary>
    public void WriteGrey(string path)
    {
        if (_rows.Count > 0)
            FrameFile.WritePng(path, ToFrame());
    }

    /// <summary>Writes a PNG in colour, with borders and lines, whole or not at all; without rows nothing.</summary>
    public void WriteRgb(string path)
    {
        if (_rows.Count == 0)
            return;
        var across = Width;
        var greys = Greys();
        var rgb = new byte[3 * greys.Length];
        for (var i = 0; i < greys.Length; i++)
            rgb.AsSpan(3 * i, 3).Fill(greys[i]);
        foreach (var (tile, top, left, height, width) in Places().Where(place => place.Tile.Border is not null))
        {
            var half = gap / 2;
            for (var y = -half; y < height + half; y++)
            for (var x = -half; x < width + half; x++)
                if (y < 0 || x < 0 || y >= height || x >= width)
                    tile.Border!.CopyTo(rgb, 3 * ((top + y) * across + left + x));
        }
        foreach (var (tile, top, left, _, width) in Places())
            for (var i = 0; i < tile.Lines?.Length; i++)
                if (tile.Lines[i])
                    s_line.CopyTo(rgb, 3 * ((top + i / width) * across + left + i % width));
        PngFile.WriteRgb(path, rgb, across, rgb.Length / 3 / across);
    }

    private IEnumerable<(Tile Tile, int Top, int Left, int Height, int Width)> Places()
    {
        var top = gap;
        foreach (var (height, width, tiles) in _rows)
        {
            foreach (var (column, tile) in tiles.Index())
                yield return (tile, top, gap + column * (width + gap), height, width);
            top += height + gap;
        }
    }
}
