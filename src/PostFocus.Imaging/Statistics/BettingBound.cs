namespace PostFocus.Imaging.Statistics;

/// <summary>A bound of the mean of numbers between 0 and 1, whatever their distribution (Waudby-Smith and Ramdas, 2024).</summary>
/// <remarks>
/// A gambler bets on each number in turn that it lies below an assumed mean; how much, follows from the numbers before. Where the true mean
/// is at least the assumed one, the capital is a supermartingale, and grows to 1 / (1 − confidence) times what it was no more often than
/// 1 − confidence (Ville). The bound is the least assumed mean at which it grew so far. The bound holds at any number of numbers, and is
/// far tighter than those of Hoeffding or Bentkus where most of them are 0. It depends on their order, which must not depend on them.
/// </remarks>
public static class BettingBound
{
    // Of the capital: what is left when the largest number comes, so that one alone does not ruin.
    private const double MostAtStake = 0.9;

    /// <summary>The upper end of the one-sided interval.</summary>
    /// <param name="values">Independent numbers of one distribution, each 0 to 1; of none nothing is known: 1.</param>
    /// <param name="confidence">Between 0 and 1, exclusive.</param>
    /// <returns>A mean, 0 to 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static double Upper(IReadOnlyList<double> values, double confidence)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (!(confidence > 0 && confidence < 1))
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "The confidence must lie between 0 and 1.");
        if (values.FirstOrDefault(v => !(v is >= 0 and <= 1)) is not 0 and var wrong)
            throw new ArgumentOutOfRangeException(nameof(values), wrong, "The numbers must lie between 0 and 1.");
        var stakes = Stakes(values, confidence);
        var goal = -Math.Log(1 - confidence);
        double low = 0,
            high = 1;
        if (HighestCapital(values, stakes, high) < goal)
            return 1;
        // The capital grows with the assumed mean, as the stakes do not depend on it.
        while (high - low > 1e-12)
        {
            var middle = (low + high) / 2;
            if (HighestCapital(values, stakes, middle) >= goal)
                high = middle;
            else
                low = middle;
        }
        return high;
    }

    /// <summary>For each number, from those before: much where they vary little. As if the first came after 0 and 1.</summary>
    private static double[] Stakes(IReadOnlyList<double> values, double confidence)
    {
        var stakes = new double[values.Count];
        double sum = 0.5,
            squares = 0.25,
            variance = 0.25;
        for (var i = 0; i < stakes.Length; i++)
        {
            stakes[i] = Math.Min(MostAtStake, Math.Sqrt(-2 * Math.Log(1 - confidence) / (stakes.Length * variance)));
            sum += values[i];
            var difference = values[i] - sum / (i + 2);
            squares += difference * difference;
            variance = squares / (i + 2);
        }
        return stakes;
    }

    /// <summary>Logarithm of the highest capital on the way, of 1 at the beginning.</summary>
    private static double HighestCapital(IReadOnlyList<double> values, double[] stakes, double mean)
    {
        double capital = 0,
            highest = 0;
        for (var i = 0; i < stakes.Length; i++)
        {
            capital += Math.Log(1 - stakes[i] * (values[i] - mean));
            highest = Math.Max(highest, capital);
        }
        return highest;
    }
}
