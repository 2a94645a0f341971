using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Transforms.Columns;

namespace PostFocus.Benchmarks.Frames;

/// <summary>A column of frames that a function makes of those to be restored, in the same counts; the others stay as they are.</summary>
internal static class FrameFunction
{
    /// <param name="context">The context.</param>
    /// <param name="frames">Frames of one size.</param>
    /// <param name="column">Name of the column that is added.</param>
    /// <param name="decision">Boolean column, true = to be restored.</param>
    /// <param name="function">From counts, height and width to counts.</param>
    public static IEstimator<ITransformer> Estimator(
        MLContext context,
        IDataView frames,
        string column,
        string decision,
        Func<float[], int, int, float[]> function
    )
    {
        var type = frames.Schema[LoadedColumns.Frame].Type;
        int height = ((VectorDataViewType)type).Dimensions[0],
            width = ((VectorDataViewType)type).Dimensions[1];
        SchemaDefinition input = SchemaDefinition.Create(typeof(Source)),
            output = SchemaDefinition.Create(typeof(Result));
        input[nameof(Source.Decision)].ColumnName = decision;
        input[nameof(Source.Frame)].ColumnType = output[0].ColumnType = type;
        output[0].ColumnName = column;
        return context.Transforms.CustomMapping<Source, Result>(
            (source, result) => result.Value = source.Decision ? function(source.Frame, height, width) : source.Frame,
            null,
            input,
            output
        );
    }

    private sealed class Source
    {
        public float[] Frame { get; set; } = [];

        public bool Decision { get; set; }
    }

    private sealed class Result
    {
        public float[] Value { get; set; } = [];
    }
}
