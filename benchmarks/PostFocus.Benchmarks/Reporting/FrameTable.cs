using PostFocus.Imaging;
using PostFocus.Imaging.Files;

namespace PostFocus.Benchmarks.Reporting;

/// <summary>Frames of one size in rows, each row on its own scale.</summary>
/// <param name="Height">Rows of pixels of a frame.</param>
/// <param name="Width">Columns of pixels of a frame.</param>
internal sealed record FrameTable(int Height, int Width)
{
    private readonly List<float[][]> _rows = [];

    /// <summary>Adds frames beside each other.</summary>
    /// <param name="black">Counts that are drawn black.</param>
    /// <param name="white">Counts that are drawn white.</param>
    /// <param name="frames">Counts, [height, width].</param>
    public void Add(double black, double white, params IEnumerable<float[]> frames) =>
        _rows.Add([
            .. frames.Select(counts =>
                counts.Select(c => (float)Math.Clamp(Math.Round(255 * (c - black) / (white - black)), 0, 255)).ToArray()
            ),
        ]);

    /// <summary>Writes an 8-bit PNG; without rows nothing.</summary>
    public void Write(string path)
    {
        if (_rows.Count == 0)
            return;
        var columns = _rows.Max(row => row.Length);
        var picture = new float[_rows.Count * Height * columns * Width];
        foreach ((var r, var row) in _rows.Index())
        foreach ((var c, var frame) in row.Index())
            for (var y = 0; y < Height; y++)
                frame.AsSpan(y * Width, Width).CopyTo(picture.AsSpan(((r * Height + y) * columns + c) * Width));
        FrameFile.WritePng(path, new Frame(_rows.Count * Height, columns * Width, picture, PixelType.UInt8));
    }
}
