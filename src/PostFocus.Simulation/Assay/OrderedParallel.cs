namespace PostFocus.Simulation.Assay;

/// <summary>Computes items in parallel and hands them out in order, no more than one item a thread ahead of its consumer.</summary>
internal static class OrderedParallel
{
    public static IEnumerable<T> Select<T>(int first, int count, int threads, Func<int, T> compute)
    {
        var ahead = threads == 0 ? Environment.ProcessorCount : threads;
        var running = new Queue<Task<T>>();
        try
        {
            for (var next = first; next < first + count || running.Count > 0; )
            {
                for (; running.Count < ahead && next < first + count; next++)
                {
                    var index = next;
                    running.Enqueue(Task.Run(() => compute(index)));
                }
                yield return running.Dequeue().GetAwaiter().GetResult();
            }
        }
        finally
        {
            // A consumer that stops early, or a well that failed, leaves nothing computing behind its back.
            Task.WhenAll(running).ContinueWith(static _ => { }, TaskScheduler.Default).Wait();
        }
    }
}
