namespace PostFocus.Transforms.SequenceCalls;

/// <summary>
/// Levels of a classifier's scores within one sequence. Where optics are none that it learnt from, the scores of frames in focus lie
/// together still, but not where they should: the level moves from microscope to microscope, and those out of focus stay above it.
/// </summary>
internal static class ScoreLevels
{
    /// <summary>
    /// Least distance of two levels, in standard deviations within them: the halves of an even spread are √12 = 3.46 apart.
    /// </summary>
    private const double LeastDistance = 4;

    /// <summary>Least standard deviation within levels that is reckoned with, logits: a few frames may happen to be alike.</summary>
    private const double LeastSpread = 0.1;

    /// <summary>Most standard deviation of scores that are one level, logits.</summary>
    private const double MostSpread = 2.5;

    /// <summary>
    /// The score above which frames stand out of a level that the classifier calls out of focus: halfway to the level above, infinite
    /// where there is none. Null where the classifier's calls stay: it calls most of the lower level in focus, as it should, or there are
    /// no levels, as in a stack of focal planes or of a single frame.
    /// </summary>
    /// <param name="frames">Of one sequence, in any order: the classifier's scores, finite logits, and its calls.</param>
    public static double? Threshold(IReadOnlyList<(float Score, bool IsOutOfFocus)> frames)
    {
        if (Between([.. frames.Select(frame => (double)frame.Score).Order()]) is not { } threshold)
            return null;
        bool[] lower = [.. frames.Where(frame => frame.Score <= threshold).Select(frame => frame.IsOutOfFocus)];
        return 2 * lower.Count(isOut => isOut) > lower.Length ? threshold : null;
    }

    /// <summary>Where the upper level begins; infinite where all scores are of one; null where they are of none.</summary>
    private static double? Between(double[] sorted)
    {
        if (sorted.Length < 2)
            return null;
        var mean = sorted.Average();
        var squares = sorted.Sum(score => Math.Pow(score - mean, 2));
        // The split that leaves the least squares within its sides takes the most between them.
        double below = 0,
            most = 0;
        var split = 1;
        for (var count = 1; count < sorted.Length; count++)
        {
            below += sorted[count - 1] - mean;
            var between = below * below * (1.0 / count + 1.0 / (sorted.Length - count));
            if (between > most)
                (most, split) = (between, count);
        }
        var within = Math.Sqrt(Math.Max(squares - most, 0) / Math.Max(sorted.Length - 2, 1));
        var distance = sorted[split..].Average() - sorted[..split].Average();
        return distance > LeastDistance * Math.Max(within, LeastSpread) && sorted.Length > 2 ? (sorted[split - 1] + sorted[split]) / 2
            : Math.Sqrt(squares / (sorted.Length - 1)) <= MostSpread ? double.PositiveInfinity
            : null;
    }
}
