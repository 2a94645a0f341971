using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using PostFocus.Transforms.MicrosoftML;

namespace PostFocus.Transforms.Rows;

/// <summary>Maps one row at a time.</summary>
internal sealed class SingleRowMapper(DataViewSchema input, ComputedColumns columns, DataViewSchema output, string transformer, IHost host)
    : IRowToRowMapper
{
    public DataViewSchema InputSchema => input;

    public DataViewSchema OutputSchema => output;

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        var needed = dependingColumns.ToList();
        var passed = needed.Where(c => c.Index < input.Count).Select(c => input[c.Index]);
        return needed.Exists(c => c.Index >= input.Count) ? passed.Union(columns.Inputs) : passed;
    }

    public DataViewRow GetRow(DataViewRow inputRow, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        if (columns.Margin > 0)
            host.LogLine(transformer, "Rows come one by one: frames are restored without the frames in focus before and after them.");
        return columns.Row(inputRow, output, [.. activeColumns.Select(c => c.Index)]);
    }
}
