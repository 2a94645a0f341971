using System.Runtime.ExceptionServices;

namespace PostFocus.Transforms.Rows;

/// <summary>Rows side by side, on all cores.</summary>
internal static class ParallelRows
{
    /// <summary>The results of rows, each computed from its index.</summary>
    /// <param name="count">How many rows.</param>
    /// <param name="row">From an index.</param>
    /// <param name="lanes">How many at a time; null: as many as there are cores.</param>
    public static T[] Map<T>(int count, Func<int, T> row, int? lanes = null)
    {
        var results = new T[count];
        For(count, i => results[i] = row(i), lanes);
        return results;
    }

    /// <summary>Does a piece of work for each index; what fails, fails with its own exception.</summary>
    /// <param name="count">How many pieces.</param>
    /// <param name="work">From an index.</param>
    /// <param name="lanes">How many at a time; null: as many as there are cores.</param>
    /// <param name="cancellation">Ends the work between two pieces.</param>
    public static void For(int count, Action<int> work, int? lanes = null, CancellationToken cancellation = default)
    {
        try
        {
            Parallel.For(
                0,
                count,
                new() { MaxDegreeOfParallelism = lanes ?? Environment.ProcessorCount, CancellationToken = cancellation },
                work
            );
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }
}
