using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Transforms.Frames;

namespace PostFocus.Benchmarks;

/// <summary>A column of frames that a function makes of the column <c>Frame</c>, in the same counts.</summary>
internal static class FrameFunction
{
    /// <param name="context">The context.</param>
    /// <param name="frames">Frames of one size.</param>
    /// <param name="column">Name of the column that is added.</param>
    /// <param name="function">From counts, height and width to counts.</param>
    public static IEstimator<ITransformer> Estimator(MLContext context, IDataView frames, string column, Func<float[], int, int, float[]> function)
    {
        DataViewType type = frames.Schema[LoadedColumns.Frame].Type;
        int height = ((VectorDataViewType)type).Dimensions[0], width = ((VectorDataViewType)type).Dimensions[1];
        SchemaDefinition input = SchemaDefinition.Create(typeof(Source)), output = SchemaDefinition.Create(typeof(Result));
        input[0].ColumnType = output[0].ColumnType = type;
        output[0].ColumnName = column;
        return context.Transforms.CustomMapping<Source, Result>(
            (source, result) => result.Value = function(source.Frame, height, width), null, input, output);
    }

    private sealed class Source
    {
        public float[] Frame { get; set; } = [];
    }

    private sealed class Result
    {
        public float[] Value { get; set; } = [];
    }
}
