using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging;
using PostFocus.Transforms.Frames;

namespace PostFocus.Benchmarks.HeldOut;

/// <summary>Frames after unsharp masking with its default settings.</summary>
internal static class UnsharpColumn
{
    /// <summary>A column <c>Unsharp</c> of frames like the column <c>Frame</c>.</summary>
    public static IEstimator<ITransformer> Estimator(MLContext context, IDataView frames)
    {
        DataViewType type = frames.Schema[LoadedColumns.Frame].Type;
        int height = ((VectorDataViewType)type).Dimensions[0], width = ((VectorDataViewType)type).Dimensions[1];
        SchemaDefinition input = SchemaDefinition.Create(typeof(Source)), output = SchemaDefinition.Create(typeof(Result));
        input[0].ColumnType = output[0].ColumnType = type;
        return context.Transforms.CustomMapping<Source, Result>(
            (source, result) => result.Unsharp = UnsharpMask.Sharpen(source.Frame, height, width), null, input, output);
    }

    private sealed class Source
    {
        public float[] Frame { get; set; } = [];
    }

    private sealed class Result
    {
        public float[] Unsharp { get; set; } = [];
    }
}
