using Microsoft.ML;
using PostFocus.Transforms.Frames;
using PostFocus.Transforms.Metrics;
using PostFocus.Transforms.Restoration;

namespace PostFocus.Benchmarks.HeldOut;

/// <summary>
/// LoadFrames → ScoreFocus → ConditionalRestore → FocusMetrics, with the baselines as further columns. The true label
/// decides what is restored, so that the restorer is measured on every out-of-focus frame and not on those alone that
/// the classifier found.
/// </summary>
internal static class HeldOutPipeline
{
    private const string InFocus = "InFocus";

    public static IDataView Process(MLContext context, BenchmarkInput input)
    {
        (var classifier, var restorer) = input.LoadModels(context);
        IDataView frames = input.LoadFrames(context);
        TransformsCatalog transforms = context.Transforms;
        var defaults = new ConditionalRestoreOptions();
        IEstimator<ITransformer> pipeline = transforms.ScoreFocus(classifier)
            .Append(transforms.Expression(InFocus, "x => !x", LoadedColumns.Label))
            .Append(UnsharpMask.Estimator(context, frames))
            .Append(Restore("Restored", LoadedColumns.Label, defaults))
            .Append(Restore("OneStep", LoadedColumns.Label, defaults with { Samples = 1, Steps = 1 }))
            .Append(Restore("Mistaken", InFocus, defaults))
            .Append(Measure(LoadedColumns.Reference, "Truth", reference: null))
            .Append(Measure(LoadedColumns.Frame, "Recorded"))
            .Append(Measure("Unsharp", "Unsharp"))
            .Append(Measure("OneStep", "OneStep"))
            .Append(Measure("Restored", "Restored"))
            .Append(Measure("Mistaken", "Mistaken"));
        return pipeline.Fit(frames).Transform(frames);

        ConditionalRestoreEstimator Restore(string column, string decision, ConditionalRestoreOptions options) =>
            transforms.ConditionalRestore(restorer, options with
            {
                DecisionColumnName = decision,
                RestoredColumnName = column,
                SpreadColumnName = column + "Spread",
                WasRestoredColumnName = column + "Done",
            });

        FocusMetricsEstimator Measure(string column, string prefix, string? reference = LoadedColumns.Reference) =>
            transforms.FocusMetrics(new FocusMetricsOptions
            {
                FrameColumnName = column,
                ReferenceColumnName = reference,
                Prefix = prefix,
            });
    }
}
