using PostFocus.Imaging.Png;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Training.Restorer;

/// <summary>Images side by side, pairs below each other: blurred, restored, truth.</summary>
internal sealed class ValidationPicture
{
    private const int Gap = 4;
    private const byte Background = 255;

    private readonly List<(byte[][] Cells, int Side)> _rows = [];

    /// <summary>Adds a row of square images [1, 1, side, side] in unit intensities.</summary>
    public void Add(params Tensor[] images) => _rows.Add(([.. images.Select(Grey)], (int)images[0].shape[^1]));

    /// <summary>Writes the picture, whole or not at all.</summary>
    public void Write(string path)
    {
        var width = _rows.Max(row => row.Cells.Length * (row.Side + Gap)) + Gap;
        var height = _rows.Sum(row => row.Side + Gap) + Gap;
        var rgb = new byte[3 * width * height];
        Array.Fill(rgb, Background);
        var top = Gap;
        foreach (var (cells, side) in _rows)
        {
            for (var column = 0; column < cells.Length; column++)
            for (var pixel = 0; pixel < side * side; pixel++)
            {
                var (y, x) = (top + pixel / side, Gap + column * (side + Gap) + pixel % side);
                rgb.AsSpan(3 * (y * width + x), 3).Fill(cells[column][pixel]);
            }
            top += side + Gap;
        }
        PngFile.WriteRgb(path, rgb, width, height);
    }

    private static byte[] Grey(Tensor image) =>
        [.. image.cpu().data<float>().Select(v => (byte)Math.Clamp(Math.Round((v + 1) * 127.5f), 0, 255))];
}
