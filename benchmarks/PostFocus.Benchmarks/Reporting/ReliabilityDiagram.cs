using PostFocus.Imaging.Statistics;
using PostFocus.Plots;
using PostFocus.Transforms.Classification;

namespace PostFocus.Benchmarks.Reporting;

/// <summary>How often frames are out of focus of which a classifier says so with a given probability.</summary>
internal static class ReliabilityDiagram
{
    /// <summary>With Wilson's intervals; an empty bin has no point.</summary>
    public static Plot Of(string title, IReadOnlyList<float> probabilities, IReadOnlyList<bool> labels) =>
        ReliabilityPlot.Create(
            title,
            "Predicted probability out of focus",
            "Share out of focus",
            "Frames",
            [.. CalibrationError.Table(probabilities, labels).Select(Point)]
        );

    private static ReliabilityPoint Point(ReliabilityBin bin)
    {
        if (bin.Count == 0)
            return new(bin.From, bin.To, 0, 0, 0, 0, 0);
        (var low, var high) = ConfidenceInterval.Wilson((int)Math.Round(bin.Frequency * bin.Count), bin.Count);
        return new(bin.From, bin.To, bin.MeanProbability, bin.Frequency, low, high, bin.Count);
    }
}
