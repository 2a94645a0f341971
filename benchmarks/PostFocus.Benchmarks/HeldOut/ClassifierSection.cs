using Microsoft.ML.Data;
using PostFocus.Benchmarks.Reporting;
using PostFocus.Benchmarks.Statistics;
using PostFocus.Imaging.Statistics;
using PostFocus.Transforms.Classification;

namespace PostFocus.Benchmarks.HeldOut;

/// <summary>What the focus classifier found and missed.</summary>
internal static class ClassifierSection
{
    private static readonly IReadOnlyList<DistanceBin> s_distances = DistanceBin.Between(
        0,
        0.25,
        0.5,
        1,
        2,
        4,
        6,
        8,
        9,
        10,
        11,
        12,
        double.PositiveInfinity
    );

    public static MarkdownReport Classifier(
        this MarkdownReport report,
        IReadOnlyCollection<HeldOutFrame> frames,
        CalibratedBinaryClassificationMetrics metrics
    )
    {
        var right = frames.Count(IsRight);
        return report
            .Heading(2, "Classifier")
            .Paragraph(
                "Out of focus is the positive class. The interval is Wilson's, 95 %, over frames; the calibration error is the expected one of P(out of focus), 15 bins."
            )
            .Table(
                ["Frames", "Wells", "Accuracy", "Precision", "Recall", "F1", "AUC", "Calibration error"],
                [
                    [
                        $"{frames.Count}",
                        $"{frames.Select(f => f.Sequence).Distinct().Count()}",
                        Accuracy(right, frames.Count),
                        $"{metrics.PositivePrecision:F4}",
                        $"{metrics.PositiveRecall:F4}",
                        $"{metrics.F1Score:F4}",
                        $"{metrics.AreaUnderRocCurve:F4}",
                        $"{CalibrationError.Expected([.. frames.Select(f => f.Probability)], [.. frames.Select(f => f.Label)]):F4}",
                    ],
                ]
            )
            .Table(["Defocus, µm from best focus", "Frames", "Out of focus in truth", "Accuracy"], Bins(frames));
    }

    private static IEnumerable<string[]> Bins(IReadOnlyCollection<HeldOutFrame> frames) =>
        from distance in s_distances
        let bin = frames.Where(f => distance.Holds(f.TrueDefocusMicrons)).ToArray()
        where bin.Length > 0
        select new[] { distance.Name, $"{bin.Length}", $"{bin.Count(f => f.Label)}", Accuracy(bin.Count(IsRight), bin.Length) };

    private static bool IsRight(HeldOutFrame frame) => frame.PredictedLabel == frame.Label;

    private static string Accuracy(int right, int n) =>
        ConfidenceInterval.Wilson(right, n) is var (low, high) ? $"{(double)right / n:F4} [{low:F4}, {high:F4}]" : "";
}
