using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging.Intensity;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Domain;
using PostFocus.Transforms.Frames;
using PostFocus.Transforms.Rows;

namespace PostFocus.Transforms.Gate;

/// <summary>A row after restoration.</summary>
/// <param name="Recorded">The frame before restoration.</param>
/// <param name="Restored">The frame after it, of the same size.</param>
/// <param name="Spread">Standard deviation over the samples, counts, [height, width].</param>
/// <param name="Map">Intensities of both.</param>
/// <param name="Score">The classifier's, of the frame before restoration: logit of its being out of focus.</param>
/// <param name="WasRestored">Whether anything was done.</param>
/// <param name="PixelMicrons">Pixel size, µm; NaN or not above 0 where it is not known.</param>
/// <param name="IsInDomain">Whether the recorded frame is like those trained on.</param>
internal sealed record RestoredRow(
    NamedFrame Recorded,
    NamedFrame Restored,
    float[] Spread,
    IntensityMap Map,
    float Score,
    bool WasRestored,
    float PixelMicrons,
    bool IsInDomain
);

/// <summary>The columns that a gate looks at.</summary>
internal sealed class RestoredRows
{
    private readonly FrameColumn _recorded,
        _restored;
    private readonly IntensityColumn _intensity;
    private readonly DataViewSchema.Column _spread,
        _wasRestored,
        _score;
    private readonly PixelColumn _pixel;
    private readonly DataViewSchema.Column? _inDomain;

    /// <exception cref="ArgumentException">A column is missing or of a wrong type.</exception>
    public RestoredRows(DataViewSchema schema, RestorationGateEstimator.Options options)
    {
        _recorded = FrameColumn.Find(schema, options.FrameColumnName);
        _restored = FrameColumn.Find(schema, options.RestoredColumnName);
        _intensity = IntensityColumn.Find(schema, options.IntensityColumnName, options.FrameColumnName);
        _spread = Spread(options).Find(schema);
        if (_spread.Type.GetVectorSize() != Height * Width)
            throw Spread(options).Wrong(_spread.Type);
        _wasRestored = WasRestored(options).Find(schema);
        _score = Score(options).Find(schema);
        _pixel = PixelColumn.Find(schema, options.PixelMicronsColumnName);
        _inDomain = InDomain(options).FindOrNull(schema);
    }

    /// <summary>What is asked of the columns.</summary>
    public static IEnumerable<NeededColumn> Needed(RestorationGateEstimator.Options options) =>
        [
            FrameColumn.Needed(options.FrameColumnName),
            FrameColumn.Needed(options.RestoredColumnName),
            IntensityColumn.Needed(options.IntensityColumnName),
            Spread(options),
            WasRestored(options),
            Score(options),
            PixelColumn.Needed(options.PixelMicronsColumnName),
            InDomain(options),
        ];

    private static NeededColumn Spread(RestorationGateEstimator.Options options) =>
        new(
            options.SpreadColumnName,
            $"; the spread is a vector of Single, as large as column '{options.RestoredColumnName}'.",
            (item, isVector) => isVector && item == NumberDataViewType.Single
        );

    private static NeededColumn WasRestored(RestorationGateEstimator.Options options) =>
        NeededColumn.Scalar(options.WasRestoredColumnName, BooleanDataViewType.Instance, "; whether a row was restored is a Boolean.");

    private static NeededColumn Score(RestorationGateEstimator.Options options) =>
        NeededColumn.Scalar(options.ScoreColumnName, NumberDataViewType.Single, "; the focus classifier's score (ScoreFocus) is a Single.");

    private static NeededColumn InDomain(RestorationGateEstimator.Options options) =>
        NeededColumn.Scalar(
            options.InDomainColumnName ?? DomainScoringEstimator.Options.DefaultInDomain,
            BooleanDataViewType.Instance,
            "; whether a frame is in the domain (ScoreDomain) is a Boolean."
        ) with
        {
            IsOptional = options.InDomainColumnName is null,
        };

    /// <summary>Height of restored frames, pixels.</summary>
    public int Height => _restored.Height;

    /// <summary>Width of restored frames, pixels.</summary>
    public int Width => _restored.Width;

    public IEnumerable<DataViewSchema.Column> Inputs =>
        [
            .. _recorded.Inputs,
            .. _restored.Inputs,
            .. _intensity.Inputs,
            .. _pixel.Inputs,
            _spread,
            _wasRestored,
            _score,
            .. _inDomain is { } domain ? [domain] : Array.Empty<DataViewSchema.Column>(),
        ];

    /// <summary>
    /// A function that reads the counts of the current row's recorded frame, usable or not; null where they cannot be read.
    /// </summary>
    public Func<float[]?> CountsReader(DataViewRow row) => _recorded.CountsReader(row);

    /// <summary>What a row has of a column (<see cref="RowComputation{TItem, TResult}.Held"/>).</summary>
    public Func<RestoredRow, float[]>? Held(DataViewSchema.Column column) =>
        _recorded.IsVectorOf(column) ? row => row.Recorded.Recorded.Counts : null;

    /// <summary>A function that copies the current row; of one that was not restored there is the recorded frame alone.</summary>
    public Func<RestoredRow> Reader(DataViewRow row)
    {
        Func<NamedFrame> recorded = _recorded.Reader(row),
            restored = _restored.Reader(row);
        var map = _intensity.Reader(row);
        var spread = row.GetGetter<VBuffer<float>>(_spread);
        var wasRestored = row.GetGetter<bool>(_wasRestored);
        var ofFocus = row.GetGetter<float>(_score);
        var pixel = _pixel.Reader(row);
        var ofDomain = _inDomain is { } column ? row.GetGetter<bool>(column) : null;
        VBuffer<float> deviations = default;
        bool was = false,
            inDomain = true;
        float score = 0;
        return () =>
        {
            wasRestored(ref was);
            NamedFrame before = recorded(),
                after = was ? restored().OfTheSizeOf(before, "restored frame") : before;
            ofFocus(ref score);
            ofDomain?.Invoke(ref inDomain);
            return new(before, after, was ? Spread() : [], map(before), score, was, pixel(), inDomain);
        };

        float[] Spread()
        {
            spread(ref deviations);
            var dense = new float[deviations.Length];
            deviations.CopyTo(dense);
            return dense;
        }
    }
}
