using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using PostFocus.Transforms.MicrosoftML;

namespace PostFocus.Transforms.Rows;

/// <summary>Reads a window of rows ahead of the consumer and computes its results together.</summary>
internal sealed class LookAheadCursor<TItem, TResult> : DataViewRowCursor
{
    private readonly DataViewRowCursor _source;
    private readonly GuardedComputation<TItem, TResult> _computation;
    private readonly HashSet<int> _active;
    private readonly IHost _host;
    private readonly Dictionary<int, ColumnSnapshot> _columns;
    private readonly Dictionary<int, Func<TItem, float[]>> _held = []; // of these columns, what sound rows have in their items
    private readonly DataViewRowId[] _ids; // of row i in slot i mod their number, as the columns
    private readonly ValueGetter<DataViewRowId> _idOfSource;
    private readonly Func<GuardedRow<TItem, TResult>> _read;
    private readonly List<GuardedRow<TItem, TResult>> _rows = []; // of the window and its margins
    private IReadOnlyList<Attempt<FlaggedResult<TResult>>>? _results;
    private long _position = -1,
        _start,
        _rowsRead;
    private readonly int _windowRows;
    private int _count; // rows of the window

    public LookAheadCursor(
        DataViewRowCursor source,
        GuardedComputation<TItem, TResult> computation,
        DataViewSchema schema,
        HashSet<int> active,
        IHost host
    )
    {
        (_source, _computation, _active, _host, Schema) = (source, computation, active, host, schema);
        DataViewSchema.Column[] passing = [.. source.Schema.Where(c => active.Contains(c.Index))];
        foreach (var column in passing)
            if (computation.Held(column) is { } held)
                _held.Add(column.Index, held);
        _windowRows = RowWindow.Rows(
            computation.LookAhead,
            [
                .. passing.Where(c => !_held.ContainsKey(c.Index)).Concat(computation.Inputs).Select(c => c.Type),
                .. computation.Outputs.Select(c => c.Type),
            ]
        );
        _columns = passing.ToDictionary(c => c.Index, c => ColumnSnapshot.Of(source, c, WindowRows));
        _ids = new DataViewRowId[WindowRows];
        _idOfSource = source.GetIdGetter();
        _read = computation.Reader(source);
    }

    public override DataViewSchema Schema { get; }

    public override long Position => _position;

    public override long Batch => 0;

    /// <summary>The rows of a window, and those read ahead for its margin.</summary>
    private int WindowRows => _windowRows + _computation.Margin;

    public override bool MoveNext()
    {
        var next = Math.Max(_position + 1, _start);
        if (next >= _start + _count && !MoveWindow())
        {
            _position = -1;
            return false;
        }
        _position = next;
        return true;
    }

    private bool MoveWindow()
    {
        _results = null;
        _start += _count;
        while (_rowsRead < _start + WindowRows && _source.MoveNext())
        {
            _host.ThrowIfCancelled();
            var slot = (int)(_rowsRead++ % WindowRows);
            var row = _read();
            foreach ((var index, var column) in _columns)
                if (!row.IsSound || !_held.ContainsKey(index))
                    column.Capture(slot);
            _idOfSource(ref _ids[slot]);
            _rows.Add(row);
        }
        _rows.RemoveRange(0, (int)Math.Max(0, _start - _computation.Margin - FirstRow));
        _count = (int)Math.Min(_windowRows, _rowsRead - _start);
        return _count > 0;
    }

    /// <summary>The number of the first row that is held.</summary>
    private long FirstRow => _rowsRead - _rows.Count;

    private FlaggedResult<TResult> Current()
    {
        var row = (int)(RequirePosition() - _start);
        return (_results ??= _computation.Compute(_rows, (int)(_start - FirstRow), _count))[row].Value;
    }

    private int Slot() => (int)(RequirePosition() % WindowRows);

    private long RequirePosition() => _position >= 0 ? _position : throw CursorErrors.NotOnARow();

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = _ids[Slot()];

    public override bool IsColumnActive(DataViewSchema.Column column) => _active.Contains(column.Index);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column))
            throw CursorErrors.NotAskedFor(column);
        var getter =
            !_columns.TryGetValue(column.Index, out var snapshot) ? _computation.Getter(column.Index - _source.Schema.Count, Current)
            : _held.TryGetValue(column.Index, out var held) ? HeldGetter(held, snapshot.Getter(Slot))
            : snapshot.Getter(Slot);
        return Getters.Typed<TValue>(column, getter);
    }

    /// <summary>From the row's item; rows without one have been captured.</summary>
    private ValueGetter<VBuffer<float>> HeldGetter(Func<TItem, float[]> held, Delegate captured)
    {
        var ofItem = Getters.Vector(() => held(Row().Item!));
        var ofSnapshot = (ValueGetter<VBuffer<float>>)captured;
        return (ref VBuffer<float> value) => (Row().IsSound ? ofItem : ofSnapshot)(ref value);

        GuardedRow<TItem, TResult> Row() => _rows[(int)(RequirePosition() - FirstRow)];
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var column in _columns.Values)
                column.Dispose();
            _source.Dispose();
        }
        base.Dispose(disposing);
    }
}
