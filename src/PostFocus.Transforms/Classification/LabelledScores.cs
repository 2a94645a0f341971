namespace PostFocus.Transforms.Classification;

/// <summary>Scores beside their labels.</summary>
internal static class LabelledScores
{
    /// <summary>Checks that there are as many labels as scores, at least one, and each score is usable.</summary>
    public static void Check(IReadOnlyList<float> scores, IReadOnlyList<bool> labels, Func<float, bool> isUsable, string usable)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(labels);
        if (scores.Count == 0)
            throw new ArgumentException("There are no scored frames.", nameof(scores));
        if (labels.Count != scores.Count)
            throw new ArgumentException($"There are {scores.Count} scores, but {labels.Count} labels.", nameof(labels));
        for (var i = 0; i < scores.Count; i++)
        {
            if (!isUsable(scores[i]))
                throw new ArgumentException($"Score {i} is {scores[i]}, not {usable}.", nameof(scores));
        }
    }

    public static void CheckProbabilities(IReadOnlyList<float> probabilities, IReadOnlyList<bool> labels) =>
        Check(probabilities, labels, p => p is >= 0 and <= 1, "a probability between 0 and 1");
}
