using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Microsoft.ML.Runtime;
using PostFocus.Imaging;
using PostFocus.Transforms.MicrosoftML;
using PostFocus.Transforms.Rows;

namespace PostFocus.Transforms.Onnx;

/// <summary>One named input of a network for one item, without the batch axis.</summary>
internal readonly record struct NetworkInput(string Name, ReadOnlyMemory<float> Values, params int[] Shape);

/// <summary>
/// An ONNX network, evaluated for many items. On a CPU every item runs alone on one thread and the
/// items are spread over the cores: as fast as batches (measured), and an item's result cannot depend on what else is
/// evaluated beside it. On a GPU items run in batches of one fixed size, the last one padded. Where memory does not suffice,
/// fewer items are evaluated at a time from then on.
/// </summary>
internal sealed class OnnxNetwork : IDisposable
{
    private static long s_ticksInside;

    private readonly Lazy<OnnxSession> _session;
    private readonly OnnxFile? _file;
    private readonly OnnxContract _contract;
    private readonly IHost _host;
    private readonly object _uses = new();
    private volatile Load? _load;
    private int _running;
    private bool _disposed;

    /// <param name="file">The network.</param>
    /// <param name="contract">What is asked of it.</param>
    /// <param name="host">Whose it is, and where it says what it runs on.</param>
    public OnnxNetwork(OnnxFile file, OnnxContract contract, IHost host) =>
        (_file, _session, _contract, _host) = (file, new(() => file.Open(contract, host)), contract, host);

    internal OnnxNetwork(OnnxSession session, OnnxContract contract, IHost host) =>
        (_session, _contract, _host) = (new(session), contract, host);

    /// <summary>What is evaluated at a time.</summary>
    private sealed record Load(int ItemsPerRun, int Lanes)
    {
        /// <summary>Null where it is one item already.</summary>
        public Load? Half =>
            ItemsPerRun > 1 ? this with { ItemsPerRun = ItemsPerRun / 2 }
            : Lanes > 1 ? this with { Lanes = Lanes / 2 }
            : null;
    }

    /// <summary>Time spent inside ONNX Runtime, summed over threads, by all networks of this process.</summary>
    public static TimeSpan TimeInside => new(Interlocked.Read(ref s_ticksInside));

    /// <param name="count">Number of items.</param>
    /// <param name="inputs">The inputs of an item; called from several threads.</param>
    /// <param name="output">Receives an item's outputs, one behind the other; called from several threads, and once more where memory was exhausted.</param>
    /// <param name="name">The frame that an item belongs to, for errors.</param>
    /// <param name="cancellation">Ends the work; so does the context, where it is cancelled.</param>
    /// <exception cref="FrameFormatException">The network gave a number that is not finite.</exception>
    /// <exception cref="PostFocusException">There is not enough memory for a single item.</exception>
    /// <exception cref="ObjectDisposedException">The transformer that the network belongs to was disposed.</exception>
    public void Evaluate(
        int count,
        Func<int, NetworkInput[]> inputs,
        Action<int, ReadOnlySpan<float>> output,
        Func<int, string> name,
        CancellationToken cancellation = default
    )
    {
        Enter();
        try
        {
            var session = _session.Value;
            while (!TryEvaluate(session, _load ??= new(session.ItemsPerRun, session.Lanes), count, inputs, output, name, cancellation)) { }
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>False where memory was exhausted and less is evaluated at a time from then on.</summary>
    private bool TryEvaluate(
        OnnxSession session,
        Load load,
        int count,
        Func<int, NetworkInput[]> inputs,
        Action<int, ReadOnlySpan<float>> output,
        Func<int, string> name,
        CancellationToken cancellation
    )
    {
        var progress = new TileProgress(_host, count, TimeProvider.System);
        try
        {
            ParallelRows.For((count + load.ItemsPerRun - 1) / load.ItemsPerRun, Run, load.Lanes, cancellation);
            return true;
        }
        catch (OnnxRuntimeException e) when (OnnxSession.IsExhaustion(e))
        {
            BackOff(load, e);
            return false;
        }

        void Run(int run)
        {
            _host.ThrowIfCancelled();
            int first = run * load.ItemsPerRun,
                used = Math.Min(load.ItemsPerRun, count - first);
            this.Run(session, load.ItemsPerRun, first, used, inputs, output, name, cancellation);
            progress.Add(used);
        }
    }

    private void BackOff(Load failed, OnnxRuntimeException exhaustion)
    {
        var less =
            failed.Half
            ?? throw new PostFocusException(
                $"There is not enough memory to evaluate a network for a single item ({exhaustion.Message.Split('\n')[0].TrimEnd('.')}). "
                    + "Free memory, or use a machine that has more.",
                exhaustion
            );
        // What another thread has reduced already stays as it is.
        if (Interlocked.CompareExchange(ref _load, less, failed) == failed)
            _host.LogLine("ONNX Runtime", $"Memory is exhausted: {less.ItemsPerRun} items a run from now on, {less.Lanes} runs at a time.");
    }

    private void Run(
        OnnxSession session,
        int itemsPerRun,
        int first,
        int used,
        Func<int, NetworkInput[]> inputs,
        Action<int, ReadOnlySpan<float>> output,
        Func<int, string> name,
        CancellationToken cancellation
    )
    {
        NetworkInput[][] items = [.. Enumerable.Range(first, used).Select(inputs)];
        var names = new string[items[0].Length];
        var values = new OrtValue[names.Length];
        try
        {
            for (var i = 0; i < names.Length; i++)
            {
                (names[i], var sample, var shape) = items[0][i];
                // Its own memory is aligned. That of an array is not, and where a sum of vectors begins would depend on it, so also its rounding.
                values[i] = OrtValue.CreateAllocatedTensorValue(
                    OrtAllocator.DefaultInstance,
                    TensorElementType.Float,
                    [itemsPerRun, .. shape.Select(d => (long)d)]
                );
                var packed = values[i].GetTensorMutableDataAsSpan<float>();
                for (var item = 0; item < used; item++)
                    items[item][i].Values.Span.CopyTo(packed[(item * sample.Length)..]);
                packed[(used * sample.Length)..].Clear();
            }
            var start = Stopwatch.GetTimestamp();
            using var results = session.Run(values, names, itemsPerRun, cancellation);
            Interlocked.Add(ref s_ticksInside, Stopwatch.GetElapsedTime(start).Ticks);

            for (var item = 0; item < used; item++)
            {
                var outputs = Outputs(results, item, itemsPerRun);
                RequireFinite(outputs, name(first + item));
                output(first + item, outputs);
            }
        }
        finally
        {
            foreach (var value in values)
                value?.Dispose();
        }
    }

    private void RequireFinite(ReadOnlySpan<float> outputs, string name)
    {
        foreach (var value in outputs)
        {
            if (!float.IsFinite(value))
            {
                throw new FrameFormatException(
                    name,
                    null,
                    $"the network of the {_contract.Network} gave {(float.IsNaN(value) ? "NaN" : "infinity")} for it, which says nothing. If it does so for every frame, the model is at fault"
                );
            }
        }
    }

    private static ReadOnlySpan<float> Outputs(IReadOnlyList<OrtValue> results, int item, int itemsPerRun)
    {
        if (results.Count == 1)
            return Output(results[0]);
        var joined = new List<float>();
        foreach (var result in results)
            joined.AddRange(Output(result));
        return joined.ToArray();

        ReadOnlySpan<float> Output(OrtValue result)
        {
            var all = result.GetTensorDataAsSpan<float>();
            var length = all.Length / itemsPerRun;
            return all.Slice(item * length, length);
        }
    }

    private void Enter()
    {
        lock (_uses)
        {
            if (_disposed)
            {
                throw new ObjectDisposedException(
                    null,
                    $"The {_contract.Network} was disposed. A prediction engine disposes its model unless PredictionEngineOptions.OwnsTransformer "
                        + "is false: load or fit the model again, or keep it until everything that uses it has ended."
                );
            }
            _running++;
        }
    }

    private void Leave()
    {
        lock (_uses)
        {
            if (--_running == 0)
                Monitor.PulseAll(_uses);
        }
    }

    /// <summary>Waits for evaluations that are running; later ones find it disposed.</summary>
    public void Dispose()
    {
        lock (_uses)
        {
            var again = _disposed;
            _disposed = true;
            while (_running > 0)
                Monitor.Wait(_uses);
            if (again)
                return;
        }
        _file?.Close();
        if (_session.IsValueCreated)
            _session.Value.Dispose();
    }
}
