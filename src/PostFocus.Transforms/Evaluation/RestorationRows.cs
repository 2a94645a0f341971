using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging.Intensity;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Frames;

namespace PostFocus.Transforms.Evaluation;

/// <summary>A row to evaluate.</summary>
/// <param name="Recorded">The frame before restoration.</param>
/// <param name="Restored">The frame after it.</param>
/// <param name="Truth">The frame in focus, of the same size.</param>
/// <param name="Map">Intensities of all three.</param>
/// <param name="PixelMicrons">Pixel size, NaN where it is not known.</param>
/// <param name="WasRestored">Whether the row counts.</param>
/// <param name="Spread">In counts; null where there is none.</param>
/// <param name="Place">Sequence and index; null where they are not known.</param>
internal sealed record RestorationRow(
    NamedFrame Recorded,
    NamedFrame Restored,
    NamedFrame Truth,
    IntensityMap Map,
    float PixelMicrons,
    bool WasRestored,
    float[]? Spread,
    (string Sequence, int Index)? Place
);

/// <summary>The columns that an evaluation reads.</summary>
internal sealed class RestorationRows
{
    private readonly FrameColumn _recorded,
        _restored,
        _truth;
    private readonly IntensityColumn _intensity;
    private readonly PixelColumn _pixel;
    private readonly ProblemColumn _problem;
    private readonly DataViewSchema.Column? _wasRestored,
        _spread,
        _sequence,
        _index;

    public RestorationRows(DataViewSchema schema, RestorationEvaluationOptions options)
    {
        _recorded = FrameColumn.Find(schema, options.FrameColumnName);
        _restored = FrameColumn.Find(schema, options.RestoredColumnName);
        _truth = FrameColumn.Find(schema, options.ReferenceColumnName);
        _intensity = IntensityColumn.Find(schema, options.IntensityColumnName, options.FrameColumnName);
        _problem = new(schema);
        _pixel = PixelColumn.Find(schema, name: null);
        _wasRestored = Optional(schema, options.WasRestoredColumnName, "WasRestored", BooleanDataViewType.Instance);
        _spread = Optional(schema, options.SpreadColumnName, "Spread", NumberDataViewType.Single);
        _sequence = Optional(schema, options.SequenceColumnName, LoadedColumns.Sequence, TextDataViewType.Instance);
        _index = Optional(schema, options.FrameIndexColumnName, LoadedColumns.FrameIndex, NumberDataViewType.Int32);
    }

    /// <summary>The rows in order, read one by one, but for those that were flagged.</summary>
    public IEnumerable<RestorationRow> Of(IDataView data)
    {
        DataViewSchema.Column?[] optional = [_wasRestored, _spread, _sequence, _index];
        using var cursor = data.GetRowCursor([
            .. _recorded.Inputs,
            .. _restored.Inputs,
            .. _truth.Inputs,
            .. _intensity.Inputs,
            .. _pixel.Inputs,
            .. _problem.Inputs,
            .. FrameNames.Columns(data.Schema),
            .. optional.OfType<DataViewSchema.Column>(),
        ]);
        var read = Reader(cursor);
        var problem = _problem.Reader(cursor);
        while (cursor.MoveNext())
        {
            if (problem().Length == 0)
                yield return read();
        }
    }

    private Func<RestorationRow> Reader(DataViewRow row)
    {
        Func<NamedFrame> recorded = _recorded.Reader(row),
            restored = _restored.Reader(row),
            truth = _truth.Reader(row);
        var map = _intensity.Reader(row);
        var pixel = _pixel.Reader(row);
        var wasRestored = Value<bool>(row, _wasRestored);
        var spread = Value<VBuffer<float>>(row, _spread);
        var sequence = _sequence is { } text ? TextColumn.Reader(row, text) : null;
        var index = Value<int>(row, _index);
        return () =>
        {
            var before = recorded();
            return new(
                before,
                restored().OfTheSizeOf(before, "restored frame"),
                truth().OfTheSizeOf(before, "reference"),
                map(before),
                pixel(),
                wasRestored?.Invoke() ?? true,
                spread is null ? null : [.. spread().DenseValues()],
                sequence is null || index is null ? null : (sequence(), index())
            );
        };
    }

    private static Func<T>? Value<T>(DataViewRow row, DataViewSchema.Column? column)
    {
        if (column is not { } found)
            return null;
        var getter = row.GetGetter<T>(found);
        T value = default!;
        return () =>
        {
            getter(ref value);
            return value;
        };
    }

    private static DataViewSchema.Column? Optional(DataViewSchema schema, string? name, string defaultName, DataViewType type) =>
        new NeededColumn(name ?? defaultName, $", where {type} is needed.", (item, _) => item.Equals(type))
        {
            IsOptional = name is null,
        }.FindOrNull(schema);
}
