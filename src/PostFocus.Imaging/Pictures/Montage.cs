using PostFocus.Imaging.Files;
using PostFocus.Imaging.Png;
using PostFocus.Imaging.Storage;

namespace PostFocus.Imaging.Pictures;

/// <summary>A picture of images side by side, in rows below each other.</summary>
/// <param name="gap">Pixels between images and around all of them.</param>
/// <param name="ground">Grey of gaps, and of what images leave free.</param>
internal sealed class Montage(int gap, byte ground)
{
    // By LineColour.
    private static readonly byte[][] s_lines =
    [
        [],
        [255, 96, 0],
        [64, 160, 255],
        [0, 210, 140],
    ];

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
        foreach (var (place, line) in Lines())
            s_lines[(int)line].CopyTo(rgb, 3 * place);
        PngFile.WriteRgb(path, rgb, across, rgb.Length / 3 / across);
    }

    /// <summary>
    /// Writes a PNG of a byte a pixel, with lines and without borders, whole or not at all; without rows nothing. Where there are lines, as
    /// many greys fall together as these have colours.
    /// </summary>
    public void WriteIndexed(string path)
    {
        if (_rows.All(row => row.Tiles.All(tile => tile.Lines is null)))
        {
            WriteGrey(path);
            return;
        }
        var mostGrey = byte.MaxValue - (s_lines.Length - 1);
        byte[] indices = [.. Greys().Select(grey => (byte)((grey * mostGrey + byte.MaxValue / 2) / byte.MaxValue))];
        foreach (var (place, line) in Lines())
            indices[place] = (byte)(mostGrey + (int)line);
        byte[] palette =
        [
            .. Enumerable
                .Range(0, mostGrey + 1)
                .SelectMany(i => Enumerable.Repeat((byte)((i * byte.MaxValue + mostGrey / 2) / mostGrey), 3)),
            .. s_lines.Skip(1).SelectMany(colour => colour),
        ];
        var header = new PngHeader(Height, Width, 8, PngHeader.Palette);
        FileSafety.WriteWhole(
            path,
            temporary =>
            {
                using var file = new FileStream(temporary, FileMode.CreateNew);
                PngWriter.Write(file, header, indices, [new("PLTE", palette)], []);
            }
        );
    }

    private IEnumerable<(int Place, LineColour Colour)> Lines()
    {
        var across = Width;
        foreach (var (tile, top, left, _, width) in Places())
        foreach (var (i, line) in (tile.Lines ?? []).Index())
            if (line != LineColour.None)
                yield return ((top + i / width) * across + left + i % width, line);
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
