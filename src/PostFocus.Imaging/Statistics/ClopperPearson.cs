using MathNet.Numerics.Distributions;

namespace PostFocus.Imaging.Statistics;

/// <summary>An exact bound of a proportion (Clopper and Pearson, Biometrika 26, 1934).</summary>
public static class ClopperPearson
{
    /// <summary>The upper end of the one-sided interval: proportions above it would give so few successes too seldom.</summary>
    /// <param name="successes">0 to <paramref name="trials"/>.</param>
    /// <param name="trials">Independent trials, 0 or more. Of none nothing is known: 1.</param>
    /// <param name="confidence">Between 0 and 1, exclusive.</param>
    /// <returns>A proportion, at least successes / trials.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static double Upper(int successes, int trials, double confidence)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(trials);
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, trials);
        if (!(confidence > 0 && confidence < 1))
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "The confidence must lie between 0 and 1.");
        if (successes == trials)
            return 1;
        // In closed form without successes, where a numerical inverse is least exact.
        return successes == 0 ? 1 - Math.Pow(1 - confidence, 1.0 / trials) : Beta.InvCDF(successes + 1, trials - successes, confidence);
    }
}
