using PostFocus.Imaging;

namespace PostFocus.Transforms.Classification;

/// <summary>One bin of a reliability table.</summary>
/// <param name="From">Lower edge, a probability; belongs to the bin.</param>
/// <param name="To">Upper edge; belongs to the next bin, that of the last bin to itself.</param>
/// <param name="Count">Frames in the bin.</param>
/// <param name="MeanProbability">Their mean probability of being out of focus; NaN where there are none.</param>
/// <param name="Frequency">Share of them that are out of focus; NaN where there are none.</param>
public readonly record struct ReliabilityBin(double From, double To, int Count, double MeanProbability, double Frequency);

/// <summary>How far probabilities are from frequencies.</summary>
/// <remarks>
/// Of the probability of being out of focus, from 0 to 1, and not of the confidence in the predicted class, from 0.5 to 1:
/// so the errors of frames in and out of focus do not cancel in one bin, and the threshold plays no part. Bins are of equal
/// width (Naeini, Cooper and Hauskrecht, AAAI 2015; for classifiers Guo et al., ICML 2017).
/// </remarks>
public static class CalibrationError
{
    /// <summary>
    /// The expected calibration error: |mean probability − frequency| of each bin, averaged with the bins' shares of the frames.
    /// </summary>
    /// <param name="probabilities">Probabilities of being out of focus, 0 to 1; at least one.</param>
    /// <param name="labels">True = out of focus; as many.</param>
    /// <param name="bins">Bins of equal width, 1 to 1000.</param>
    /// <returns>0 (calibrated) to 1.</returns>
    /// <exception cref="ArgumentException">There are none, not as many labels, or one is not a probability.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of bins is out of its range.</exception>
    public static double Expected(IReadOnlyList<float> probabilities, IReadOnlyList<bool> labels, int bins = 15) =>
        Table(probabilities, labels, bins).Where(bin => bin.Count > 0).Sum(bin => bin.Count * Math.Abs(bin.MeanProbability - bin.Frequency))
        / probabilities.Count;

    /// <summary>The reliability table: what a reliability diagram shows.</summary>
    /// <param name="probabilities">Probabilities of being out of focus, 0 to 1; at least one.</param>
    /// <param name="labels">True = out of focus; as many.</param>
    /// <param name="bins">Bins of equal width, 1 to 1000.</param>
    /// <returns>All bins, ascending, also empty ones.</returns>
    /// <exception cref="ArgumentException">There are none, not as many labels, or one is not a probability.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of bins is out of its range.</exception>
    public static IReadOnlyList<ReliabilityBin> Table(IReadOnlyList<float> probabilities, IReadOnlyList<bool> labels, int bins = 15)
    {
        LabelledScores.CheckProbabilities(probabilities, labels);
        Require.Range(bins, 1, 1000, nameof(bins));
        var byBin = probabilities.Zip(labels).ToLookup(frame => Math.Min((int)((double)frame.First * bins), bins - 1));
        return
        [
            .. Enumerable
                .Range(0, bins)
                .Select(bin => new ReliabilityBin(
                    (double)bin / bins,
                    (bin + 1.0) / bins,
                    byBin[bin].Count(),
                    byBin[bin].Select(frame => (double)frame.First).DefaultIfEmpty(double.NaN).Average(),
                    byBin[bin].Select(frame => frame.Second ? 1.0 : 0.0).DefaultIfEmpty(double.NaN).Average()
                )),
        ];
    }
}
