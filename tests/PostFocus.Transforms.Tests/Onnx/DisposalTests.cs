using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using PostFocus.Transforms.Onnx;
using PostFocus.Transforms.Tests.Classification;

namespace PostFocus.Transforms.Tests.Onnx;

public sealed class DisposalTests
{
    private const int Side = MeanNetwork.Side;

    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void APredictionEngineOnADisposedModelSaysSo()
    {
        var rows = _context.Data.LoadFromEnumerable([new Row()]);
        var model = _context.Transforms.ScoreFocus(MeanNetwork.Model()).Fit(rows);
        using (var first = _context.Model.CreatePredictionEngine<Row, Verdict>(model))
            Assert.Equal(0.5, first.Predict(new()).Probability, 1e-6);
        using var second = _context.Model.CreatePredictionEngine<Row, Verdict>(model);
        var thrown = Assert.Throws<ObjectDisposedException>(() => second.Predict(new()));
        Assert.Contains("focus classifier", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("OwnsTransformer", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ACursorDisposesTheOneThatItReads()
    {
        var rows = new WatchedView(_context.Data.LoadFromEnumerable([new Row(), new Row()]));
        using var model = _context.Transforms.ScoreFocus(MeanNetwork.Model()).Fit(rows);
        var scored = model.Transform(rows);
        using (var cursor = scored.GetRowCursor(scored.Schema))
        {
            Assert.True(cursor.MoveNext());
            Assert.Equal(1, rows.Open);
        }
        Assert.Equal(0, rows.Open);
    }

    [Fact]
    public async Task DisposingWaitsForWhatIsRunning()
    {
        var network = Network();
        using var disposing = new ManualResetEventSlim();
        var dispose = new Task(
            () =>
            {
                disposing.Set();
                network.Dispose();
            },
            TestContext.Current.CancellationToken
        );
        var evaluated = 0;
        Evaluate(
            network,
            200,
            () =>
            {
                if (Interlocked.Increment(ref evaluated) == 1)
                    dispose.Start(TaskScheduler.Default);
                disposing.Wait(TestContext.Current.CancellationToken);
                Assert.False(dispose.IsCompleted);
            }
        );
        await dispose;
        Assert.Equal(200, evaluated);
        Assert.Throws<ObjectDisposedException>(() => Evaluate(network, 1, () => { }));
        network.Dispose();
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task ManyThreadsFindADisposedNetworkDisposedAndNothingElse()
    {
        for (var round = 0; round < 20; round++)
        {
            var network = Network();
            using var started = new CountdownEvent(3);
            Task[] users =
            [
                .. Enumerable
                    .Range(0, 3)
                    .Select(_ =>
                        Task.Run(
                            () =>
                            {
                                Evaluate(network, 1, () => { });
                                started.Signal();
                                while (true)
                                    Evaluate(network, 4, () => { });
                            },
                            TestContext.Current.CancellationToken
                        )
                    ),
            ];
            started.Wait(TestContext.Current.CancellationToken);
            Parallel.Invoke(network.Dispose, network.Dispose);
            foreach (var user in users)
                await Assert.ThrowsAsync<ObjectDisposedException>(() => user);
        }
    }

    private OnnxNetwork Network()
    {
        var model = MeanNetwork.Model();
        return new(model.File, model.Contract, ((IHostEnvironment)_context).Register("test"));
    }

    private static void Evaluate(OnnxNetwork network, int count, Action evaluated) =>
        network.Evaluate(count, _ => [new("frame", new float[Side * Side], 1, Side, Side)], (_, _) => evaluated(), i => $"item {i}");

    private sealed class Row
    {
        [VectorType(Side, Side)]
        public float[] Frame { get; set; } = [.. Enumerable.Range(0, Side * Side).Select(i => (float)(i % 2))];

        [VectorType(2)]
        public float[] Intensity { get; set; } = [0, 1];
    }

    private sealed class Verdict
    {
        public float Probability { get; set; }
    }
}
