namespace PostFocus.Transforms.Classification;

/// <summary>
/// Temperature scaling (Guo, Pleiss, Sun and Weinberger, "On Calibration of Modern Neural Networks", ICML 2017): one number
/// that logits are divided by, so that the probabilities are frequencies. The order of frames stays.
/// </summary>
public static class TemperatureScaling
{
    internal const double Least = 0.05,
        Most = 20;

    private const double Precision = 1e-12;

    /// <summary>
    /// The temperature T that makes the labels most likely: it minimises the mean of ln(1 + exp(−y z / T)), z the logit and
    /// y = ±1 the label.
    /// </summary>
    /// <remarks>
    /// In 1/T that is convex, so there is one minimum, found by bisecting the slope. Where the logits separate the labels it
    /// lies at T = 0 and where they are no better than chance at infinity: T stays within 0.05 to 20. Fit it to frames that
    /// the network was not trained on.
    /// </remarks>
    /// <param name="logits">Logits of being out of focus, at temperature 1, finite; at least one.</param>
    /// <param name="labels">True = out of focus; as many.</param>
    /// <returns>0.05 to 20; 1 where all logits are 0.</returns>
    /// <exception cref="ArgumentException">There are none, not as many labels as logits, or one is NaN or infinite.</exception>
    public static double Fit(IReadOnlyList<float> logits, IReadOnlyList<bool> labels)
    {
        LabelledScores.Check(logits, labels, float.IsFinite, "a finite logit");
        double[] margins = [.. logits.Zip(labels, (z, outOfFocus) => outOfFocus ? (double)z : -z)];
        // Bisected in the logarithm, the first guess is a temperature of 1.
        (var low, var high) = (-Math.Log(Most), Math.Log(Most));
        while (high - low > Precision)
        {
            var middle = (low + high) / 2;
            var slope = margins.Sum(m => -m / (1 + Math.Exp(m * Math.Exp(middle))));
            if (slope == 0)
                return Math.Exp(-middle);
            if (slope < 0)
                low = middle;
            else
                high = middle;
        }
        return Math.Exp(-(low + high) / 2);
    }
}
