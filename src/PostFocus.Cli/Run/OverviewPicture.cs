using PostFocus.Imaging;
using PostFocus.Imaging.Intensity;
using PostFocus.Imaging.Png;

namespace PostFocus.Cli.Run;

/// <summary>
/// A picture of up to eight restored frames of a sequence, one a row: as recorded with the frame's number, restored,
/// and the spread of the samples. The first two share one grey scale; spread runs from black (0) to white (the largest of the row).
/// A restored frame that the gate rejected has a red border.
/// </summary>
internal sealed class OverviewPicture
{
    private const int MostRows = 8,
        Gap = 4,
        CellSide = 256;
    private const byte Background = 32;

    private static readonly byte[] s_rejected = [224, 48, 48];

    private readonly List<byte[][]> _rows = [];
    private readonly List<(int Height, int Width, bool Rejected)> _sizes = [];
    private int _offered,
        _stride = 1;

    /// <summary>Offers a restored frame; kept frames stay evenly spread over all offered.</summary>
    public void Add(
        int index,
        ReadOnlySpan<float> frame,
        ReadOnlySpan<float> restored,
        ReadOnlySpan<float> spread,
        int height,
        int width,
        bool rejected = false
    )
    {
        if (_offered++ % _stride != 0)
            return;
        if (_rows.Count == MostRows)
        {
            for (var i = MostRows - 1; i > 0; i -= 2)
            {
                _rows.RemoveAt(i);
                _sizes.RemoveAt(i);
            }
            _stride *= 2;
            if ((_offered - 1) % _stride != 0)
                return;
        }
        var display = IntensityMap.Fit([
            new(height, width, frame.ToArray(), PixelType.Float32),
            new(height, width, restored.ToArray(), PixelType.Float32),
        ]);
        var largest = Math.Max(1e-6f, System.Numerics.Tensors.TensorPrimitives.Max(spread));
        int factor = Factor(height, width),
            shrink = GreyPicture.Shrink(height, width);
        int outHeight = height / shrink * factor,
            outWidth = width / shrink * factor;
        var recorded = GreyPicture.Draw(frame, width, outHeight, outWidth, factor, shrink, display.Black, display.White);
        FrameNumber.Stamp(recorded, outHeight, outWidth, index);
        _sizes.Add((outHeight, outWidth, rejected));
        _rows.Add([
            recorded,
            GreyPicture.Draw(restored, width, outHeight, outWidth, factor, shrink, display.Black, display.White),
            GreyPicture.Draw(spread, width, outHeight, outWidth, factor, shrink, 0, largest),
        ]);
    }

    /// <summary>Writes the picture; at least one frame must have been offered.</summary>
    public void Write(string path)
    {
        var width = 3 * _sizes.Max(s => s.Width) + 4 * Gap;
        var height = _sizes.Sum(s => s.Height + Gap) + Gap;
        var rgb = new byte[3 * width * height];
        Array.Fill(rgb, Background);
        var top = Gap;
        foreach ((var cells, (var cellHeight, var cellWidth, var rejected)) in _rows.Zip(_sizes))
        {
            if (rejected)
                Surround(rgb, width, top, 2 * Gap + cellWidth, cellHeight, cellWidth);
            for (var column = 0; column < cells.Length; column++)
            for (var y = 0; y < cellHeight; y++)
            for (var x = 0; x < cellWidth; x++)
            {
                var at = 3 * ((top + y) * width + Gap + column * (cellWidth + Gap) + x);
                rgb.AsSpan(at, 3).Fill(cells[column][y * cellWidth + x]);
            }
            top += cellHeight + Gap;
        }
        PngFile.WriteRgb(path, rgb, width, height);
    }

    /// <summary>Colours half of the gap around a cell; the cell itself is drawn later.</summary>
    private static void Surround(byte[] rgb, int pictureWidth, int top, int left, int height, int width)
    {
        for (var y = top - Gap / 2; y < top + height + Gap / 2; y++)
        for (var x = left - Gap / 2; x < left + width + Gap / 2; x++)
            s_rejected.CopyTo(rgb, 3 * (y * pictureWidth + x));
    }

    /// <summary>Small frames are enlarged by a whole factor; large ones are averaged down.</summary>
    private static int Factor(int height, int width) => Math.Max(1, CellSide / Math.Max(height, width));
}
