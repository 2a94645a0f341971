using System.Runtime.ExceptionServices;

namespace PostFocus.Transforms.Rows;

/// <summary>Rows side by side, on all cores.</summary>
internal static class ParallelRows
{
    /// <summary>Does a piece of work for each index; what fails, fails with its own exception.</summary>
    /// <param name="count">How many pieces.</param>
    /// <param name="work">From an index.</param>
    /// <param name="lanes">How many at a time; null: as many as there are cores.</param>
    /// <param name="cancellation">Ends the work between two pieces.</param>
    public static void For(int count, Action<int> work, int? lanes = null, CancellationToken cancellation = default)
    {
        try
        {
            Parallel.For(0, count, new() { MaxDegreeOfParallelism = lanes ?? Environment.ProcessorCount, CancellationToken = cancellation }, work);
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }
}
