using Microsoft.ML;
using PostFocus.Transforms.Settings;

namespace PostFocus.Transforms.Rows;

/// <summary>
/// What a transformer does to rows, bound to an input schema: it reads some columns of a row into an item, turns many
/// items at once into results, and serves its output columns from a result.
/// </summary>
internal abstract class RowComputation<TItem, TResult> : RowComputation
{
    /// <summary>The columns added to the input schema, in order.</summary>
    public abstract IReadOnlyList<DataViewSchema.DetachedColumn> Outputs { get; }

    /// <summary>The input columns that are read.</summary>
    public abstract IEnumerable<DataViewSchema.Column> Inputs { get; }

    /// <summary>How many rows are worth computing together.</summary>
    public abstract int LookAhead { get; }

    /// <summary>How many rows before and after a row its result may depend on.</summary>
    public virtual int Margin => 0;

    /// <summary>A function that copies the current row's inputs into an item that outlives the row.</summary>
    public abstract Func<TItem> Reader(DataViewRow row);

    /// <summary>
    /// What an item has of a vector column of the input, as it was read, so that no second copy is kept for those who read that column;
    /// null where it has nothing.
    /// </summary>
    public virtual Func<TItem, float[]>? Held(DataViewSchema.Column column) => null;

    /// <summary>Results of rows. The array around them has the rows of their margins, as far as there are any.</summary>
    public abstract IReadOnlyList<TResult> Compute(ArraySegment<TItem> rows);

    /// <summary>The result of a row whose frame cannot be used.</summary>
    /// <param name="recorded">The counts of its frame as they are; null where they cannot be read.</param>
    public abstract TResult Unusable(float[]? recorded);

    /// <summary>A function that reads the counts that the result of an unusable row shows; null where there are none.</summary>
    public virtual Func<float[]?> RecordedReader(DataViewRow row) => () => null;

    /// <summary>A <see cref="ValueGetter{TValue}"/> for the output of that index, from the current result.</summary>
    public abstract Delegate Getter(int output, Func<TResult> current);

    public sealed override ComputedColumns Guarded(DataViewSchema input, OnBadFrame onBadFrame) =>
        new GuardedComputation<TItem, TResult>(this, input, onBadFrame);
}

/// <summary>The same, whatever its items and results are.</summary>
internal abstract class RowComputation
{
    /// <summary>Its columns, where some rows have frames that cannot be used.</summary>
    public abstract ComputedColumns Guarded(DataViewSchema input, OnBadFrame onBadFrame);
}
