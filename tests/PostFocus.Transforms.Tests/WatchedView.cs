using Microsoft.ML;
using Microsoft.ML.Data;

namespace PostFocus.Transforms.Tests;

/// <summary>Rows of another view, and how many of its cursors are open.</summary>
internal sealed class WatchedView(IDataView rows) : IDataView
{
    private int _open;

    public int Open => _open;

    public DataViewSchema Schema => rows.Schema;

    public bool CanShuffle => false;

    public long? GetRowCount() => rows.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new Cursor(this, rows.GetRowCursor(columnsNeeded, rand));

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor : DataViewRowCursor
    {
        private readonly WatchedView _view;
        private readonly DataViewRowCursor _rows;

        public Cursor(WatchedView view, DataViewRowCursor rows)
        {
            (_view, _rows) = (view, rows);
            Interlocked.Increment(ref view._open);
        }

        public override long Position => _rows.Position;

        public override long Batch => _rows.Batch;

        public override DataViewSchema Schema => _rows.Schema;

        public override bool MoveNext() => _rows.MoveNext();

        public override bool IsColumnActive(DataViewSchema.Column column) => _rows.IsColumnActive(column);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => _rows.GetGetter<TValue>(column);

        public override ValueGetter<DataViewRowId> GetIdGetter() => _rows.GetIdGetter();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                Interlocked.Decrement(ref _view._open);
                _rows.Dispose();
            }
            base.Dispose(disposing);
        }
    }
}
