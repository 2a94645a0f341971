using PostFocus.Imaging;
using PostFocus.Imaging.Intensity;
using PostFocus.Imaging.Pictures;

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
        var recorded = GreyPicture.Draw(frame, height, width, display.Black, display.White, CellSide);
        FrameNumber.Stamp(recorded.Greys, recorded.Height, recorded.Width, index);
        _sizes.Add((recorded.Height, recorded.Width, rejected));
        _rows.Add([
            recorded.Greys,
            GreyPicture.Draw(restored, height, width, display.Black, display.White, CellSide).Greys,
            GreyPicture.Draw(spread, height, width, 0, largest, CellSide).Greys,
        ]);
    }

    /// <summary>Writes the picture; at least one frame must have been offered.</summary>
    public void Write(string path)
    {
        var montage = new Montage(Gap, Background);
        foreach ((var cells, (var height, var width, var rejected)) in _rows.Zip(_sizes))
            montage.AddRow(height, width, cells[0], new Tile(cells[1], rejected ? s_rejected : null), cells[2]);
        montage.WriteRgb(path);
    }
}
