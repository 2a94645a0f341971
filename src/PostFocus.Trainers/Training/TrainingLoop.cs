namespace PostFocus.Trainers.Training;

/// <summary>Step after step, with checkpoints between them.</summary>
internal static class TrainingLoop
{
    /// <param name="isDone">Whether there is nothing left to do.</param>
    /// <param name="advance">One step.</param>
    /// <param name="elapsed">Time spent training when the last step ended.</param>
    /// <param name="checkpointMinutes">Minutes between checkpoints.</param>
    /// <param name="save">Writes a checkpoint: now and then, at the end, and on cancellation.</param>
    /// <param name="cancellationToken">Ends the training between two steps.</param>
    public static void Run(
        Func<bool> isDone, Action advance, Func<TimeSpan> elapsed, double checkpointMinutes, Action save, CancellationToken cancellationToken)
    {
        for (var saved = elapsed(); !isDone();)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                save();
                cancellationToken.ThrowIfCancellationRequested();
            }
            advance();
            if ((elapsed() - saved).TotalMinutes >= checkpointMinutes)
            {
                save();
                saved = elapsed();
            }
        }
        save();
    }

    /// <summary>The learning rate where that share of the budget is spent: falling to zero along a half cosine, or constant.</summary>
    public static double RateAt(double spent, double learningRate, bool cosineDecay) =>
        learningRate * (cosineDecay ? (1 + Math.Cos(Math.PI * Math.Min(1, spent))) / 2 : 1);
}
