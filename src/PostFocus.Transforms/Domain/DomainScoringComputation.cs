using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Frames;
using PostFocus.Transforms.Rows;

namespace PostFocus.Transforms.Domain;

/// <summary>How near a frame is to those trained on.</summary>
internal readonly record struct DomainVerdict(float Score, bool IsInDomain);

/// <summary>Frames to verdicts.</summary>
internal sealed class DomainScoringComputation(
    DomainModel model,
    DomainScoringEstimator.Options options,
    DataViewSchema input,
    IHostEnvironment environment
) : RowComputation<MappedFrame, DomainVerdict>
{
    private readonly MappedFrames _frames = new(
        input,
        options.FrameColumnName,
        options.IntensityColumnName,
        options.PixelMicronsColumnName,
        environment
    );

    public static IEnumerable<NeededColumn> Needed(DomainScoringEstimator.Options options) =>
        MappedFrames.Needed(options.FrameColumnName, options.IntensityColumnName, options.PixelMicronsColumnName);

    public override IReadOnlyList<DataViewSchema.DetachedColumn> Outputs { get; } =
    [new(options.ScoreColumnName, NumberDataViewType.Single), new(options.InDomainColumnName, BooleanDataViewType.Instance)];

    public override IEnumerable<DataViewSchema.Column> Inputs => _frames.Inputs;

    // Few, as calls within sequences ask for their first frames alone.
    public override int LookAhead => 8;

    public override Func<MappedFrame> Reader(DataViewRow row) => _frames.Reader(row);

    public override Func<MappedFrame, float[]>? Held(DataViewSchema.Column column) => _frames.Held(column);

    public override IReadOnlyList<DomainVerdict> Compute(ArraySegment<MappedFrame> rows) =>
        ParallelRows.Map(
            rows.Count,
            i =>
            {
                var score = model.Score(rows[i].Frame, rows[i].Map, rows[i].PixelMicrons);
                return new DomainVerdict(score, model.Holds(score, rows[i].PixelMicrons));
            }
        );

    public override DomainVerdict Unusable(float[]? recorded) => new(float.NaN, IsInDomain: false);

    public override Delegate Getter(int output, Func<DomainVerdict> current) =>
        output == 0 ? Getters.Scalar(() => current().Score) : Getters.Scalar(() => current().IsInDomain);
}
