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
/// evaluated beside it. On a GPU items run in batches of one fixed size, the last one padded.
/// </summary>
internal sealed class OnnxNetwork : IDisposable
{
    private const int GpuBatch = 16;
    private static long s_ticksInside;

    private readonly Lazy<InferenceSession> _session;
    private readonly string[] _outputs;
    private int _itemsPerRun = 1;
    private int _lanes = Environment.ProcessorCount;

    /// <param name="onnx">The network.</param>
    /// <param name="host">Where it says what it runs on.</param>
    /// <param name="outputs">The outputs that are evaluated.</param>
    public OnnxNetwork(byte[] onnx, IHost host, params string[] outputs) =>
        (_session, _outputs) = (new(() => Open(onnx, host)), outputs);

    /// <summary>Time spent inside ONNX Runtime, summed over threads, by all networks of this process.</summary>
    public static TimeSpan TimeInside => new(Interlocked.Read(ref s_ticksInside));

    /// <param name="count">Number of items.</param>
    /// <param name="inputs">The inputs of an item; called from several threads.</param>
    /// <param name="output">Receives an item's outputs, one behind the other; called from several threads.</param>
    /// <param name="cancellation">Ends the work between two items.</param>
    public void Evaluate(
        int count, Func<int, NetworkInput[]> inputs, Action<int, ReadOnlySpan<float>> output,
        CancellationToken cancellation = default)
    {
        InferenceSession session = _session.Value;
        int runs = (count + _itemsPerRun - 1) / _itemsPerRun;
        ParallelRows.For(
            runs,
            run =>
            {
                int first = run * _itemsPerRun;
                int used = Math.Min(_itemsPerRun, count - first);
                Run(session, first, used, inputs, output);
            },
            _lanes, cancellation);
    }

    private void Run(
        InferenceSession session, int first, int used,
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
                float[] packed = new float[_itemsPerRun * sample.Length];
                for (int item = 0; item < used; item++)
                    items[item][i].Values.Span.CopyTo(packed.AsSpan(item * sample.Length));
                values[i] = OrtValue.CreateTensorValueFromMemory(
                    packed, [_itemsPerRun, .. shape.Select(d => (long)d)]);
            }
            long start = Stopwatch.GetTimestamp();
            using var runOptions = new RunOptions();
            using IDisposableReadOnlyCollection<OrtValue> results =
                session.Run(runOptions, names, values, _outputs);
            Interlocked.Add(ref s_ticksInside, Stopwatch.GetElapsedTime(start).Ticks);

            for (int item = 0; item < used; item++)
                output(first + item, Outputs(results, item));
        }
        finally
        {
            foreach (OrtValue? value in values)
                value?.Dispose();
        }
    }

    private ReadOnlySpan<float> Outputs(IReadOnlyList<OrtValue> results, int item)
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
            int length = all.Length / _itemsPerRun;
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
                (_itemsPerRun, _lanes) = (GpuBatch, 1);
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
        host.LogLine("ONNX Runtime", $"The network runs on the CPU, {_lanes} threads.");
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
