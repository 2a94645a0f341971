using PostFocus.Imaging.Filters;

namespace PostFocus.Imaging.Baselines;

/// <summary>What an imaging system makes of a point: the weights of a convolution, which sum to 1.</summary>
public sealed class PointSpread
{
    private const double Truncate = 4;

    /// <param name="height">Rows, odd.</param>
    /// <param name="width">Columns, odd.</param>
    /// <param name="weights">Row-major, axes [height, width], the point in the middle; not negative, not all 0. Scaled to sum to 1.</param>
    /// <exception cref="ArgumentException">
    /// A side is even, the length is not height × width, or the weights are not as described.
    /// </exception>
    public PointSpread(int height, int width, IReadOnlyList<double> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        if (height < 1 || width < 1 || height % 2 == 0 || width % 2 == 0)
            throw new ArgumentException(
                $"The sides of a point spread must be odd, so that it has a middle; they are {height} and {width}.",
                nameof(height)
            );
        if (weights.Count != (long)height * width)
            throw new ArgumentException(
                $"A point spread of {height} × {width} has {(long)height * width} weights, not {weights.Count}.",
                nameof(weights)
            );
        var sum = weights.Sum();
        if (!(sum > 0 && double.IsFinite(sum)) || weights.Any(w => !(w >= 0)))
            throw new ArgumentException("The weights must be finite and not negative, and one must be above 0.", nameof(weights));
        (Height, Width, Weights) = (height, width, [.. weights.Select(w => w / sum)]);
    }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Row-major, axes [height, width]; they sum to 1.</summary>
    public IReadOnlyList<double> Weights { get; }

    /// <summary>A Gaussian, sampled at whole pixels and cut off at four standard deviations.</summary>
    /// <param name="sigma">Standard deviation, 0 (a point) to 100 pixels.</param>
    /// <exception cref="ArgumentOutOfRangeException">Sigma is out of its range.</exception>
    public static PointSpread Gaussian(double sigma)
    {
        if (!(sigma >= 0 && sigma <= 100))
            throw new ArgumentOutOfRangeException(nameof(sigma), sigma, "The standard deviation must lie between 0 and 100 pixels.");
        var line = GaussianBlur.Kernel(sigma, GaussianBlur.Reach(sigma, Truncate));
        return new(line.Length, line.Length, [.. line.SelectMany(y => line.Select(x => y * x))]);
    }
}
