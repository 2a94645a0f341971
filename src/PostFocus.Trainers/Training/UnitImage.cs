using PostFocus.Transforms.Restoration;

namespace PostFocus.Trainers.Training;

/// <summary>A frame in unit intensities, row-major [height, width].</summary>
internal sealed record UnitImage
{
    public UnitImage(float[] pixels, int height, int width)
    {
        if (pixels.Length != height * width)
            throw new ArgumentException($"{height} x {width} pixels were announced, {pixels.Length} given.", nameof(pixels));
        (Pixels, Height, Width) = (pixels, height, width);
    }

    public float[] Pixels { get; }

    public int Height { get; }

    public int Width { get; }

    /// <summary>Copies a square in one of its eight orientations, numbered as in <see cref="Orientation"/>.</summary>
    public void Crop(int top, int left, int side, int symmetry, Span<float> destination)
    {
        var orientation = new Orientation(symmetry);
        for (var y = 0; y < side; y++)
            for (var x = 0; x < side; x++)
            {
                var (row, column) = orientation.Source(y, x, side, side);
                destination[y * side + x] = Pixels[(top + row) * Width + left + column];
            }
    }

    /// <summary>The square in the middle.</summary>
    public void CropCenter(int side, Span<float> destination) => Crop((Height - side) / 2, (Width - side) / 2, side, 0, destination);

    /// <summary>Throws unless a square of this side fits.</summary>
    public void RequireAtLeast(int side, string name)
    {
        if (Height < side || Width < side)
            throw new ArgumentException($"{name} is {Height} x {Width} pixels, but training needs at least {side} x {side}.", name);
    }
}
