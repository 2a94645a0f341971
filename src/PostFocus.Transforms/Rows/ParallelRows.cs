using System.Runtime.ExceptionServices;

namespace PostFocus.Transforms.Rows;

/// <summary>Rows side by side, on all cores.</summary>
internal static class ParallelRows
{
    /// <summary>Does a piece of work for each index; what fails, fails with its own exception.</summary>
    public static void For(int count, Action<int> work)
    {
        try
        {
            Parallel.For(0, count, new() { MaxDegreeOfParallelism = Environment.ProcessorCount }, work);
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }
}
