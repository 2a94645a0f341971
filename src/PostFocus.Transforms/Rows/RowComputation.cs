using Microsoft.ML;
using Microsoft.ML.Data;

namespace PostFocus.Transforms.Rows;

/// <summary>
/// What a transformer does to rows, bound to an input schema: it reads some columns of a row into an item, turns many
/// items at once into results, and serves its output columns from a result.
/// </summary>
internal abstract class RowComputation
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
    public abstract Func<object> Reader(DataViewRow row);

    /// <summary>A function that gives the result of the current row where its frame cannot be used.</summary>
    public abstract Func<object> Unusable(DataViewRow row);

    /// <summary>The same where the row has gone.</summary>
    public abstract object Unusable();

    /// <summary>Results of the rows from <paramref name="first"/> on; the others are their margins, as far as there are any.</summary>
    public abstract IReadOnlyList<object> Compute(IReadOnlyList<object> items, int first, int count);

    /// <summary>A <see cref="ValueGetter{TValue}"/> for the output of that index, from the current result.</summary>
    public abstract Delegate Getter(int output, Func<object> current);
}

/// <summary>The same with types.</summary>
internal abstract class RowComputation<TItem, TResult> : RowComputation
    where TItem : class
    where TResult : class
{
    protected abstract Func<TItem> ReaderOf(DataViewRow row);

    protected abstract IReadOnlyList<TResult> ComputeAll(IReadOnlyList<TItem> items);

    /// <summary>The result of a row whose frame cannot be used.</summary>
    /// <param name="recorded">The counts of its frame as they are; null where they cannot be read.</param>
    protected abstract TResult UnusableOf(float[]? recorded);

    /// <summary>A function that reads the counts that the result of an unusable row shows; null where there are none.</summary>
    protected virtual Func<float[]?> RecordedOf(DataViewRow row) => () => null;

    protected abstract Delegate GetterOf(int output, Func<TResult> current);

    public sealed override Func<object> Reader(DataViewRow row) => ReaderOf(row);

    public sealed override Func<object> Unusable(DataViewRow row)
    {
        Func<float[]?> recorded = RecordedOf(row);
        return () => UnusableOf(recorded());
    }

    public sealed override object Unusable() => UnusableOf(null);

    public sealed override IReadOnlyList<object> Compute(IReadOnlyList<object> items, int first, int count) =>
        ComputeAll([.. items.Cast<TItem>()], first, count);

    protected virtual IReadOnlyList<TResult> ComputeAll(IReadOnlyList<TItem> items, int first, int count) =>
        ComputeAll([.. items.Skip(first).Take(count)]);

    public sealed override Delegate Getter(int output, Func<object> current) =>
        GetterOf(output, () => (TResult)current());
}
