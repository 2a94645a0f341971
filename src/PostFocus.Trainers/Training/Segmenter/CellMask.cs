using System.Runtime.InteropServices;
using PostFocus.Imaging;
using PostFocus.Transforms.Tiling;

namespace PostFocus.Trainers.Training.Segmenter;

/// <summary>The number of the cell at each pixel of a frame, 0 where there is none, row-major [height, width].</summary>
internal sealed class CellMask
{
    private readonly ushort[] _labels;

    public CellMask(ReadOnlySpan<ushort> labels, int height, int width)
    {
        if (labels.Length != height * width)
            throw new ArgumentException($"{height} × {width} pixels were announced, {labels.Length} given.", nameof(labels));
        (_labels, Height, Width) = (labels.ToArray(), height, width);
    }

    public int Height { get; }

    public int Width { get; }

    /// <summary>The cell at a pixel; none outside of the frame.</summary>
    public int this[int row, int column] => row >= 0 && row < Height && column >= 0 && column < Width ? _labels[row * Width + column] : 0;

    /// <summary>What tells it from other masks.</summary>
    public ReadOnlySpan<byte> Bytes => MemoryMarshal.AsBytes(_labels.AsSpan());

    /// <summary>It in one of the eight orientations.</summary>
    public CellMask Turned(Orientation orientation)
    {
        var (height, width) = orientation.SwapsAxes ? (Width, Height) : (Height, Width);
        var turned = new ushort[_labels.Length];
        for (var y = 0; y < height; y++)
        for (var x = 0; x < width; x++)
        {
            var (row, column) = orientation.Source(y, x, Height, Width);
            turned[y * width + x] = _labels[row * Width + column];
        }
        return new(turned, height, width);
    }

    /// <summary>A rectangle of it as a label image.</summary>
    public Frame Part(int top, int left, int height, int width)
    {
        var counts = new float[height * width];
        for (var y = 0; y < height; y++)
        for (var x = 0; x < width; x++)
            counts[y * width + x] = this[top + y, left + x];
        return new(height, width, counts, PixelType.UInt16);
    }
}
