using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Transforms.Rows;

namespace PostFocus.Transforms.SequenceCalls;

/// <summary>A row that stands for itself, as a prediction engine has it: its call stays.</summary>
internal sealed class SequenceCallsRow(DataViewRow source, ScoredColumns scored, DataViewSchema schema, HashSet<int> active) : DataViewRow
{
    private readonly SequenceCall _call = new(source, scored);

    public override DataViewSchema Schema => schema;

    public override long Position => source.Position;

    public override long Batch => source.Batch;

    public override ValueGetter<DataViewRowId> GetIdGetter() => source.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) =>
        active.Contains(column.Index) || (column.Index < source.Schema.Count && source.IsColumnActive(source.Schema[column.Index]));

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
        column.Index < source.Schema.Count
            ? source.GetGetter<TValue>(source.Schema[column.Index])
            : Getters.Typed<TValue>(column, _call.Getter(column.Index - source.Schema.Count));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            source.Dispose();
        base.Dispose(disposing);
    }
}
