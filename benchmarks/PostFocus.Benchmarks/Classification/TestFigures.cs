using Microsoft.ML.Data;

namespace PostFocus.Benchmarks.Classification;

/// <summary>What one fold's model does on the test wells.</summary>
internal sealed record TestFigures(double Accuracy, double Precision, double Recall, double F1, double Auc, double CalibrationError)
{
    public static TestFigures Of(CalibratedBinaryClassificationMetrics metrics, double calibrationError) =>
        new(
            metrics.Accuracy,
            metrics.PositivePrecision,
            metrics.PositiveRecall,
            metrics.F1Score,
            metrics.AreaUnderRocCurve,
            calibrationError
        );
}
