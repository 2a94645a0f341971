using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using PostFocus.Imaging;
using PostFocus.Imaging.Intensity;
using PostFocus.Transforms.Frames;
using PostFocus.Transforms.Rows;
using PostFocus.Transforms.Tiling;

namespace PostFocus.Transforms.Restoration;

/// <summary>A frame that may have to be restored.</summary>
internal sealed record RestorationItem(NamedFrame Source, IntensityMap Map, float PixelMicrons, Instant Instant);

/// <summary>
/// What became of a frame: mean and spread in counts, and the numbers of samples and of neighbours behind them, 0 where it was passed
/// through.
/// </summary>
internal sealed record RestorationResult(float[] Restored, float[] Spread, int Samples, int Neighbours);

/// <summary>Frames to restored frames.</summary>
internal sealed class ConditionalRestoreComputation : RowComputation<RestorationItem, RestorationResult>
{
    private readonly RestorationModel _model;
    private readonly ConditionalRestoreEstimator.Options _options;
    private readonly FrameRestorer _restorer;
    private readonly FrameColumn _frame;
    private readonly IntensityColumn _intensity;
    private readonly PixelColumn _pixel;
    private readonly InstantColumns _instant;
    private readonly GapNotice _gaps;
    private readonly int _height,
        _width;

    /// <param name="model">The trained network.</param>
    /// <param name="options">Columns, samples, steps.</param>
    /// <param name="restorer">Restores single frames.</param>
    /// <param name="fitted">Size of the frames where the column does not state it; else zeros.</param>
    /// <param name="input">The input.</param>
    /// <param name="environment">In whose log it is said that images have fewer bits than their files, and that rows are missing.</param>
    public ConditionalRestoreComputation(
        RestorationModel model,
        ConditionalRestoreEstimator.Options options,
        FrameRestorer restorer,
        (int Height, int Width) fitted,
        DataViewSchema input,
        IHostEnvironment environment
    )
    {
        (_model, _options, _restorer) = (model, options, restorer);
        _frame = FrameColumn.Find(input, options.FrameColumnName, environment);
        _intensity = IntensityColumn.Find(input, options.IntensityColumnName, options.FrameColumnName);
        _pixel = PixelColumn.Find(input, options.PixelMicronsColumnName);
        _instant = new(input, options.DecisionColumnName);
        _gaps = new(environment);
        (_height, _width) = _frame.Height > 0 ? (_frame.Height, _frame.Width) : fitted;
        if (_height == 0)
        {
            throw new ArgumentException(
                $"Column '{options.FrameColumnName}' does not state the size of its images. Fit ConditionalRestore on "
                    + "the data, or load frames with LoadFrames, or append ResizeImages."
            );
        }
        var frame = new VectorDataViewType(NumberDataViewType.Single, _height, _width);
        Outputs =
        [
            new(options.RestoredColumnName, frame),
            new(options.SpreadColumnName, frame),
            new(options.WasRestoredColumnName, BooleanDataViewType.Instance),
            new(options.SampleCountColumnName, NumberDataViewType.Int32),
            new(options.NeighbourCountColumnName, NumberDataViewType.Int32),
        ];
    }

    public override IReadOnlyList<DataViewSchema.DetachedColumn> Outputs { get; }

    public override IEnumerable<DataViewSchema.Column> Inputs =>
        [.. _frame.Inputs, .. _intensity.Inputs, .. _pixel.Inputs, .. _instant.Inputs];

    public override int LookAhead => _options.LookAhead;

    public override int Margin => _model.UsesNeighbours ? _options.NeighbourDistance : 0;

    public override Func<RestorationItem> Reader(DataViewRow row)
    {
        var frame = _frame.Reader(row);
        var map = _intensity.Reader(row);
        var pixel = _pixel.Reader(row);
        var instant = _instant.Reader(row);
        return () =>
        {
            var source = frame();
            if (source.Frame.Height != _height || source.Frame.Width != _width)
            {
                throw new FrameFormatException(
                    source.Name,
                    null,
                    $"the frame is {source.Frame.Height} × {source.Frame.Width} pixels; ConditionalRestore was fitted "
                        + $"on frames of {_height} × {_width} (height × width). Fit it on frames of this size"
                );
            }
            return new(source, map(source), pixel(), instant());
        };
    }

    public override Func<RestorationItem, float[]>? Held(DataViewSchema.Column column) =>
        _frame.IsVectorOf(column) ? item => item.Source.Recorded.Counts : null;

    public override IReadOnlyList<RestorationResult> Compute(ArraySegment<RestorationItem> rows)
    {
        var withMargins = rows.Array!;
        Instant[] instants = [.. withMargins.Select(item => item.Instant)];
        if (Margin > 0)
            _gaps.LookAt(instants);
        // Frames side by side keep the cores busy where a frame's own samples are fewer than the cores.
        var lanes = LargeFrames.Together(Environment.ProcessorCount, _height, _width);
        return ParallelRows.Map(rows.Count, i => Restore(withMargins, instants, rows.Offset + i), lanes);
    }

    private RestorationResult Restore(RestorationItem[] rows, Instant[] instants, int row)
    {
        (var source, var map, var pixelMicrons, var instant) = rows[row];
        if (!instant.IsOutOfFocus)
            return new(source.Recorded.Counts, new float[source.Recorded.Counts.Length], 0, 0);
        var neighbours = Neighbours(rows, instants, row);
        var restored = _restorer.Restore(source, map, pixelMicrons, neighbours);
        LargeFrames.Collect(_height, _width);
        return new(restored.Mean, restored.Spread, _restorer.Samples, neighbours.Count(n => n is not null));
    }

    /// <summary>Before and after, null where there is none; nothing for a model that does not look at them.</summary>
    private Neighbour?[] Neighbours(RestorationItem[] rows, Instant[] instants, int row)
    {
        return _model.UsesNeighbours ? [Nearest(-1), Nearest(1)] : [];

        Neighbour? Nearest(int step) =>
            Instant.Nearest(instants, row, step, _options.NeighbourDistance, out var distance) is >= 0 and var found
            && new Neighbour(rows[found].Source, rows[found].Map, distance) is var neighbour
            && neighbour.ShowsThePlaceOf(rows[row].Source, _options.NeighbourCorrelation)
                ? neighbour
                : null;
    }

    public override RestorationResult Unusable(float[]? recorded) =>
        new(FrameColumn.Shown(recorded, _height * _width), new float[_height * _width], 0, 0);

    public override Func<float[]?> RecordedReader(DataViewRow row) => _frame.CountsReader(row);

    public override Delegate Getter(int output, Func<RestorationResult> current) =>
        output switch
        {
            0 => Getters.Vector(() => current().Restored),
            1 => Getters.Vector(() => current().Spread),
            2 => Getters.Scalar(() => current().Samples > 0),
            3 => Getters.Scalar(() => current().Samples),
            _ => Getters.Scalar(() => current().Neighbours),
        };
}
