namespace PostFocus.Transforms.Onnx;

/// <summary>Counts who uses something at the moment, so that its end waits for them.</summary>
/// <param name="ended">What whoever comes later is told.</param>
internal sealed class RunningUses(string ended)
{
    private readonly object _lock = new();
    private int _running;
    private bool _ended;

    /// <exception cref="ObjectDisposedException">It has ended.</exception>
    public void Enter()
    {
        lock (_lock)
        {
            if (_ended)
                throw new ObjectDisposedException(null, ended);
            _running++;
        }
    }

    public void Leave()
    {
        lock (_lock)
        {
            if (--_running == 0)
                Monitor.PulseAll(_lock);
        }
    }

    /// <summary>Lets nobody enter any more, and waits until all have left.</summary>
    /// <returns>Whether this was the first call.</returns>
    public bool End()
    {
        lock (_lock)
        {
            var isFirst = !_ended;
            _ended = true;
            while (_running > 0)
                Monitor.Wait(_lock);
            return isFirst;
        }
    }
}
