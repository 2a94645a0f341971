using Microsoft.ML;
using Microsoft.ML.Data;

namespace PostFocus.Transforms.Rows;

/// <summary>Reads a window of rows ahead of the consumer and computes its results together.</summary>
internal sealed class LookAheadCursor : DataViewRowCursor
{
    private readonly DataViewRowCursor _source;
    private readonly RowComputation _computation;
    private readonly HashSet<int> _active;
    private readonly Dictionary<int, ColumnSnapshot> _columns;
    private readonly DataViewRowId[] _ids;
    private readonly ValueGetter<DataViewRowId> _idOfSource;
    private readonly Func<object> _read;
    private readonly List<object> _items = [];
    private IReadOnlyList<object>? _results;
    private int _slot = -1;
    private long _position = -1;

    public LookAheadCursor(
        DataViewRowCursor source, RowComputation computation, DataViewSchema schema, HashSet<int> active)
    {
        (_source, _computation, _active, Schema) = (source, computation, active, schema);
        _columns = source.Schema
            .Where(c => active.Contains(c.Index))
            .ToDictionary(c => c.Index, c => ColumnSnapshot.Of(source, c, computation.LookAhead));
        _ids = new DataViewRowId[computation.LookAhead];
        _idOfSource = source.GetIdGetter();
        _read = computation.Reader(source);
    }

    public override DataViewSchema Schema { get; }

    public override long Position => _position;

    public override long Batch => 0;

    public override bool MoveNext()
    {
        if (++_slot >= _items.Count && !FillWindow())
        {
            _position = -1;
            return false;
        }
        _position++;
        return true;
    }

    private bool FillWindow()
    {
        _items.Clear();
        _results = null;
        _slot = 0;
        while (_items.Count < _ids.Length && _source.MoveNext())
        {
            foreach (ColumnSnapshot column in _columns.Values)
                column.Capture(_items.Count);
            _idOfSource(ref _ids[_items.Count]);
            _items.Add(_read());
        }
        return _items.Count > 0;
    }

    private object Current() => (_results ??= _computation.Compute(_items))[Slot()];

    private int Slot() => _position >= 0
        ? _slot
        : throw new InvalidOperationException("The cursor is not on a row: call MoveNext first.");

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = _ids[Slot()];

    public override bool IsColumnActive(DataViewSchema.Column column) => _active.Contains(column.Index);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column))
            throw new InvalidOperationException($"Column '{column.Name}' was not asked for when the cursor was made.");
        Delegate getter = _columns.TryGetValue(column.Index, out ColumnSnapshot? snapshot)
            ? snapshot.Getter(Slot)
            : _computation.Getter(column.Index - _source.Schema.Count, Current);
        return Getters.Typed<TValue>(column, getter);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (ColumnSnapshot column in _columns.Values)
                column.Dispose();
            _source.Dispose();
        }
        base.Dispose(disposing);
    }
}
