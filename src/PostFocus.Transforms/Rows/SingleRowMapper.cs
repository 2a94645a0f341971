using Microsoft.ML;
using Microsoft.ML.Data;

namespace PostFocus.Transforms.Rows;

/// <summary>Maps one row at a time; the result is computed at the first getter call of a row and kept for its others.</summary>
internal sealed class SingleRowMapper(DataViewSchema input, RowComputation computation, DataViewSchema output)
    : IRowToRowMapper
{
    public DataViewSchema InputSchema => input;

    public DataViewSchema OutputSchema => output;

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        var needed = dependingColumns.ToList();
        var passed = needed.Where(c => c.Index < input.Count).Select(c => input[c.Index]);
        return needed.Exists(c => c.Index >= input.Count) ? passed.Union(computation.Inputs) : passed;
    }

    public DataViewRow GetRow(DataViewRow inputRow, IEnumerable<DataViewSchema.Column> activeColumns) =>
        new MappedRow(inputRow, computation, output, [.. activeColumns.Select(c => c.Index)]);

    private sealed class MappedRow : DataViewRow
    {
        private readonly DataViewRow _input;
        private readonly RowComputation _computation;
        private readonly HashSet<int> _active;
        private readonly Func<object> _current;

        public MappedRow(DataViewRow input, RowComputation computation, DataViewSchema schema, HashSet<int> active)
        {
            (_input, _computation, _active, Schema) = (input, computation, active, schema);
            long computedAt = -1;
            object? result = null;
            Func<object>? read = null;
            _current = () =>
            {
                if (result is null || computedAt != input.Position)
                {
                    read ??= computation.Reader(input);
                    result = FailedRow.Results(computation, [FailedRow.Try(read)], 0, 1)[0];
                    computedAt = input.Position;
                }
                return FailedRow.Require(result);
            };
        }

        public override DataViewSchema Schema { get; }

        public override long Position => _input.Position;

        public override long Batch => _input.Batch;

        public override ValueGetter<DataViewRowId> GetIdGetter() => _input.GetIdGetter();

        public override bool IsColumnActive(DataViewSchema.Column column) =>
            _active.Contains(column.Index)
            || (column.Index < _input.Schema.Count && _input.IsColumnActive(_input.Schema[column.Index]));

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
            column.Index < _input.Schema.Count
                ? _input.GetGetter<TValue>(_input.Schema[column.Index])
                : Getters.Typed<TValue>(column, _computation.Getter(column.Index - _input.Schema.Count, _current));

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _input.Dispose();
            base.Dispose(disposing);
        }
    }
}
