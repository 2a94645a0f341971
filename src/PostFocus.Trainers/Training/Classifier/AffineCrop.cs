using PostFocus.Imaging.Filters;
using PostFocus.Transforms.Tiling;

namespace PostFocus.Trainers.Training.Classifier;

/// <summary>
/// A square cut out of an image, then put into one of the eight orientations, turned and enlarged about its middle: one
/// affine map. Between pixels it is bilinear; beyond its borders the image is mirrored.
/// </summary>
/// <param name="Top">First row, before turning.</param>
/// <param name="Left">First column, before turning.</param>
/// <param name="Side">Height and width, pixels.</param>
internal readonly record struct AffineCrop(int Top, int Left, int Side)
{
    /// <summary>0 to 7, as in <see cref="Orientation"/>.</summary>
    public int Symmetry { get; init; }

    /// <summary>From rows to columns, degrees.</summary>
    public double Angle { get; init; }

    /// <summary>Pixels of the view for one of the image, along a side.</summary>
    public double Scale { get; init; } = 1;

    public void Draw(UnitImage image, Span<float> view)
    {
        var orientation = new Orientation(Symmetry);
        var (sin, cos) = Math.SinCos(Angle * Math.PI / 180);
        var middle = (Side - 1) / 2.0;
        for (var y = 0; y < Side; y++)
        for (var x = 0; x < Side; x++)
        {
            var (row, column) = orientation.Source(y, x, Side, Side);
            var (down, right) = ((row - middle) / Scale, (column - middle) / Scale);
            view[y * Side + x] = Sample(image, Top + middle + cos * down - sin * right, Left + middle + sin * down + cos * right);
        }
    }

    private static float Sample(UnitImage image, double y, double x)
    {
        var (row, column) = ((int)Math.Floor(y), (int)Math.Floor(x));
        var (fy, fx) = ((float)(y - row), (float)(x - column));
        return (1 - fy) * ((1 - fx) * Pixel(row, column) + fx * Pixel(row, column + 1))
            + fy * ((1 - fx) * Pixel(row + 1, column) + fx * Pixel(row + 1, column + 1));

        float Pixel(int r, int c) => image[Mirror.Inside(r, image.Height), Mirror.Inside(c, image.Width)];
    }
}
