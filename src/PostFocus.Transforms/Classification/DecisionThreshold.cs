using PostFocus.Imaging;

namespace PostFocus.Transforms.Classification;

/// <summary>Thresholds of the probability of being out of focus, for <see cref="FocusModel.Threshold"/>.</summary>
public static class DecisionThreshold
{
    /// <summary>The highest threshold above which at least that share of the out-of-focus frames lies.</summary>
    /// <remarks>
    /// Any threshold between two neighbouring probabilities decides alike; the middle is given. Choose it on frames that the
    /// network was not trained on.
    /// </remarks>
    /// <param name="probabilities">Probabilities of being out of focus, 0 to 1.</param>
    /// <param name="labels">True = out of focus; as many, at least one true.</param>
    /// <param name="recall">Share of the out-of-focus frames that are to be found, above 0 to 1.</param>
    /// <returns>
    /// 0 to 1, for the rule probability &gt; threshold. 0 where a frame that is needed has probability 0: such are not found by
    /// any threshold.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// No frame is out of focus, there are not as many labels as probabilities, or one is not a probability.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The recall is out of its range.</exception>
    public static double ForRecall(IReadOnlyList<float> probabilities, IReadOnlyList<bool> labels, double recall)
    {
        LabelledScores.CheckProbabilities(probabilities, labels);
        if (!(recall > 0 && recall <= 1))
            throw new ArgumentOutOfRangeException(nameof(recall), recall, "The recall must lie above 0 and be at most 1.");
        float[] found = [.. probabilities.Zip(labels).Where(f => f.Second).Select(f => f.First).OrderDescending()];
        if (found.Length == 0)
            throw new PostFocusException("No frame is labelled out of focus, so no recall can be reached.");

        var needed = Enumerable.Range(1, found.Length).First(count => count >= recall * found.Length);
        double lowest = found[needed - 1];
        var below = probabilities.Where(p => p < lowest).Select(p => (double)p).DefaultIfEmpty(0).Max();
        return (lowest + below) / 2;
    }
}
