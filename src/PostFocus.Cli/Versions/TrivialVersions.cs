using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging.Baselines;
using PostFocus.Transforms.Columns;

namespace PostFocus.Cli.Versions;

/// <summary>The rivals of a restoration that restore nothing, of the frames called out of focus; the others stay as they are.</summary>
internal static class TrivialVersions
{
    /// <param name="context">The context.</param>
    /// <param name="frames">Frames of one size, with references.</param>
    public static IEstimator<ITransformer> Estimator(MLContext context, IDataView frames)
    {
        var type = (VectorDataViewType)frames.Schema[LoadedColumns.Frame].Type;
        SchemaDefinition input = SchemaDefinition.Create(typeof(Source)),
            output = SchemaDefinition.Create(typeof(Versions));
        input[nameof(Source.Frame)].ColumnType = input[nameof(Source.Reference)].ColumnType = type;
        output[nameof(Versions.HalfContrast)].ColumnType = output[nameof(Versions.BestGaussian)].ColumnType = type;
        return context.Transforms.CustomMapping<Source, Versions>(
            (source, versions) =>
            {
                versions.HalfContrast = versions.BestGaussian = source.Frame;
                if (!source.PredictedLabel)
                    return;
                var frame = Filled(source.Frame);
                versions.HalfContrast = TrivialRestorations.Faded(frame, 0.5);
                versions.BestGaussian = TrivialRestorations.BestSmallGaussian(
                    Filled(source.Reference),
                    frame,
                    type.Dimensions[0],
                    type.Dimensions[1]
                );
            },
            null,
            input,
            output
        );
    }

    /// <summary>With the mean in place of NaN and infinite counts, which a filter would spread.</summary>
    private static float[] Filled(float[] counts)
    {
        if (counts.All(float.IsFinite))
            return counts;
        var mean = counts.Where(float.IsFinite).DefaultIfEmpty(0).Average();
        return [.. counts.Select(count => float.IsFinite(count) ? count : mean)];
    }

    private sealed class Source
    {
        public float[] Frame { get; set; } = [];

        public float[] Reference { get; set; } = [];

        public bool PredictedLabel { get; set; }
    }

    private sealed class Versions
    {
        public float[] HalfContrast { get; set; } = [];

        public float[] BestGaussian { get; set; } = [];
    }
}
