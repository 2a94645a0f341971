namespace PostFocus.Imaging.Filters;

/// <summary>What lies outside of an image.</summary>
internal enum Border
{
    /// <summary>The image, reflected.</summary>
    Mirrored,

    /// <summary>Nothing: zeros.</summary>
    Zero,
}

/// <summary>Convolution with a Gaussian, sampled at whole pixels and cut off, in double precision.</summary>
internal static class GaussianBlur
{
    /// <param name="image">Row-major, axes [height, width].</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="sigma">Standard deviation, pixels; 0 or more.</param>
    /// <param name="truncate">Standard deviations at which the kernel ends, rounded to whole pixels as SciPy does.</param>
    /// <param name="border">What lies outside.</param>
    public static double[] Apply(double[] image, int height, int width, double sigma, double truncate, Border border)
    {
        var kernel = Kernel(sigma, Reach(sigma, truncate));
        return AlongRows(AlongColumns(image, height, width, kernel, border), height, width, kernel, border);
    }

    /// <summary>Pixels that the kernel reaches to either side.</summary>
    public static int Reach(double sigma, double truncate) => (int)(truncate * sigma + 0.5);

    /// <summary>2 × reach + 1 weights that sum to 1.</summary>
    public static double[] Kernel(double sigma, int reach)
    {
        double[] weights = [.. Enumerable.Range(-reach, 2 * reach + 1).Select(i => i == 0 ? 1 : Math.Exp(-0.5 * i * i / (sigma * sigma)))];
        var sum = weights.Sum();
        return [.. weights.Select(w => w / sum)];
    }

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
