using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Transforms.Rows;

namespace PostFocus.Transforms.SequenceCalls;

/// <summary>Rows, each called as those of its sequence are.</summary>
/// <param name="source">The input.</param>
/// <param name="scored">Its columns.</param>
/// <param name="ahead">Reads the sequences before; null where rows come in random order, so that all calls stay.</param>
/// <param name="schema">The input's, with the outputs.</param>
/// <param name="active">Indices of the columns that are asked for.</param>
internal sealed class SequenceCallsCursor(
    DataViewRowCursor source,
    ScoredColumns scored,
    SequencesAhead? ahead,
    DataViewSchema schema,
    HashSet<int> active
) : DataViewRowCursor
{
    private readonly SequenceCall _call = new(source, scored);
    private long _rowsLeft; // of the sequence

    public override DataViewSchema Schema => schema;

    public override long Position => source.Position;

    public override long Batch => source.Batch;

    public override bool MoveNext()
    {
        if (!source.MoveNext())
            return false;
        if (ahead is not null && _rowsLeft-- == 0)
        {
            (var rows, _call.Threshold) = ahead.Next();
            _rowsLeft = rows - 1;
        }
        return true;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => source.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column))
            throw CursorErrors.NotAskedFor(column);
        return column.Index < source.Schema.Count
            ? source.GetGetter<TValue>(source.Schema[column.Index])
            : Getters.Typed<TValue>(column, _call.Getter(column.Index - source.Schema.Count));
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            ahead?.Dispose();
            source.Dispose();
        }
        base.Dispose(disposing);
    }
}
