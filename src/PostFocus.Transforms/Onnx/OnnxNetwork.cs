using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.Runtime;
using PostFocus.Imaging;
using PostFocus.Transforms.MicrosoftML;
using PostFocus.Transforms.Rows;

namespace PostFocus.Transforms.Onnx;

/// <summary>
/// An ONNX network, evaluated for many items. On a CPU every item runs alone on one thread and the
/// items are spread over the cores: as fast as batches (measured), and an item's result cannot depend on what else is
/// evaluated beside it. On a GPU items run in batches of one fixed size, the last one padded. Where memory does not suffice,
/// fewer items are evaluated at a time from then on.
/// </summary>
internal sealed class OnnxNetwork : IDisposable
{
    private readonly Lazy<OnnxSession> _session;
    private readonly OnnxFile? _file;
    private readonly OnnxContract _contract;
    private readonly IHost _host;
    private readonly RunningUses _uses;
    private volatile Load? _load;

    /// <param name="file">The network.</param>
    /// <param name="contract">What is asked of it.</param>
    /// <param name="host">Whose it is, and where it says what it runs on.</param>
    public OnnxNetwork(OnnxFile file, OnnxContract contract, IHost host)
        : this(new Lazy<OnnxSession>(() => file.Open(contract, host)), contract, host) => _file = file;

    internal OnnxNetwork(OnnxSession session, OnnxContract contract, IHost host)
        : this(new Lazy<OnnxSession>(session), contract, host) { }

    private OnnxNetwork(Lazy<OnnxSession> session, OnnxContract contract, IHost host)
    {
        (_session, _contract, _host) = (session, contract, host);
        _uses = new(
            $"The {contract.Network} was disposed. A prediction engine disposes its model unless PredictionEngineOptions.OwnsTransformer "
                + "is false: load or fit the model again, or keep it until everything that uses it has ended."
        );
    }

    /// <summary>What is evaluated at a time.</summary>
    private sealed record Load(int ItemsPerRun, int Lanes)
    {
        /// <summary>Null where it is one item already.</summary>
        public Load? Half =>
            ItemsPerRun > 1 ? this with { ItemsPerRun = ItemsPerRun / 2 }
            : Lanes > 1 ? this with { Lanes = Lanes / 2 }
            : null;
    }

    /// <param name="count">Number of items.</param>
    /// <param name="inputs">The inputs of an item; called from several threads.</param>
    /// <param name="output">
    /// Receives an item's outputs, one behind the other; called from several threads, and once more where memory was exhausted.
    /// </param>
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
        var items = new NetworkItems(count, inputs, output, name);
        _uses.Enter();
        try
        {
            var session = _session.Value;
            while (!TryEvaluate(session, _load ??= new(session.ItemsPerRun, session.Lanes), items, cancellation)) { }
        }
        finally
        {
            _uses.Leave();
        }
    }

    /// <summary>False where memory was exhausted and less is evaluated at a time from then on.</summary>
    private bool TryEvaluate(OnnxSession session, Load load, NetworkItems items, CancellationToken cancellation)
    {
        var progress = new TileProgress(_host, items.Count, TimeProvider.System);
        try
        {
            ParallelRows.For((items.Count + load.ItemsPerRun - 1) / load.ItemsPerRun, Run, load.Lanes, cancellation);
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
            var first = run * load.ItemsPerRun;
            OnnxRun.Evaluate(session, _contract.Network, items, first, load.ItemsPerRun, cancellation);
            progress.Add(Math.Min(load.ItemsPerRun, items.Count - first));
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

    /// <summary>Waits for evaluations that are running; later ones find it disposed.</summary>
    public void Dispose()
    {
        if (!_uses.End())
            return;
        _file?.Close();
        if (_session.IsValueCreated)
            _session.Value.Dispose();
    }
}
