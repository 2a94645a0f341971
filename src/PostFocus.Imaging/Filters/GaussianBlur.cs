namespace PostFocus.Imaging.Filters;

/// <summary>Convolution with a Gaussian, sampled at whole pixels and cut off, in double precision.</summary>
internal static class GaussianBlur
{
    /// <param name="image">Row-major, axes [height, width].</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="sigma">Standard deviation, pixels; 0 or more.</param>
    /// <param name="truncate">Standard deviations at which the kernel ends, rounded to whole pixels as SciPy does.</param>
    /// <param name="border">What lies outside.</param>
    public static double[] Apply(double[] image, int height, int width, double sigma, double truncate, Border border) =>
        SeparableFilter.Apply(image, height, width, Kernel(sigma, Reach(sigma, truncate)), border);

    /// <summary>The same, a row after the other (<see cref="SeparableFilter"/>).</summary>
    public static void Apply(int height, int width, double sigma, double truncate, Border border, ImageRow read, ImageRow write) =>
        SeparableFilter.Apply(height, width, Kernel(sigma, Reach(sigma, truncate)), border, read, write);

    /// <summary>Pixels that the kernel reaches to either side.</summary>
    public static int Reach(double sigma, double truncate) => (int)(truncate * sigma + 0.5);

    /// <summary>2 × reach + 1 weights that sum to 1.</summary>
    public static double[] Kernel(double sigma, int reach)
    {
        double[] weights = [.. Enumerable.Range(-reach, 2 * reach + 1).Select(i => i == 0 ? 1 : Math.Exp(-0.5 * i * i / (sigma * sigma)))];
        var sum = weights.Sum();
        return [.. weights.Select(w => w / sum)];
    }
}
