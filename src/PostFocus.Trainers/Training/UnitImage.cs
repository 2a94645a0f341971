using System.Runtime.InteropServices;
using PostFocus.Imaging;
using PostFocus.Transforms.Tiling;

namespace PostFocus.Trainers.Training;

/// <summary>A frame in unit intensities, row-major [height, width].</summary>
/// <remarks>
/// Held in float16, as trainings keep all their frames in memory: from −1 to 1 it is as fine as counts of 12 bits. What
/// lies beyond ±65,504 is cut off there.
/// </remarks>
internal sealed class UnitImage
{
    private readonly Half[] _pixels;

    public UnitImage(ReadOnlySpan<float> pixels, int height, int width)
    {
        if (pixels.Length != height * width)
            throw new ArgumentException($"{height} × {width} pixels were announced, {pixels.Length} given.", nameof(pixels));
        (_pixels, Height, Width) = (new Half[pixels.Length], height, width);
        for (var i = 0; i < pixels.Length; i++)
            _pixels[i] = (Half)Math.Clamp(pixels[i], (float)Half.MinValue, (float)Half.MaxValue);
    }

    public int Height { get; }

    public int Width { get; }

    public float this[int row, int column] => (float)_pixels[row * Width + column];

    /// <summary>All pixels.</summary>
    public IEnumerable<float> Pixels => _pixels.Select(p => (float)p);

    /// <summary>What tells it from other images.</summary>
    public ReadOnlySpan<byte> Bytes => MemoryMarshal.AsBytes(_pixels.AsSpan());

    /// <summary>Copies a square in one of its eight orientations, numbered as in <see cref="Orientation"/>.</summary>
    public void Crop(int top, int left, int side, int symmetry, Span<float> destination)
    {
        var orientation = new Orientation(symmetry);
        for (var y = 0; y < side; y++)
        for (var x = 0; x < side; x++)
        {
            var (row, column) = orientation.Source(y, x, side, side);
            destination[y * side + x] = this[top + row, left + column];
        }
    }

    /// <summary>A rectangle of it.</summary>
    public UnitImage Part(int top, int left, int height, int width)
    {
        var pixels = new float[height * width];
        for (var y = 0; y < height; y++)
        for (var x = 0; x < width; x++)
            pixels[y * width + x] = this[top + y, left + x];
        return new(pixels, height, width);
    }

    /// <summary>The square in the middle.</summary>
    public void CropCenter(int side, Span<float> destination) => Crop((Height - side) / 2, (Width - side) / 2, side, 0, destination);

    /// <summary>Throws unless a square of this side fits.</summary>
    public void RequireAtLeast(int side, string name)
    {
        if (Height < side || Width < side)
            throw new PostFocusException($"{name} is {Height} × {Width} pixels, but training needs at least {side} × {side}.");
    }
}
