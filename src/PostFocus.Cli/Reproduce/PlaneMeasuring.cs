using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging.Baselines;
using PostFocus.Imaging.Focus;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Restoration;

namespace PostFocus.Cli.Reproduce;

/// <summary>Judges all frames of focal stacks and restores those out of focus, by each model.</summary>
internal static class PlaneMeasuring
{
    private const double HalfContrast = 0.5;

    /// <param name="context">For all networks.</param>
    /// <param name="models">What judges and restores.</param>
    /// <param name="set">Which stacks.</param>
    /// <param name="data">Where they lie.</param>
    /// <param name="folder">Gets the tables.</param>
    /// <param name="onFrame">Called with the number of frames done, all models taken together.</param>
    /// <param name="cancellation">Ends the work between two frames.</param>
    public static void Write(
        MLContext context,
        ComparedModels models,
        PlaneSet set,
        string data,
        string folder,
        Action<int> onFrame,
        CancellationToken cancellation
    )
    {
        var focus = new List<FocusRow>();
        var likeness = new List<LikenessRow>();
        var pictures = new PlanePictures();
        var frames = context.Data.LoadFrames(Path.Combine(data, ReproductionNames.Manifest));
        var size = ((VectorDataViewType)frames.Schema[LoadedColumns.Frame].Type).Dimensions;
        var done = 0;
        foreach (var model in models.All)
        {
            using var fitted = Pipeline(context, model).Fit(frames);
            foreach (
                var row in context.Data.CreateEnumerable<PlaneFrame>(
                    fitted.Transform(frames),
                    reuseRowObject: false,
                    ignoreMissingColumns: true
                )
            )
            {
                cancellation.ThrowIfCancellationRequested();
                if (model.Models.Classifier is not null)
                    focus.Add(Focus(model, set, row, size[0], size[1]));
                if (row.Label)
                {
                    var measures = new LikenessMeasures(row, size[0], size[1]);
                    foreach ((var name, var counts) in Versions(model, row, size[0], size[1], isFirst: model == models.First))
                    {
                        likeness.Add(new(name, set.Name, row.Sequence, Math.Round(row.TrueDefocusMicrons, 1), measures.Of(counts)));
                        pictures.Add(row, counts);
                    }
                }
                onFrame(++done);
            }
        }
        FocusRow.Write(Path.Combine(folder, FocusRow.File), focus);
        LikenessRow.Write(Path.Combine(folder, LikenessRow.File), likeness);
        pictures.Write(Path.Combine(folder, PlanePictures.File), size[0], size[1]);
    }

    private static EstimatorChain<ITransformer> Pipeline(MLContext context, ComparedModel model)
    {
        var pipeline = new EstimatorChain<ITransformer>();
        if (model.Models.Classifier is { } classifier)
            pipeline = pipeline.Append<ITransformer>(context.Transforms.ScoreFocus(classifier));
        if (model.Models.Restorer is { } restorer)
            pipeline = pipeline.Append<ITransformer>(
                context.Transforms.ConditionalRestore(
                    restorer,
                    new ConditionalRestoreEstimator.Options
                    {
                        DecisionColumnName = LoadedColumns.Label,
                        NeighbourDistance = 0, // the frames of a well are focal planes, and would give the truth away
                    }.For(restorer)
                )
            );
        return pipeline;
    }

    private static FocusRow Focus(ComparedModel model, PlaneSet set, PlaneFrame row, int height, int width)
    {
        var range = row.Intensity[1] - row.Intensity[0];
        return new(
            model.Name,
            set.Name,
            row.Sequence,
            row.Label,
            row.PredictedLabel,
            row.Probability,
            SharpnessMeasures.Tenengrad(row.Frame, height, width) / (range * range)
        );
    }

    /// <summary>What restores nothing is there once, with the first model.</summary>
    private static IEnumerable<(string Name, float[] Counts)> Versions(
        ComparedModel model,
        PlaneFrame row,
        int height,
        int width,
        bool isFirst
    )
    {
        if (isFirst)
        {
            yield return (LikenessRow.Recorded, row.Frame);
            yield return (LikenessRow.HalfContrast, TrivialRestorations.Faded(row.Frame, HalfContrast));
            yield return (LikenessRow.BestGaussian, TrivialRestorations.BestSmallGaussian(row.Reference, row.Frame, height, width));
        }
        if (model.Models.Restorer is not null)
            yield return (LikenessRow.RestoredBy(model.Name), row.Restored);
    }
}
