using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using PostFocus.Imaging;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Settings;

namespace PostFocus.Transforms.Rows;

/// <summary>
/// A computation on rows of which some have a problem. Those that were flagged before are left alone; where it is asked for,
/// those whose frame turns out to be unusable are flagged. Any other error is that of its row.
/// </summary>
/// <param name="computation">Computes the sound rows.</param>
/// <param name="input">The input.</param>
/// <param name="onBadFrame">What becomes of unusable frames.</param>
internal sealed class GuardedComputation<TItem, TResult>(
    RowComputation<TItem, TResult> computation,
    DataViewSchema input,
    OnBadFrame onBadFrame
) : ComputedColumns
{
    private readonly ProblemColumn _problem = new(input);
    private readonly bool _flags = onBadFrame == OnBadFrame.Flag;

    public override IReadOnlyList<DataViewSchema.DetachedColumn> Outputs =>
        _flags ? [.. computation.Outputs, new(LoadedColumns.FrameProblem, TextDataViewType.Instance)] : computation.Outputs;

    public override IEnumerable<DataViewSchema.Column> Inputs => [.. computation.Inputs, .. _problem.Inputs];

    public int LookAhead => computation.LookAhead;

    public override int Margin => computation.Margin;

    public override DataViewRowCursor Cursor(
        DataViewRowCursor source,
        Func<IEnumerable<DataViewSchema.Column>, DataViewRowCursor>? again,
        DataViewSchema schema,
        HashSet<int> active,
        IHost host
    ) => new LookAheadCursor<TItem, TResult>(source, this, schema, active, host);

    public override DataViewRow Row(DataViewRow source, DataViewSchema schema, HashSet<int> active) =>
        new MappedRow<TItem, TResult>(source, this, schema, active);

    /// <summary>A function that reads the current row.</summary>
    public Func<GuardedRow<TItem, TResult>> Reader(DataViewRow row)
    {
        var read = computation.Reader(row);
        var recorded = computation.RecordedReader(row);
        var problem = _problem.Reader(row);
        return () =>
        {
            var attempt = Attempt.At<GuardedRow<TItem, TResult>>(() =>
            {
                if (problem() is { Length: > 0 } known)
                    return Flagged(known);
                try
                {
                    return new(read(), null);
                }
                catch (PostFocusException e) when (_flags)
                {
                    return Flagged(e.Message);
                }
            });
            return attempt.Error is { } error ? new(default, new(null, error)) : attempt.Value;
        };

        GuardedRow<TItem, TResult> Flagged(string why) => new(default, new(new(computation.Unusable(recorded()), why), null));
    }

    /// <inheritdoc cref="RowComputation{TItem, TResult}.Held"/>
    public Func<TItem, float[]>? Held(DataViewSchema.Column column) => computation.Held(column);

    /// <summary>What becomes of the rows of a window.</summary>
    /// <param name="rows">The rows, with their margins before and after.</param>
    /// <param name="first">The first row of the window.</param>
    /// <param name="count">Rows of the window.</param>
    public IReadOnlyList<Attempt<FlaggedResult<TResult>>> Compute(IReadOnlyList<GuardedRow<TItem, TResult>> rows, int first, int count)
    {
        // A row without an item is not a neighbour of others, either.
        TItem[] items = [.. rows.Where(row => row.IsSound).Select(row => row.Item!)];
        GuardedRow<TItem, TResult>[] window = [.. rows.Skip(first).Take(count)];
        var sound = new ArraySegment<TItem>(items, rows.Take(first).Count(row => row.IsSound), window.Count(row => row.IsSound));
        var computed = new Queue<Attempt<FlaggedResult<TResult>>>(Compute(sound));
        return [.. window.Select(row => row.Outcome ?? computed.Dequeue())];
    }

    private IEnumerable<Attempt<FlaggedResult<TResult>>> Compute(ArraySegment<TItem> rows) =>
        rows.Count switch
        {
            0 => [],
            1 => [Attempt.At(() => ComputeOne(rows))],
            // Where one fails it is not known which: they are asked for again, one by one, and the others have their results.
            _ => Attempt.At(() => computation.Compute(rows)) is { ValueOrDefault: { } all }
                ? all.Select(result => new Attempt<FlaggedResult<TResult>>(new(result), null))
                : rows.SelectMany((_, i) => Compute(rows.Slice(i, 1))),
        };

    private FlaggedResult<TResult> ComputeOne(ArraySegment<TItem> row)
    {
        try
        {
            return new(computation.Compute(row)[0]);
        }
        catch (PostFocusException e) when (_flags)
        {
            return new(computation.Unusable(null), e.Message);
        }
    }

    /// <summary>A <see cref="ValueGetter{TValue}"/> for the output of that index.</summary>
    public Delegate Getter(int output, Func<FlaggedResult<TResult>> current) =>
        output < computation.Outputs.Count
            ? computation.Getter(output, () => current().Result)
            : Getters.Scalar(() => current().Problem.AsMemory());
}
