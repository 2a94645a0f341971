using Microsoft.ML;
using Microsoft.ML.Data;

namespace PostFocus.Transforms.Rows;

/// <summary>Maps one row at a time.</summary>
internal sealed class SingleRowMapper(DataViewSchema input, ComputedColumns columns, DataViewSchema output) : IRowToRowMapper
{
    public DataViewSchema InputSchema => input;

    public DataViewSchema OutputSchema => output;

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        var needed = dependingColumns.ToList();
        var passed = needed.Where(c => c.Index < input.Count).Select(c => input[c.Index]);
        return needed.Exists(c => c.Index >= input.Count) ? passed.Union(columns.Inputs) : passed;
    }

    public DataViewRow GetRow(DataViewRow inputRow, IEnumerable<DataViewSchema.Column> activeColumns) =>
        columns.Row(inputRow, output, [.. activeColumns.Select(c => c.Index)]);
}
