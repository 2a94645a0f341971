using Microsoft.ML;
using Microsoft.ML.Runtime;
using PostFocus.Imaging.Cells;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Frames;
using PostFocus.Transforms.Onnx;
using PostFocus.Transforms.Rows;

namespace PostFocus.Transforms.Segmentation;

/// <summary>Frames to cells.</summary>
internal sealed class SegmentCellsComputation : RowComputation<MappedFrame, SegmentedFrame>
{
    private readonly SegmentationModel _model;
    private readonly OnnxNetwork _network;
    private readonly MappedFrames _frames;
    private readonly FrameColumn _column;
    private readonly IReadOnlyList<SegmentedColumn> _outputs;

    public SegmentCellsComputation(
        SegmentationModel model,
        OnnxNetwork network,
        SegmentCellsEstimator.Options options,
        DataViewSchema input,
        IHostEnvironment environment
    )
    {
        (_model, _network) = (model, network);
        _frames = new(input, options.FrameColumnName, options.IntensityColumnName, options.PixelMicronsColumnName, environment);
        _column = FrameColumn.Find(input, options.FrameColumnName);
        _outputs = SegmentedColumn.Of(options.OutputPrefix, model.Rays, _column.Height, _column.Width);
    }

    public static IEnumerable<NeededColumn> Needed(SegmentCellsEstimator.Options options) =>
        MappedFrames.Needed(options.FrameColumnName, options.IntensityColumnName, options.PixelMicronsColumnName);

    public override IReadOnlyList<DataViewSchema.DetachedColumn> Outputs =>
        [.. _outputs.Select(c => new DataViewSchema.DetachedColumn(c.Name, c.Type))];

    public override IEnumerable<DataViewSchema.Column> Inputs => _frames.Inputs;

    public override int LookAhead => 8;

    public override Func<MappedFrame> Reader(DataViewRow row) => _frames.Reader(row);

    public override Func<MappedFrame, float[]>? Held(DataViewSchema.Column column) => _frames.Held(column);

    public override IReadOnlyList<SegmentedFrame> Compute(ArraySegment<MappedFrame> rows)
    {
        GriddedFrame[] frames =
        [
            .. rows.Select(row =>
            {
                (var unit, var height, var width) = NetworkUnits.Of(row.Frame, row.Map, row.PixelMicrons, _model.PixelMicrons);
                return new GriddedFrame(unit, height, width, _model.TileSize, _model.Grid);
            }),
        ];
        (int Frame, int Tile)[] tiles = [.. frames.SelectMany((frame, index) => Enumerable.Range(0, frame.Tiles).Select(t => (index, t)))];
        var outputs = new float[tiles.Length][];
        _network.Evaluate(
            tiles.Length,
            i => [new("frame", frames[tiles[i].Frame].Extract(tiles[i].Tile), 1, _model.TileSize, _model.TileSize)],
            (i, output) => outputs[i] = output.ToArray(),
            i => rows[tiles[i].Frame].Frame.Name
        );
        var ofFrame = tiles.Zip(outputs).ToLookup(pair => pair.First.Frame, pair => pair.Second);
        return ParallelRows.Map(rows.Count, i => Segmented(rows[i].Frame, frames[i], [.. ofFrame[i]]));
    }

    private SegmentedFrame Segmented(NamedFrame frame, GriddedFrame gridded, float[][] outputs)
    {
        var (height, width) = (frame.Frame.Height, frame.Frame.Width);
        var missing = frame.Missing is { } none ? none.Mask.ToArray() : null;
        StarPolygon[] cells =
        [
            .. StarPolygons
                .Suppress(
                    gridded.Blend(outputs, 1 + _model.Rays).Candidates(_model.LeastScore),
                    gridded.Height,
                    gridded.Width,
                    _model.MostOverlap
                )
                .Select(cell => gridded.Width == width ? cell : cell.Scaled((double)width / gridded.Width))
                .Where(cell => missing is null || !missing[Place(cell)]),
        ];
        var labels = StarPolygons.Draw(cells, height, width).Counts;
        for (var i = 0; i < missing?.Length; i++)
            if (missing[i])
                labels[i] = 0;
        return new(labels, cells);

        int Place(StarPolygon cell) =>
            Math.Clamp((int)Math.Round(cell.Y), 0, height - 1) * width + Math.Clamp((int)Math.Round(cell.X), 0, width - 1);
    }

    public override SegmentedFrame Unusable(float[]? recorded) => new(new float[_column.Height * _column.Width], []);

    public override Delegate Getter(int output, Func<SegmentedFrame> current) => _outputs[output].Getter(current);
}
