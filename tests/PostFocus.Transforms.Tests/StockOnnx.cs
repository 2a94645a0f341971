using Microsoft.ML;
using Microsoft.ML.Data;

namespace PostFocus.Transforms.Tests;

/// <summary>An exported file, run by ML.NET's own ApplyOnnxModel.</summary>
internal static class StockOnnx
{
    public static OnnxOutputs Apply(MLContext context, string file, OnnxInputs inputs)
    {
        var schema = SchemaDefinition.Create(typeof(OnnxInputs));
        foreach (var column in schema)
            column.ColumnType = new VectorDataViewType(
                NumberDataViewType.Single,
                Math.Max(1, ((float[])typeof(OnnxInputs).GetProperty(column.MemberName)!.GetValue(inputs)!).Length)
            );
        var view = context.Data.LoadFromEnumerable([inputs], schema);
        var outputs = context.Transforms.ApplyOnnxModel(file).Fit(view).Transform(view);
        return context.Data.CreateEnumerable<OnnxOutputs>(outputs, reuseRowObject: false, ignoreMissingColumns: true).Single();
    }
}

internal sealed class OnnxInputs
{
    public float[] Frame { get; set; } = [];
    public float[] Intensity { get; set; } = [];
    public float[] Before { get; set; } = [];
    public float[] BeforeNearness { get; set; } = [];
    public float[] After { get; set; } = [];
    public float[] AfterNearness { get; set; } = [];
    public float[] Noise { get; set; } = [];
    public float[] Noisy { get; set; } = [];
    public float[] Time { get; set; } = [];
    public float[] Alpha { get; set; } = [];
    public float[] Sigma { get; set; } = [];
}

internal sealed class OnnxOutputs
{
    public float[] Restored { get; set; } = [];
    public float[] Spread { get; set; } = [];
    public float[] Estimate { get; set; } = [];
    public float[] VarianceShare { get; set; } = [];
}
