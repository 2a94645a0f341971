using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using PostFocus.Imaging.Baselines;
using PostFocus.Imaging.Intensity;
using PostFocus.Transforms.Frames;
using PostFocus.Transforms.Rows;

namespace PostFocus.Transforms.Restoration;

/// <summary>A frame that may have to be restored, or may serve those beside it.</summary>
internal sealed record NeighbourItem(NamedFrame Source, IntensityMap Map, Instant Instant);

/// <summary>What became of a frame; images in counts.</summary>
internal sealed record NeighbourResult(
    float[] Restored,
    float[] Spread,
    bool WasRestored,
    int Neighbours,
    float HeldOutError,
    float[] HeldOut,
    float[] Neighbour
)
{
    /// <summary>There was nothing to fit to.</summary>
    public static NeighbourResult Passed(float[] counts) => new(counts, new float[counts.Length], false, 0, float.NaN, counts, counts);
}

/// <summary>Frames to frames restored by their neighbours.</summary>
internal sealed class NeighbourRestoreComputation : RowComputation<NeighbourItem, NeighbourResult>
{
    /// <summary>Pixels of all frames that are filtered at a time: a pixel takes some 300 bytes meanwhile.</summary>
    private const int MostPixels = 1 << 23;

    private readonly NeighbourRestoreEstimator.Options _options;
    private readonly FrameColumn _frame;
    private readonly IntensityColumn _intensity;
    private readonly InstantColumns _instant;
    private readonly GapNotice _gaps;
    private readonly int _reach;

    /// <param name="options">Columns, and what is asked of a filter.</param>
    /// <param name="input">The input.</param>
    /// <param name="environment">In whose log it is said that images have fewer bits than their files, and that rows are missing.</param>
    public NeighbourRestoreComputation(NeighbourRestoreEstimator.Options options, DataViewSchema input, IHostEnvironment environment)
    {
        _options = options;
        _frame = FrameColumn.Find(input, options.FrameColumnName, environment);
        _intensity = IntensityColumn.Find(input, options.IntensityColumnName, options.FrameColumnName);
        _instant = new(input, options.DecisionColumnName);
        _gaps = new(environment);
        if (_frame.Height == 0)
            throw new ArgumentException(
                $"Column '{options.FrameColumnName}' does not state the size of its images. Load frames with LoadFrames, or append ResizeImages."
            );
        if (Math.Min(_frame.Height, _frame.Width) < NeighbourFilter.SmallestSide)
            throw new ArgumentOutOfRangeException(
                null,
                $"Frames of {_frame.Height} × {_frame.Width} (height × width) are too small to be restored by their neighbours, which takes {NeighbourFilter.SmallestSide} × {NeighbourFilter.SmallestSide} pixels."
            );
        _reach = NeighbourVideo.Reach(_frame.Height, _frame.Width);
        var frame = new VectorDataViewType(NumberDataViewType.Single, _frame.Height, _frame.Width);
        Outputs =
        [
            new(options.RestoredColumnName, frame),
            new(options.SpreadColumnName, frame),
            new(options.WasRestoredColumnName, BooleanDataViewType.Instance),
            new(options.NeighbourCountColumnName, NumberDataViewType.Int32),
            new(options.HeldOutErrorColumnName, NumberDataViewType.Single),
            new(options.HeldOutColumnName, frame),
            new(options.NeighbourColumnName, frame),
        ];
    }

    public override IReadOnlyList<DataViewSchema.DetachedColumn> Outputs { get; }

    public override IEnumerable<DataViewSchema.Column> Inputs => [.. _frame.Inputs, .. _intensity.Inputs, .. _instant.Inputs];

    public override int LookAhead => _options.LookAhead;

    public override int Margin => _options.NeighbourDistance + _reach;

    public override Func<NeighbourItem> Reader(DataViewRow row)
    {
        var frame = _frame.Reader(row);
        var map = _intensity.Reader(row);
        var instant = _instant.Reader(row);
        return () => frame() is var source ? new(source, map(source), instant()) : null!;
    }

    public override Func<NeighbourItem, float[]>? Held(DataViewSchema.Column column) =>
        _frame.IsVectorOf(column) ? item => item.Source.Recorded.Counts : null;

    public override IReadOnlyList<NeighbourResult> Compute(ArraySegment<NeighbourItem> rows)
    {
        var withMargins = rows.Array!;
        Instant[] instants = [.. withMargins.Select(item => item.Instant)];
        _gaps.LookAt(instants);
        var video = new NeighbourVideo(withMargins, instants, _options.NeighbourDistance, _frame.Height, _frame.Width);
        var results = new NeighbourResult[rows.Count];
        ParallelRows.For(
            rows.Count,
            i => results[i] = Restore(withMargins[rows.Offset + i], video, rows.Offset + i),
            Math.Clamp(MostPixels / (_frame.Height * _frame.Width), 1, Environment.ProcessorCount)
        );
        return results;
    }

    private NeighbourResult Restore(NeighbourItem item, NeighbourVideo video, int row)
    {
        var (source, map) = (item.Source, item.Map);
        var neighbours = video.Neighbours(row);
        if (neighbours.Count == 0)
            return NeighbourResult.Passed(source.Recorded.Counts);
        var target = video.Target(row);
        var filter = NeighbourFilter.Fit(video.Unit(row), target, _frame.Height, _frame.Width, video.Of(row));
        var isRestored = filter.HeldOutError < _options.MostError;
        return new(
            isRestored ? Counts(filter.Restored) : source.Recorded.Counts,
            isRestored ? [.. filter.Spread.Select(s => (float)(s * (map.White - map.Black) / 2))] : new float[target.Length],
            isRestored,
            neighbours.Count,
            (float)filter.HeldOutError,
            Counts(filter.HeldOut),
            Counts(target)
        );

        float[] Counts(IReadOnlyList<float> unit)
        {
            float[] counts = [.. unit];
            map.ToCounts(counts, counts);
            source.Keep(source.Recorded.Counts, counts);
            return counts;
        }
    }

    public override NeighbourResult Unusable(float[]? recorded) =>
        NeighbourResult.Passed(FrameColumn.Shown(recorded, _frame.Height * _frame.Width));

    public override Func<float[]?> RecordedReader(DataViewRow row) => _frame.CountsReader(row);

    public override Delegate Getter(int output, Func<NeighbourResult> current) =>
        output switch
        {
            0 => Getters.Vector(() => current().Restored),
            1 => Getters.Vector(() => current().Spread),
            2 => Getters.Scalar(() => current().WasRestored),
            3 => Getters.Scalar(() => current().Neighbours),
            4 => Getters.Scalar(() => current().HeldOutError),
            5 => Getters.Vector(() => current().HeldOut),
            _ => Getters.Vector(() => current().Neighbour),
        };
}
