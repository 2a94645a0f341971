using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.Runtime;
using PostFocus.Transforms.ModelZip;
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
    private const int GpuBatch = 16;

    /// <summary>How ONNX Runtime's arenas, CUDA, cuDNN and C++ say that memory is exhausted; it has no code for it.</summary>
    private static readonly string[] s_exhaustion = ["allocate memory", "Available memory", "out of memory", "ALLOC_FAILED", "bad_alloc", "bad allocation"];

    private static long s_ticksInside;

    private readonly Lazy<InferenceSession> _session;
    private readonly string[] _outputs;
    private readonly IHost _host;
    private volatile Load _load = new(ItemsPerRun: 1, Lanes: Environment.ProcessorCount);

    /// <param name="onnx">The network.</param>
    /// <param name="host">Where it says what it runs on.</param>
    /// <param name="outputs">The outputs that are evaluated.</param>
    public OnnxNetwork(byte[] onnx, IHost host, params string[] outputs) =>
        (_session, _host, _outputs) = (new(() => Open(onnx, host)), host, outputs);

    /// <summary>In batches, as on a GPU, but in a session of the caller's.</summary>
    internal OnnxNetwork(InferenceSession session, int itemsPerRun, IHost host, params string[] outputs) =>
        (_session, _host, _outputs, _load) = (new(session), host, outputs, new(itemsPerRun, Lanes: 1));

    /// <summary>What is evaluated at a time.</summary>
    private sealed record Load(int ItemsPerRun, int Lanes)
    {
        /// <summary>Null where it is one item already.</summary>
        public Load? Half => ItemsPerRun > 1 ? this with { ItemsPerRun = ItemsPerRun / 2 } : Lanes > 1 ? this with { Lanes = Lanes / 2 } : null;
    }

    /// <summary>Time spent inside ONNX Runtime, summed over threads, by all networks of this process.</summary>
    public static TimeSpan TimeInside => new(Interlocked.Read(ref s_ticksInside));

    /// <param name="count">Number of items.</param>
    /// <param name="inputs">The inputs of an item; called from several threads.</param>
    /// <param name="output">Receives an item's outputs, one behind the other; called from several threads, and once more where memory was exhausted.</param>
    /// <param name="cancellation">Ends the work between two items.</param>
    /// <exception cref="InvalidOperationException">There is not enough memory for a single item.</exception>
    public void Evaluate(
        int count, Func<int, NetworkInput[]> inputs, Action<int, ReadOnlySpan<float>> output,
        CancellationToken cancellation = default)
    {
        InferenceSession session = _session.Value;
        while (true)
        {
            Load load = _load;
            try
            {
                ParallelRows.For((count + load.ItemsPerRun - 1) / load.ItemsPerRun, Run, load.Lanes, cancellation);
                return;
            }
            catch (OnnxRuntimeException e) when (s_exhaustion.Any(text => e.Message.Contains(text, StringComparison.OrdinalIgnoreCase)))
            {
                BackOff(load, e);
            }

            void Run(int run)
            {
                int first = run * load.ItemsPerRun;
                this.Run(session, load.ItemsPerRun, first, Math.Min(load.ItemsPerRun, count - first), inputs, output);
            }
        }
    }

    private void BackOff(Load failed, OnnxRuntimeException exhaustion)
    {
        Load less = failed.Half ?? throw new InvalidOperationException(
            $"There is not enough memory to evaluate a network for a single item ({exhaustion.Message.Split('\n')[0].TrimEnd('.')}). " +
            "Free memory, or use a machine that has more.", exhaustion);
        // What another thread has reduced already stays as it is.
        if (Interlocked.CompareExchange(ref _load, less, failed) == failed)
            _host.LogLine("ONNX Runtime", $"Memory is exhausted: {less.ItemsPerRun} items a run from now on, {less.Lanes} runs at a time.");
    }

    private void Run(
        InferenceSession session, int itemsPerRun, int first, int used,
        Func<int, NetworkInput[]> inputs, Action<int, ReadOnlySpan<float>> output)
    {
        NetworkInput[][] items = [.. Enumerable.Range(first, used).Select(inputs)];
        var names = new string[items[0].Length];
        var values = new OrtValue[names.Length];
        try
        {
            for (int i = 0; i < names.Length; i++)
            {
                (names[i], ReadOnlyMemory<float> sample, int[] shape) = items[0][i];
                float[] packed = new float[itemsPerRun * sample.Length];
                for (int item = 0; item < used; item++)
                    items[item][i].Values.Span.CopyTo(packed.AsSpan(item * sample.Length));
                values[i] = OrtValue.CreateTensorValueFromMemory(
                    packed, [itemsPerRun, .. shape.Select(d => (long)d)]);
            }
            long start = Stopwatch.GetTimestamp();
            using var runOptions = new RunOptions();
            using IDisposableReadOnlyCollection<OrtValue> results =
                session.Run(runOptions, names, values, _outputs);
            Interlocked.Add(ref s_ticksInside, Stopwatch.GetElapsedTime(start).Ticks);

            for (int item = 0; item < used; item++)
                output(first + item, Outputs(results, item, itemsPerRun));
        }
        finally
        {
            foreach (OrtValue? value in values)
                value?.Dispose();
        }
    }

    private static ReadOnlySpan<float> Outputs(IReadOnlyList<OrtValue> results, int item, int itemsPerRun)
    {
        if (results.Count == 1)
            return Output(results[0]);
        var joined = new List<float>();
        foreach (OrtValue result in results)
            joined.AddRange(Output(result));
        return joined.ToArray();

        ReadOnlySpan<float> Output(OrtValue result)
        {
            ReadOnlySpan<float> all = result.GetTensorDataAsSpan<float>();
            int length = all.Length / itemsPerRun;
            return all.Slice(item * length, length);
        }
    }

    private InferenceSession Open(byte[] onnx, IHost host)
    {
        (int? gpu, bool fallbackToCpu) = host.Device();
        if (gpu is int device)
        {
            try
            {
                using SessionOptions onGpu = Options();
                onGpu.AppendExecutionProvider_CUDA(device);
                var session = new InferenceSession(onnx, onGpu);
                _load = new(GpuBatch, Lanes: 1);
                host.LogLine("ONNX Runtime", $"The network runs on CUDA device {device}.");
                return session;
            }
            // A CPU build of ONNX Runtime lacks the entry point.
            catch (Exception e) when (e is OnnxRuntimeException or EntryPointNotFoundException)
            {
                string problem = $"CUDA device {device} cannot be used ({e.Message.Split('\n')[0].TrimEnd('.')}).";
                if (!fallbackToCpu)
                {
                    throw new InvalidOperationException(
                        $"{problem} Build with -p:PostFocusDevice=cuda on a machine with an NVIDIA driver, or run on the CPU.", e);
                }
                host.LogLine("ONNX Runtime", problem);
            }
        }
        host.LogLine("ONNX Runtime", $"The network runs on the CPU, {_load.Lanes} threads.");
        using SessionOptions onCpu = Options();
        onCpu.IntraOpNumThreads = 1;
        onCpu.InterOpNumThreads = 1;
        return new InferenceSession(onnx, onCpu);
    }

    private static SessionOptions Options() => new()
    {
        GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
        ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
        LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
    };

    public void Dispose()
    {
        if (_session.IsValueCreated)
            _session.Value.Dispose();
    }
}
