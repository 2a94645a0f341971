using System.Runtime.ExceptionServices;

namespace PostFocus.Transforms.Rows;

/// <summary>In place of the item or the result of a row that cannot be computed.</summary>
internal abstract class UnsoundRow;

/// <summary>A row whose frame has a problem that is said in a column, so that it has a result.</summary>
/// <param name="problem">What is wrong.</param>
/// <param name="result">The result.</param>
internal sealed class FlaggedRow(string problem, object result) : UnsoundRow
{
    public string Problem => problem;

    public object Result => result;
}

/// <summary>
/// Why a row has no result. It is told when a value of the row is asked for, so that the rows before and after it arrive.
/// </summary>
/// <param name="error">The error, with where it came from.</param>
internal sealed class FailedRow(ExceptionDispatchInfo error) : UnsoundRow
{
    /// <summary>What work for a row gives. Whatever fails belongs to this row, as it would without a window; a cancelled pass ends.</summary>
    public static object Try(Func<object> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new FailedRow(ExceptionDispatchInfo.Capture(e));
        }
    }

    /// <summary>The value, unless the row failed.</summary>
    public static object Require(object value)
    {
        if (value is FailedRow failed)
            failed.Throw();
        return value;
    }

    /// <summary>The results of rows of a window, of which some may be unsound before and some may turn out to be.</summary>
    /// <param name="computation">Computes them.</param>
    /// <param name="items">The rows' items, with their margins before and after.</param>
    /// <param name="first">The first row of the window.</param>
    /// <param name="count">Rows of the window.</param>
    public static IReadOnlyList<object> Results(RowComputation computation, IReadOnlyList<object> items, int first, int count)
    {
        // An unsound row is no neighbour of others, either.
        object[] sound = [.. items.Where(item => item is not UnsoundRow)];
        int before = items.Take(first).Count(item => item is not UnsoundRow);
        object[] window = [.. items.Skip(first).Take(count)];
        int inWindow = window.Count(item => item is not UnsoundRow);
        var computed = new Queue<object>(inWindow == 0 ? [] : OfSound());
        return [.. window.Select(item => item is UnsoundRow ? item : computed.Dequeue())];

        IReadOnlyList<object> OfSound()
        {
            if (Try(() => computation.Compute(sound, before, inWindow)) is IReadOnlyList<object> all)
                return all;
            // Whichever it is, the others have their results.
            return [.. Enumerable.Range(before, inWindow).Select(i => Try(() => computation.Compute(sound, i, 1)[0]))];
        }
    }

    private void Throw() => error.Throw();
}
