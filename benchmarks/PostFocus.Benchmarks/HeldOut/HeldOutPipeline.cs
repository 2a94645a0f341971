using Microsoft.ML;
using PostFocus.Imaging.Baselines;
using PostFocus.Transforms.Classification;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Metrics;
using PostFocus.Transforms.Restoration;

namespace PostFocus.Benchmarks.HeldOut;

/// <summary>
/// LoadFrames → ScoreFocus → ConditionalRestore → FocusMetrics, with the baselines as further columns. The true label
/// decides what is restored, so that the restorer is measured on every out-of-focus frame and not on those alone that
/// the classifier found.
/// </summary>
internal sealed class HeldOutPipeline(MLContext context, BenchmarkInput input)
{
    private const string Restored = "Restored",
        OneStep = "OneStep",
        Unsharp = "Unsharp";

    private readonly (FocusModel Classifier, RestorationModel Restorer) _models = input.LoadModels(context);

    public RestorationModel Restorer => _models.Restorer;

    /// <summary>All frames; those out of focus are restored.</summary>
    public IDataView Frames() => Process(input.LoadFrames(context), LoadedColumns.Label);

    /// <summary>The first frames that are in focus, restored by mistake.</summary>
    public IDataView Mistakes(int count)
    {
        const string inFocus = "InFocus";
        var frames = input.LoadFrames(context);
        frames = context.Transforms.Expression(inFocus, "x => !x", LoadedColumns.Label).Fit(frames).Transform(frames);
        frames = context.Data.FilterByCustomPredicate<Labelled>(frames, row => row.Label);
        return Process(context.Data.TakeRows(frames, count), inFocus);
    }

    private IDataView Process(IDataView frames, string decision)
    {
        var defaults = new ConditionalRestoreEstimator.Options { DecisionColumnName = decision };
        IEstimator<ITransformer> pipeline = context
            .Transforms.ScoreFocus(_models.Classifier)
            .Append(
                FrameFunction.Estimator(
                    context,
                    frames,
                    Unsharp,
                    decision,
                    (frame, height, width) => UnsharpMask.Sharpen(frame, height, width)
                )
            )
            .Append(Restore(OneStep, defaults with { Samples = 1, Steps = 1 }))
            .Append(Restore(Restored, defaults))
            .Append(Measure(LoadedColumns.Reference, "Truth", reference: null))
            .Append(Measure(LoadedColumns.Frame, "Recorded"))
            .Append(Measure(Unsharp, Unsharp))
            .Append(Measure(OneStep, OneStep))
            .Append(Measure(Restored, Restored));
        return pipeline.Fit(frames).Transform(frames);
    }

    private ConditionalRestoreEstimator Restore(string column, ConditionalRestoreEstimator.Options options) =>
        context.Transforms.ConditionalRestore(
            _models.Restorer,
            options with
            {
                RestoredColumnName = column,
                SpreadColumnName = column + "Spread",
                WasRestoredColumnName = column + "Done",
                NeighbourDistance = 0, // the frames of a well are focal planes, and would give the truth away
            }
        );

    private FocusMetricsEstimator Measure(string column, string prefix, string? reference = LoadedColumns.Reference) =>
        context.Transforms.FocusMetrics(
            new FocusMetricsEstimator.Options
            {
                FrameColumnName = column,
                ReferenceColumnName = reference,
                OutputPrefix = prefix,
            }
        );

    private sealed class Labelled
    {
        public bool Label { get; set; }
    }
}
