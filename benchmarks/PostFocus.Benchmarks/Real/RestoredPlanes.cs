using Microsoft.ML;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Sequences;
using PostFocus.Testing;
using PostFocus.Transforms;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Restoration;

namespace PostFocus.Benchmarks.Real;

/// <summary>What a model made of a plane; the properties are named after the pipeline's columns.</summary>
internal sealed class RestoredPlane
{
    public float[] Restored { get; set; } = [];

    public bool Label { get; set; }

    public float Probability { get; set; }

    public float DefocusMicrons { get; set; } = float.NaN;

    public float DomainScore { get; set; } = float.NaN;

    public float Trust { get; set; } = float.NaN;

    public bool Accepted { get; set; }
}

/// <summary>Sends fields through the pipeline, as a user's files would be.</summary>
internal static class RestoredPlanes
{
    /// <returns>The plane in focus, which is not restored, then the others.</returns>
    public static IReadOnlyList<RestoredPlane> Of(MLContext context, PretrainedModels models, RecordedField field)
    {
        if (models is not { Classifier: { } classifier, Restorer: { } restorer })
            throw new InvalidDataException("A model has no classifier or no restorer.");
        // Planes are no times: the one in focus, which is the truth, must not be looked at.
        IEstimator<ITransformer> pipeline = context
            .Transforms.ScoreFrames(models)
            .Append(
                context.Transforms.ConditionalRestore(
                    restorer,
                    new ConditionalRestoreEstimator.Options { DecisionColumnName = LoadedColumns.Label, NeighbourDistance = 0 }
                )
            );
        if (models.Gate is { } gate)
            pipeline = pipeline.Append(context.Transforms.GateRestoration(gate));
        using var folder = new TemporaryFolder();
        RecordedPlane[] planes = [field.Focus, .. field.Planes];
        Manifest.Write(folder["planes.csv"], [.. planes.Select(Write)]);
        var frames = context.Data.LoadFrames(folder["planes.csv"]);
        return [.. context.Watch<RestoredPlane>(pipeline.Fit(frames).Transform(frames), field.Name, ignoreMissingColumns: true)];

        ManifestRow Write(RecordedPlane plane, int index)
        {
            var path = folder[$"{index:00}.tif"];
            FrameFile.WriteTiff(path, [plane.Frame]);
            return new(path, "field", index, index > 0, null, null, RecordedField.PixelMicrons);
        }
    }
}
