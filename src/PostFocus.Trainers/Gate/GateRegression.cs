using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using PostFocus.Imaging.Statistics;
using PostFocus.Transforms.Gate;

namespace PostFocus.Trainers.Gate;

/// <summary>Logistic regression of "not worse than its input" on the standardised evidence, by ML.NET's own trainer.</summary>
internal static class GateRegression
{
    /// <param name="examples">Frames of both kinds.</param>
    /// <param name="l2">Weight of half of the weights' sum of squares against the sum of the losses.</param>
    public static (IReadOnlyList<GateFeature> Features, double Bias) Fit(IReadOnlyList<GateExample> examples, double l2)
    {
        (double Mean, double Scale)[] standards =
        [
            .. Enumerable.Range(0, GateModel.EvidenceNames.Count).Select(i => Standard([.. examples.Select(e => (double)e.Evidence[i])])),
        ];
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, standards.Length);
        var context = new MLContext(seed: 1);
        var rows = context.Data.LoadFromEnumerable(
            examples
                .Select(e => new Row
                {
                    Features = [.. e.Evidence.Zip(standards, (value, s) => (float)((value - s.Mean) / s.Scale))],
                    Label = !e.IsWorse,
                })
                .ToArray(),
            schema
        );
        var fitted = context
            .BinaryClassification.Trainers.LbfgsLogisticRegression(
                new LbfgsLogisticRegressionBinaryTrainer.Options
                {
                    L1Regularization = 0,
                    L2Regularization = (float)l2,
                    OptimizationTolerance = 1e-7f,
                    // Sums in one order: the same examples give the same weights.
                    NumberOfThreads = 1,
                }
            )
            .Fit(rows)
            .Model.SubModel;
        return (
            [
                .. GateModel.EvidenceNames.Select(
                    (name, i) => new GateFeature(name, standards[i].Mean, standards[i].Scale, fitted.Weights[i])
                ),
            ],
            fitted.Bias
        );
    }

    /// <summary>Mean and standard deviation; a number that is always the same has the scale 1, and tells nothing.</summary>
    private static (double Mean, double Scale) Standard(double[] values) =>
        (Moments.Mean<double>(values), Moments.Deviation<double>(values) is > 1e-6 and var deviation ? deviation : 1);

    private sealed class Row
    {
        public float[] Features { get; set; } = [];

        public bool Label { get; set; }
    }
}
