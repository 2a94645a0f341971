using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using PostFocus.Transforms.Frames;
using PostFocus.Transforms.Rows;

namespace PostFocus.Transforms.Sharpness;

/// <summary>Frames to features.</summary>
internal sealed class SharpnessFeaturesComputation(
    SharpnessFeaturesEstimator.Options options,
    DataViewSchema input,
    IHostEnvironment environment
) : RowComputation<NamedFrame, float[]>
{
    private readonly FrameColumn _frame = FrameColumn.Find(input, options.FrameColumnName, environment);

    public override IReadOnlyList<DataViewSchema.DetachedColumn> Outputs { get; } =
    [
        new(
            options.OutputColumnName,
            new VectorDataViewType(NumberDataViewType.Single, SharpnessFeatures.Names.Count),
            SlotNames.Of(SharpnessFeatures.Names)
        ),
    ];

    public override IEnumerable<DataViewSchema.Column> Inputs => _frame.Inputs;

    public override int LookAhead => 32;

    public override Func<NamedFrame> Reader(DataViewRow row) => _frame.Reader(row);

    public override Func<NamedFrame, float[]>? Held(DataViewSchema.Column column) =>
        _frame.IsVectorOf(column) ? frame => frame.Recorded.Counts : null;

    public override IReadOnlyList<float[]> Compute(ArraySegment<NamedFrame> rows) =>
        ParallelRows.Map(rows.Count, i => SharpnessFeatures.Of(rows[i].Frame));

    public override float[] Unusable(float[]? recorded) => [.. SharpnessFeatures.Names.Select(_ => float.NaN)];

    public override Delegate Getter(int output, Func<float[]> current) => Getters.Vector(current);
}
