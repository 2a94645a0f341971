namespace PostFocus.Trainers.Training;

/// <summary>Draws training views of frames.</summary>
internal static class Augmentation
{
    /// <summary>Fills a square with a random view of the image.</summary>
    public static void Draw(this AugmentationOptions options, UnitImage image, int side, KeyedRandom random, Span<float> view)
    {
        var (top, left) = (random.Below(image.Height - side + 1), random.Below(image.Width - side + 1));
        var symmetry = options.Symmetries ? random.Below(8) : 0;
        var angle = options.MaxAngle > 0 ? random.Uniform(-options.MaxAngle, options.MaxAngle) : 0;
        if (angle == 0)
            image.Crop(top, left, side, symmetry, view);
        else
            Rotate(image, top, left, side, angle * Math.PI / 180, view);

        var gain = 1 + random.Uniform(-options.Contrast, options.Contrast);
        var offset = random.Uniform(-options.Brightness, options.Brightness);
        var noise = random.Uniform(0, options.Noise);
        for (var i = 0; i < view.Length; i++)
            view[i] = (float)(gain * view[i] + offset);
        if (noise > 0)
            for (var i = 0; i < view.Length; i++)
                view[i] += (float)(noise * random.Normal());
    }

    // About the square's centre, bilinear, mirrored at the image's borders.
    private static void Rotate(UnitImage image, int top, int left, int side, double angle, Span<float> view)
    {
        var (sin, cos) = Math.SinCos(angle);
        var middle = (side - 1) / 2.0;
        for (var y = 0; y < side; y++)
            for (var x = 0; x < side; x++)
            {
                var (down, right) = (y - middle, x - middle);
                view[y * side + x] = Sample(image, top + middle + cos * down - sin * right, left + middle + sin * down + cos * right);
            }
    }

    private static float Sample(UnitImage image, double y, double x)
    {
        var (row, column) = ((int)Math.Floor(y), (int)Math.Floor(x));
        var (fy, fx) = ((float)(y - row), (float)(x - column));
        return (1 - fy) * ((1 - fx) * Pixel(row, column) + fx * Pixel(row, column + 1))
            + fy * ((1 - fx) * Pixel(row + 1, column) + fx * Pixel(row + 1, column + 1));

        float Pixel(int r, int c) => image.Pixels[Mirror(r, image.Height) * image.Width + Mirror(c, image.Width)];
    }

    private static int Mirror(int index, int length)
    {
        var folded = Math.Abs(index) % (2 * length);
        return folded < length ? folded : 2 * length - 1 - folded;
    }
}
