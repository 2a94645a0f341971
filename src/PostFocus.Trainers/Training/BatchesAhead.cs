namespace PostFocus.Trainers.Training;

/// <summary>Draws the batches of the next steps on other threads, while a network learns from this step's.</summary>
/// <param name="draw">The batch of a step: a function of the step alone, so that it does not matter when it is drawn.</param>
/// <param name="ahead">Batches that are drawn at a time, 1 or more.</param>
internal sealed class BatchesAhead<T>(Func<long, T> draw, int ahead)
{
    private const int Most = 8;
    private const long MostBytes = 1 << 28;

    private readonly Queue<Task<T>> _drawn = new();
    private long _first; // step of the queue's first batch

    /// <param name="draw">The batch of a step.</param>
    /// <param name="options">Tell the threads that may be busy, and the size of a batch.</param>
    /// <param name="numbers">Of a frame with all that belongs to it.</param>
    public BatchesAhead(Func<long, T> draw, TrainingOptions options, long numbers)
        : this(draw, Ahead(options, MostBytes / (sizeof(float) * numbers * options.BatchSize))) { }

    private static int Ahead(TrainingOptions options, long fitting) =>
        (int)Math.Clamp(fitting, 1, Math.Min(Most, options.Threads ?? Environment.ProcessorCount));

    /// <summary>The batch of a step. Quick if the steps are asked for one after the other.</summary>
    public T Take(long step)
    {
        if (step != _first)
            _drawn.Clear();
        for (var next = step + _drawn.Count; _drawn.Count <= ahead; next++)
        {
            var drawn = next;
            _drawn.Enqueue(Task.Run(() => draw(drawn)));
        }
        _first = step + 1;
        return _drawn.Dequeue().GetAwaiter().GetResult();
    }
}
