namespace PostFocus.Imaging.Filters;

/// <summary>What lies outside of an image.</summary>
internal enum Border
{
    /// <summary>The image, reflected.</summary>
    Mirrored,

    /// <summary>Nothing: zeros.</summary>
    Zero,
}

/// <summary>Convolution with a symmetric kernel along both axes, in double precision.</summary>
internal static class SeparableFilter
{
    /// <param name="image">Row-major, axes [height, width].</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="kernel">Weights, an odd number.</param>
    /// <param name="border">What lies outside.</param>
    public static double[] Apply(double[] image, int height, int width, double[] kernel, Border border) =>
        AlongRows(AlongColumns(image, height, width, kernel, border), height, width, kernel, border);

    private static double[] AlongColumns(double[] image, int height, int width, double[] kernel, Border border)
    {
        var blurred = new double[image.Length];
        var reach = kernel.Length / 2;
        for (var y = 0; y < height; y++)
        {
            var to = blurred.AsSpan(y * width, width);
            for (var i = -reach; i <= reach; i++)
            {
                if (border == Border.Zero && (y + i < 0 || y + i >= height))
                    continue;
                var from = image.AsSpan(Mirror.Inside(y + i, height) * width, width);
                var weight = kernel[i + reach];
                for (var x = 0; x < to.Length; x++)
                    to[x] += weight * from[x];
            }
        }
        return blurred;
    }

    private static double[] AlongRows(double[] image, int height, int width, double[] kernel, Border border)
    {
        var blurred = new double[image.Length];
        var reach = kernel.Length / 2;
        // The row with what lies on both sides of it, so that the inner loop has no border.
        var wide = new double[width + 2 * reach];
        for (var y = 0; y < height; y++)
        {
            for (var i = 0; i < wide.Length; i++)
            {
                var x = i - reach;
                wide[i] = border == Border.Mirrored || (x >= 0 && x < width) ? image[y * width + Mirror.Inside(x, width)] : 0;
            }
            for (var x = 0; x < width; x++)
            {
                var sum = 0.0;
                for (var i = 0; i < kernel.Length; i++)
                    sum += kernel[i] * wide[x + i];
                blurred[y * width + x] = sum;
            }
        }
        return blurred;
    }
}
