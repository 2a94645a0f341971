using Microsoft.ML;
using Microsoft.ML.Data;

namespace PostFocus.Transforms.Rows;

/// <summary>A row with computed columns. Its result is computed at the first getter call of a position and kept for the others.</summary>
internal sealed class MappedRow<TItem, TResult> : DataViewRow
{
    private readonly DataViewRow _source;
    private readonly GuardedComputation<TItem, TResult> _computation;
    private readonly HashSet<int> _active;
    private readonly Func<FlaggedResult<TResult>> _current;

    public MappedRow(DataViewRow source, GuardedComputation<TItem, TResult> computation, DataViewSchema schema, HashSet<int> active)
    {
        (_source, _computation, _active, Schema) = (source, computation, active, schema);
        (long Position, Attempt<FlaggedResult<TResult>> Of)? result = null;
        Func<GuardedRow<TItem, TResult>>? read = null;
        _current = () =>
        {
            if (result?.Position != source.Position)
            {
                read ??= computation.Reader(source);
                result = (source.Position, computation.Compute([read()], 0, 1)[0]);
            }
            return result.Value.Of.Value;
        };
    }

    public override DataViewSchema Schema { get; }

    public override long Position => _source.Position;

    public override long Batch => _source.Batch;

    public override ValueGetter<DataViewRowId> GetIdGetter() => _source.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) =>
        _active.Contains(column.Index) || (column.Index < _source.Schema.Count && _source.IsColumnActive(_source.Schema[column.Index]));

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
        column.Index < _source.Schema.Count
            ? _source.GetGetter<TValue>(_source.Schema[column.Index])
            : Getters.Typed<TValue>(column, _computation.Getter(column.Index - _source.Schema.Count, _current));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _source.Dispose();
        base.Dispose(disposing);
    }
}
