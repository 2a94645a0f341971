using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace PostFocus.Transforms.Rows;

/// <summary>
/// The input with computed columns appended. A cursor that needs one of them reads a window of rows ahead and computes
/// it in one go, on the first getter call of the window; a cursor that needs none computes nothing.
/// </summary>
internal sealed class LookAheadView(IDataView source, RowComputation computation, DataViewSchema schema, IHost host) : IDataView
{
    public DataViewSchema Schema => schema;

    public bool CanShuffle => source.CanShuffle;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        HashSet<int> active = [.. columnsNeeded.Select(c => c.Index)];
        int inputCount = source.Schema.Count;
        bool computes = active.Any(index => index >= inputCount);

        var inputs = source.Schema.Where(c => active.Contains(c.Index));
        if (computes)
            inputs = inputs.Union(computation.Inputs);
        DataViewRowCursor cursor = source.GetRowCursor(inputs, rand);
        return computes
            ? new LookAheadCursor(cursor, computation, schema, active, host)
            : new PassingCursor(cursor, schema, active);
    }

    // The computation already uses all cores.
    public DataViewRowCursor[] GetRowCursorSet(
        IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    private sealed class PassingCursor(DataViewRowCursor source, DataViewSchema schema, HashSet<int> active)
        : DataViewRowCursor
    {
        public override DataViewSchema Schema => schema;

        public override long Position => source.Position;

        public override long Batch => source.Batch;

        public override bool MoveNext() => source.MoveNext();

        public override ValueGetter<DataViewRowId> GetIdGetter() => source.GetIdGetter();

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
            source.GetGetter<TValue>(source.Schema[column.Index]);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                source.Dispose();
            base.Dispose(disposing);
        }
    }
}
