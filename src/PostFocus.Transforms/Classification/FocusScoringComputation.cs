using Microsoft.ML;
using Microsoft.ML.Runtime;
using PostFocus.Imaging;
using PostFocus.Imaging.Focus;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Frames;
using PostFocus.Transforms.Onnx;
using PostFocus.Transforms.Rows;
using PostFocus.Transforms.Tiling;

namespace PostFocus.Transforms.Classification;

/// <summary>Frames to verdicts.</summary>
internal sealed class FocusScoringComputation(
    FocusModel model,
    OnnxNetwork network,
    FocusScoringEstimator.Options options,
    DataViewSchema input,
    IHostEnvironment environment
) : RowComputation<MappedFrame, FocusVerdict>
{
    private readonly IReadOnlyList<FocusVerdictColumn> _columns = FocusVerdictColumn.Of(model.EstimatesDefocus, options);
    private readonly MappedFrames _frames = new(
        input,
        options.FrameColumnName,
        options.IntensityColumnName,
        options.PixelMicronsColumnName,
        environment
    );

    public static IEnumerable<NeededColumn> Needed(FocusScoringEstimator.Options options) =>
        MappedFrames.Needed(options.FrameColumnName, options.IntensityColumnName, options.PixelMicronsColumnName);

    public override IReadOnlyList<DataViewSchema.DetachedColumn> Outputs => [.. _columns.Select(column => column.Detached)];

    public override IEnumerable<DataViewSchema.Column> Inputs => _frames.Inputs;

    public override int LookAhead => 32;

    public override Func<MappedFrame> Reader(DataViewRow row) => _frames.Reader(row);

    public override Func<MappedFrame, float[]>? Held(DataViewSchema.Column column) => _frames.Held(column);

    public override IReadOnlyList<FocusVerdict> Compute(ArraySegment<MappedFrame> rows) =>
        [.. rows.Chunk(LargeFrames.Together(rows.Count, rows[0].Frame.Frame.Height, rows[0].Frame.Frame.Width)).SelectMany(Score)];

    private FocusVerdict[] Score(MappedFrame[] rows)
    {
        var size = model.InputSize;
        var views = rows.SelectMany((item, index) => Views(item, size).Select(view => (index, view))).ToArray();
        var outputs = new float[views.Length][];
        network.Evaluate(
            views.Length,
            i => [new("frame", views[i].view, 1, size, size)],
            (i, output) => outputs[i] = output.ToArray(),
            i => rows[views[i].index].Frame.Name
        );
        LargeFrames.Collect(rows[0].Frame.Frame.Height, rows[0].Frame.Frame.Width);
        return
        [
            .. views
                .Zip(outputs)
                .GroupBy(pair => pair.First.index, pair => pair.Second)
                .OrderBy(group => group.Key)
                .Select(group => Judge([.. group], rows[group.Key].Frame.Frame)),
        ];
    }

    private FocusVerdict Judge(float[][] views, Frame frame)
    {
        var isEmpty = FieldContrast.IsEmpty(frame.Counts, frame.Height, frame.Width);
        var score = (float)(views.Average(t => t[1] - t[0]) / model.Temperature);
        var probability = FocusVerdict.Logistic(score);
        return new FocusVerdict(
            score,
            !isEmpty && probability > model.Threshold,
            !isEmpty && probability > options.UnsureAbove && probability < options.UnsureBelow,
            model.EstimatesDefocus ? FocusModel.DefocusUnitMicrons * views.Average(t => Math.Max(0, t[2])) : 0,
            model.EstimatesDefocus ? views.Average(t => t[3]) : 0,
            isEmpty
        );
    }

    /// <summary>Tiles are cut and turned where the network reads them, so that a large frame does not lie in memory twice.</summary>
    private IEnumerable<Action<Span<float>>> Views(MappedFrame item, int size)
    {
        (var unit, var height, var width) = NetworkUnits.Of(item.Frame, item.Map, item.PixelMicrons, model.PixelMicrons);
        var grid = new TileGrid(height, width, size, overlap: 0);
        return Enumerable
            .Range(0, grid.Tiles.Count)
            .SelectMany(tile =>
                Enumerable
                    .Range(0, model.Orientations)
                    .Select<int, Action<Span<float>>>(k => pixels => grid.Extract(unit, tile, new(k), pixels))
            );
    }

    public override FocusVerdict Unusable(float[]? recorded) => new(float.NaN, IsOutOfFocus: false, IsUnsure: false, float.NaN, float.NaN);

    public override Delegate Getter(int output, Func<FocusVerdict> current) => _columns[output].Getter(current);
}
