using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging.Baselines;
using PostFocus.Transforms.Columns;

namespace PostFocus.Cli.Evaluate;

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
                var asTheyAre = !source.PredictedLabel;
                versions.HalfContrast = asTheyAre ? source.Frame : TrivialRestorations.Faded(source.Frame, 0.5);
                versions.BestGaussian = asTheyAre
                    ? source.Frame
                    : TrivialRestorations.BestSmallGaussian(source.Reference, source.Frame, type.Dimensions[0], type.Dimensions[1]);
            },
            null,
            input,
            output
        );
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
