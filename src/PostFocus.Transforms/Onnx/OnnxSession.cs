using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.Runtime;
using PostFocus.Imaging;
using PostFocus.Transforms.MicrosoftML;

namespace PostFocus.Transforms.Onnx;

/// <summary>
/// An open network that keeps to its contract, was evaluated once, on zeros, and has a memory of its own that cannot grow beyond
/// half a GiB a core, 1 to 4 in all: a small file can make large tensors.
/// </summary>
internal sealed class OnnxSession : IDisposable
{
    private const int GpuBatch = 16;

    private const uint LeastLimit = 1u << 30,
        LimitPerCore = 1u << 29;

    /// <summary>How ONNX Runtime's arenas, CUDA, cuDNN and C++ say that memory is exhausted; it has no code for it.</summary>
    private static readonly string[] s_exhaustion =
    [
        "allocate memory",
        "Available memory",
        "out of memory",
        "ALLOC_FAILED",
        "bad_alloc",
        "bad allocation",
    ];

    private static readonly TimeSpan s_longestTrial = TimeSpan.FromSeconds(20);
    private static readonly Lock s_opening = new();

    private readonly InferenceSession _session;
    private readonly OnnxContract _contract;

    private OnnxSession(InferenceSession session, OnnxContract contract, int itemsPerRun, int lanes) =>
        (_session, _contract, ItemsPerRun, Lanes) = (session, contract, itemsPerRun, lanes);

    /// <summary>In batches, as on a GPU, but in a session of the caller's.</summary>
    internal OnnxSession(InferenceSession session, OnnxContract contract, int itemsPerRun)
        : this(session, contract, itemsPerRun, lanes: 1) { }

    private static uint Limit => (uint)Math.Clamp(LimitPerCore * (long)Environment.ProcessorCount, LeastLimit, uint.MaxValue);

    /// <summary>How many items are best evaluated in one run.</summary>
    public int ItemsPerRun { get; }

    /// <summary>How many runs at a time.</summary>
    public int Lanes { get; }

    public static bool IsExhaustion(OnnxRuntimeException e) =>
        s_exhaustion.Any(text => e.Message.Contains(text, StringComparison.OrdinalIgnoreCase));

    /// <exception cref="PostFocusException">
    /// The network may not be used (<see cref="OnnxRules"/>), does not fit, or takes too much memory or time.
    /// </exception>
    public static OnnxSession Open(byte[] onnx, OnnxContract contract, IHostEnvironment environment)
    {
        try
        {
            OnnxTelemetry.TurnOff();
            OnnxRules.Check(onnx);
            var open = OpenOnDevice(onnx, contract, environment);
            try
            {
                open.Try();
                return open;
            }
            catch
            {
                open.Dispose();
                throw;
            }
        }
        // Its managed part asks for it when it is first used.
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException { InnerException: DllNotFoundException })
        {
            throw new PostFocusException(
                "The native library of ONNX Runtime is missing. Add the package Microsoft.ML.OnnxRuntime to the program, or Microsoft.ML.OnnxRuntime.Gpu for a GPU.",
                e
            );
        }
        catch (Exception e) when (e is OnnxRuntimeException or OperationCanceledException)
        {
            var problem =
                e is not OnnxRuntimeException failed ? $"a single item takes more than {s_longestTrial.TotalSeconds} s"
                : IsExhaustion(failed)
                    ? $"a single item takes more memory than there is, or than the {Limit / (double)(1 << 30):F1} GiB that it may take"
                : failed.Message.Split('\n')[0];
            // A trial that was too long is no cancellation to those who look for one among the causes.
            throw new PostFocusException($"The network of the {contract.Network} cannot be used: {problem}", e as OnnxRuntimeException);
        }
    }

    /// <param name="inputs">As in the contract, each with the batch axis.</param>
    /// <param name="names">Their names.</param>
    /// <param name="items">Their number along that axis.</param>
    /// <param name="cancellation">Ends the evaluation after the operator that it is at.</param>
    /// <returns>The contract's outputs.</returns>
    /// <exception cref="PostFocusException">An output is of another type or shape than the contract says.</exception>
    public IDisposableReadOnlyCollection<OrtValue> Run(
        IReadOnlyCollection<OrtValue> inputs,
        IReadOnlyCollection<string> names,
        int items,
        CancellationToken cancellation
    )
    {
        using var options = new RunOptions();
        using var end = cancellation.Register(() => options.Terminate = true);
        IDisposableReadOnlyCollection<OrtValue> results;
        try
        {
            results = _session.Run(options, names, inputs, _contract.OutputNames);
        }
        catch (OnnxRuntimeException) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
        try
        {
            _contract.Check(results, items);
            return results;
        }
        catch
        {
            results.Dispose();
            throw;
        }
    }

    private void Try()
    {
        _contract.Check(_session);
        using var late = new CancellationTokenSource(s_longestTrial);
        OrtValue[] zeros =
        [
            .. _contract.Inputs.Select(input =>
                OrtValue.CreateTensorValueFromMemory(new float[input.Length!.Value], [1, .. input.Shape!.Select(axis => (long)axis)])
            ),
        ];
        try
        {
            Run(zeros, [.. _contract.Inputs.Select(input => input.Name)], items: 1, late.Token).Dispose();
        }
        finally
        {
            foreach (var value in zeros)
                value.Dispose();
        }
    }

    private static OnnxSession OpenOnDevice(byte[] onnx, OnnxContract contract, IHostEnvironment environment)
    {
        (var gpu, var fallbackToCpu) = environment.Device();
        if (gpu is int device)
        {
            try
            {
                using var onGpu = Options();
                onGpu.AppendExecutionProvider_CUDA(device);
                var session = new InferenceSession(onnx, onGpu);
                environment.LogLine("ONNX Runtime", $"The network runs on CUDA device {device}.");
                return new(session, contract, GpuBatch, lanes: 1);
            }
            // A CPU build of ONNX Runtime lacks the entry point.
            catch (Exception e) when (e is OnnxRuntimeException or EntryPointNotFoundException)
            {
                var problem = $"CUDA device {device} cannot be used ({e.Message.Split('\n')[0].TrimEnd('.')}).";
                if (!fallbackToCpu)
                {
                    throw new PostFocusException(
                        $"{problem} Build with -p:PostFocusDevice=cuda on a machine with an NVIDIA driver, or run on the CPU.",
                        e
                    );
                }
                environment.LogLine("ONNX Runtime", problem);
            }
        }
        environment.LogLine("ONNX Runtime", $"The network runs on the CPU, {Environment.ProcessorCount} threads.");
        using var onCpu = Options();
        onCpu.IntraOpNumThreads = 1;
        onCpu.InterOpNumThreads = 1;
        onCpu.AddSessionConfigEntry("session.use_env_allocators", "1");
        // A limit can be set only for memory that is meant to be shared by sessions: registered anew, it is one session's alone.
        lock (s_opening)
        {
            Register(Limit);
            try
            {
                return new(new InferenceSession(onnx, onCpu), contract, itemsPerRun: 1, Environment.ProcessorCount);
            }
            finally
            {
                Register(0);
            }
        }
    }

    /// <summary>Memory for sessions that ask for a shared one; those that are open keep theirs.</summary>
    /// <param name="limit">Bytes; 0: none.</param>
    private static void Register(uint limit)
    {
        using OrtMemoryInfo memory = new("Cpu", OrtAllocatorType.ArenaAllocator, 0, OrtMemType.Default);
        using var arena = new OrtArenaCfg(limit, arenaExtendStrategy: -1, initialChunkSizeBytes: -1, maxDeadBytesPerChunk: -1);
        OrtEnv.Instance().CreateAndRegisterAllocator(memory, arena);
    }

    private static SessionOptions Options() =>
        new()
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };

    public void Dispose() => _session.Dispose();
}
