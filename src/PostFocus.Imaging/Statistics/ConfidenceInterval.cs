namespace PostFocus.Imaging.Statistics;

/// <summary>A 95 % confidence interval.</summary>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
public readonly record struct ConfidenceInterval(double Low, double High)
{
    // Of the normal distribution, two-sided 95 %.
    private const double Z = 1.959963984540054;

    /// <summary>Of a proportion: Wilson's score interval, which holds near 0 and 1 too.</summary>
    /// <param name="successes">0 to <paramref name="trials"/>.</param>
    /// <param name="trials">Independent trials, 0 or more. Of none nothing is known: 0 to 1.</param>
    /// <returns>Both ends between 0 and 1; the proportion lies between them.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static ConfidenceInterval Wilson(int successes, int trials)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(trials);
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, trials);
        if (trials == 0)
            return new(0, 1);
        double p = (double)successes / trials,
            z2 = Z * Z,
            scale = 1 + z2 / trials;
        var middle = (p + z2 / (2.0 * trials)) / scale;
        var half = Z * Math.Sqrt(p * (1 - p) / trials + z2 / (4.0 * trials * trials)) / scale;
        // At 0 and 1 one end is the proportion itself, which rounding must not miss.
        return new(successes == 0 ? 0 : middle - half, successes == trials ? 1 : middle + half);
    }
}
