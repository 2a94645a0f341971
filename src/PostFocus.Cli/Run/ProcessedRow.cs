using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Transforms.Frames;
using PostFocus.Transforms.Restoration;

namespace PostFocus.Cli.Run;

/// <summary>The values of one row of the pipeline; buffers are reused from row to row.</summary>
internal sealed class ProcessedRow
{
    private readonly Action _read;

    public ProcessedRow(DataViewRowCursor cursor, ConditionalRestoreOptions columns)
    {
        var probability = Getter<float>(cursor, "Probability");
        var before = Getter<float>(cursor, RestorationPipeline.Before + "Tenengrad");
        var after = Getter<float>(cursor, RestorationPipeline.After + "Tenengrad");
        var wasRestored = Getter<bool>(cursor, columns.WasRestoredColumnName);
        var frame = Getter<VBuffer<float>>(cursor, LoadedColumns.Frame);
        var restored = Getter<VBuffer<float>>(cursor, columns.RestoredColumnName);
        var spread = Getter<VBuffer<float>>(cursor, columns.SpreadColumnName);
        _read = () =>
        {
            probability(ref _probability);
            before(ref _before);
            after(ref _after);
            wasRestored(ref _wasRestored);
            if (!_wasRestored)
                return;
            frame(ref _frame);
            restored(ref _restored);
            spread(ref _spread);
        };
    }

    private float _probability, _before, _after;
    private bool _wasRestored;
    private VBuffer<float> _frame, _restored, _spread;

    public float ProbabilityOutOfFocus => _probability;

    public float TenengradBefore => _before;

    public float TenengradAfter => _after;

    public bool WasRestored => _wasRestored;

    /// <summary>Counts; like the next two only for restored rows.</summary>
    public ReadOnlySpan<float> Frame => _frame.GetValues();

    public ReadOnlySpan<float> Restored => _restored.GetValues();

    public ReadOnlySpan<float> Spread => _spread.GetValues();

    public void Read() => _read();

    public static IEnumerable<DataViewSchema.Column> Columns(DataViewSchema schema) => schema.Where(c => !c.IsHidden);

    private static ValueGetter<T> Getter<T>(DataViewRowCursor cursor, string column) =>
        cursor.GetGetter<T>(cursor.Schema[column]);
}
