using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Transforms.Classification;
using PostFocus.Transforms.Columns;

namespace PostFocus.Transforms.Restoration;

/// <summary>Where a row stands in a video, and whether it is out of focus, or empty, so that it has none.</summary>
internal readonly record struct Instant(string Sequence, long Time, bool IsOutOfFocus, bool IsEmpty = false)
{
    /// <summary>The nearest row in focus of the same video, in one direction.</summary>
    /// <param name="rows">Rows of videos, each together and in the order of time.</param>
    /// <param name="row">The row whose neighbour is looked for.</param>
    /// <param name="step">−1 for before, 1 for after.</param>
    /// <param name="most">The most that it may be away, in frames.</param>
    /// <param name="distance">How many frames it is away.</param>
    /// <returns>Its index; −1 where there is none.</returns>
    public static int Nearest(IReadOnlyList<Instant> rows, int row, int step, int most, out long distance)
    {
        distance = 0;
        for (var i = row + step; i >= 0 && i < rows.Count && rows[i].Sequence == rows[row].Sequence; i += step)
        {
            distance = step * (rows[i].Time - rows[row].Time);
            if (distance < 1 || distance > most)
                break;
            if (!rows[i].IsOutOfFocus && !rows[i].IsEmpty)
                return i;
        }
        return -1;
    }
}

/// <summary>
/// The columns that tell it: <c>Sequence</c>, without which all rows are one video; <c>FrameIndex</c>, without which rows are
/// counted; the decision; <c>NothingToJudge</c>, where there is one.
/// </summary>
internal sealed class InstantColumns
{
    private readonly DataViewSchema.Column _decision;
    private readonly DataViewSchema.Column? _sequence,
        _index,
        _empty;

    public InstantColumns(DataViewSchema schema, string decision)
    {
        _decision = Decision(decision).Find(schema);
        _sequence = schema.GetColumnOrNull(LoadedColumns.Sequence) is { Type: TextDataViewType } text ? text : null;
        _index = schema.GetColumnOrNull(LoadedColumns.FrameIndex) is { } index && index.Type == NumberDataViewType.Int32 ? index : null;
        _empty = schema.GetColumnOrNull(FocusScoringTransformer.NothingToJudgeColumn) is { Type: BooleanDataViewType } empty ? empty : null;
    }

    /// <summary>What is asked of the decision's column.</summary>
    public static NeededColumn Decision(string name) =>
        NeededColumn.Scalar(name, BooleanDataViewType.Instance, "; the decision to restore is a Boolean, true = out of focus.") with
        {
            WayOn =
                " It decides which rows are restored: append ScoreFocus before, or set DecisionColumnName to another Boolean column, "
                + "such as 'Label'.",
        };

    public IEnumerable<DataViewSchema.Column> Inputs => [_decision, .. new[] { _sequence, _index, _empty }.OfType<DataViewSchema.Column>()];

    public Func<Instant> Reader(DataViewRow row)
    {
        var sequence = _sequence is { } text ? TextColumn.Reader(row, text) : () => "";
        var index = _index is { } column ? row.GetGetter<int>(column) : null;
        var decision = row.GetGetter<bool>(_decision);
        var empty = _empty is { } found ? row.GetGetter<bool>(found) : null;
        bool isOut = false,
            isEmpty = false;
        var time = 0;
        return () =>
        {
            decision(ref isOut);
            index?.Invoke(ref time);
            empty?.Invoke(ref isEmpty);
            return new Instant(sequence(), index is null ? row.Position : time, isOut, isEmpty);
        };
    }
}
