using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging;
using PostFocus.Trainers.Networks;
using PostFocus.Trainers.Tests.Onnx;
using PostFocus.Trainers.Tests.Training;
using PostFocus.Trainers.Training.Restorer;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Tests.Networks;

/// <summary>The networks of samples/Apps/OwnNetwork.cs and docs/extending.md: strangers' code, in assemblies of their own.</summary>
[Trait("Speed", "Slow")] // they start the compiler
public sealed class OwnNetworkTests : IDisposable
{
    private static readonly Lazy<Assembly> s_sample = new(() => SampleProgram.Compile(Sample)),
        s_page = new(() => SampleProgram.Compile(Page));

    /// <summary>The least network that looks at state and time.</summary>
    private const string Diffusion = """
        using PostFocus.Trainers.Networks;
        using PostFocus.Trainers.Networks.Blocks;
        using PostFocus.Trainers.Onnx;
        using static TorchSharp.torch;

        Console.WriteLine();

        sealed record StateOptions : RestorerNetworkOptions
        {
            protected override bool TakesState => true;
            public override RestorerNetwork Create(ulong seed) => new State(this, seed);
        }

        sealed class State : RestorerNetwork
        {
            private readonly Convolution images, times;

            public State(StateOptions options, ulong seed)
                : base(nameof(State), options)
            {
                using var generator = new Generator(seed, CPU);
                images = new(generator, 2, 1, kernel: 3);
                times = new(generator, 1, 1, kernel: 1);
                RegisterComponents();
            }

            protected override Tensor Compute(Tensor frame, Tensor noisy, Tensor time) =>
                images.forward(cat([frame, noisy], 1)) + times.forward(time.view(-1, 1, 1, 1));

            protected override OnnxValue Export(OnnxGraph graph, OnnxValue frame, OnnxValue noisy, OnnxValue time) => graph.Add(
                images.Export(graph, graph.Concatenate(frame, noisy)), times.Export(graph, graph.Reshape(time, OnnxValue.Batch, 1, 1, 1)));
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static string Sample => SampleProgram.App("OwnNetwork.cs");

    private static string Page =>
        SampleProgram.OfPage("docs/extending.md").Single(code => code.Contains(": ClassifierNetwork\n", StringComparison.Ordinal));

    private static RestorerNetworkOptions Restorer => s_sample.Value.New<RestorerNetworkOptions>();

    [Fact]
    public void TheSampleTrainsARestorerWhoseZipNeedsNeitherItsClassNorTorch()
    {
        var zip = _folder["own.zip"];
        s_sample.Value.Run(SimulatedFolder.Write(_folder["wells"]), zip, "3");

        var context = new MLContext();
        var rows = context.Data.LoadFromEnumerable(
            Enumerable.Range(0, 4).Select(i => new Row { Frame = [.. Scenes.Disc(i, Row.Side, 4).Pixels], Label = i > 0 })
        );
        using (var file = File.Create(_folder["rows.idv"]))
            context.Data.SaveAsBinary(rows, file);
        Assert.Equal(
            context
                .Model.Load(zip, out _)
                .Transform(rows)
                .GetColumn<float[]>("Restored")
                .Select(v => Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(v.AsSpan())))),
            FreshProcess.Hashes(zip, _folder["rows.idv"], "Restored")
        );
    }

    [Fact]
    public void TheRestorerComputesTheSameInOnnxRuntime()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var network = Weights.Shake(Restorer.Create(1));
        var frame = Weights.Noise(2, 2, 1, 32, 32);
        var expected = network.forward(frame);
        using var model = new OnnxModel(network.ToOnnx(32));
        Assert.Equal(["frame"], model.Inputs);
        Assert.InRange(Weights.LargestDifference(expected, model.Run(("frame", frame))), 0, 1e-4f);
        Assert.True(expected.std().item<float>() > 0.01f, "The outputs must not be trivially equal.");
    }

    [Fact]
    public void WeightsOfTheRestorerComeBackFromItsOnnxFile()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using RestorerNetwork source = Weights.Shake(Restorer.Create(1)),
            target = Restorer.Create(2);
        target.LoadWeights(source.ToOnnx(48), "file");
        Assert.Equal(Weights.Bytes(source), Weights.Bytes(target));
    }

    [Fact]
    public void AResumedTrainingOfTheRestorerEndsAtTheSameBytesAndOnlyWithEqualOptions()
    {
        var pairs = Scenes.Pairs(3, 16);
        RestorerTrainingOptions once = Small(Restorer) with { Steps = 4 },
            twice = once with { CheckpointPath = _folder["checkpoint"], Resume = true };
        using var cancellation = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() =>
            RestorerTraining.Run(
                twice,
                pairs,
                [],
                new Scenes.Listener(p =>
                {
                    if (p.Step == 2)
                        cancellation.Cancel();
                }),
                cancellationToken: cancellation.Token
            )
        );
        var wider = Restorer;
        wider.GetType().GetProperty("Channels")!.SetValue(wider, 32);
        Assert.Contains(
            "another training",
            Assert.Throws<PostFocusException>(() => RestorerTraining.Run(twice with { Network = wider }, pairs, [])).Message,
            StringComparison.Ordinal
        );
        Assert.Equal(RestorerTraining.Run(once, pairs, []).Onnx, RestorerTraining.Run(twice, pairs, []).Onnx);
    }

    [Fact]
    public void ASizeThatTheRestorerCannotTakeIsRefused() =>
        Assert.Contains(
            "TileSize must be a multiple of 2",
            Assert.Throws<ArgumentOutOfRangeException>(() => RestorerTraining.Run(Small(Restorer) with { TileSize = 15 }, [], [])).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void ADiffusionsNetworkComputesTheSameInOnnxRuntime()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var network = Weights.Shake(SampleProgram.Compile(Diffusion).New<RestorerNetworkOptions>().Create(1));
        Tensor frame = Weights.Noise(2, 2, 1, 16, 16),
            noisy = Weights.Noise(3, 2, 1, 16, 16),
            time = tensor([0.25f, 0.75f]);
        using OnnxModel diffusion = new(network.ToOnnx(16)),
            regression = new(network.ToOnnx(16, regression: true));
        Assert.Equal(["frame", "noisy", "time"], diffusion.Inputs);
        Assert.InRange(
            Weights.LargestDifference(
                network.forward(frame, noisy, time),
                diffusion.Run(("frame", frame), ("noisy", noisy), ("time", time))
            ),
            0,
            1e-4f
        );
        Assert.InRange(Weights.LargestDifference(network.forward(frame), regression.Run(("frame", frame))), 0, 1e-4f);
    }

    [Theory]
    [InlineData(
        "nn.functional.pixel_shuffle(last.forward(h), 2)",
        "last.forward(h)",
        "PatchNetwork is wrong: Compute gave [2, 4, 8, 8], but must give [2, 1, 16, 16]"
    )]
    [InlineData(
        "graph.ChannelsToPatches(last.Export(graph, h), 2)",
        "last.Export(graph, h)",
        "PatchNetwork is wrong: Export gave [N, 4, 8, 8], but must give [N, 1, 16, 16]"
    )]
    [InlineData("RegisterComponents();", "", "RegisterComponents()")]
    public void AMistakeInTheRestorerIsToldBeforeItIsTrained(string right, string wrong, string message)
    {
        Assert.Contains(right, Sample, StringComparison.Ordinal);
        var options = Small(SampleProgram.Compile(Sample.Replace(right, wrong, StringComparison.Ordinal)).New<RestorerNetworkOptions>());
        var steps = 0;
        var thrown = Assert.Throws<PostFocusException>(() =>
            RestorerTraining.Run(options, Scenes.Pairs(2, 16), [], new Scenes.Listener(_ => steps++))
        );
        Assert.Contains(message, thrown.Message, StringComparison.Ordinal);
        Assert.Equal(0, steps);
    }

    [Fact]
    public void TheClassifierOfThePageTrainsAndJudges()
    {
        var zip = _folder["own.zip"];
        SampleProgram
            .Compile(
                Page.With(("planes/truth.csv", SimulatedFolder.Write(_folder["wells"])), ("own.zip", zip))
                    .Replace("Epochs = 20", "Epochs = 1", StringComparison.Ordinal)
            )
            .Run();
        Assert.NotNull(new MLContext().FocusRestoration.LoadModels(zip).Classifier);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TheClassifierOfThePageComputesTheSameInOnnxRuntime(bool estimatesDefocus)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var options = s_page.Value.New<ClassifierNetworkOptions>() with { InputSize = 32, EstimatesDefocus = estimatesDefocus };
        using var network = Weights.Shake(options.Create(1));
        var frames = Weights.Noise(2, 3, 1, 32, 32);
        var expected = network.forward(frames);
        using var model = new OnnxModel(network.ToOnnx());
        Assert.Equal([3, options.Outputs], expected.shape);
        Assert.InRange(Weights.LargestDifference(expected, model.RunAll(frames)), 0, 1e-4f);
        Assert.True(expected.std().item<float>() > 0.01f, "The outputs must not be trivially equal.");
    }

    private static RestorerTrainingOptions Small(RestorerNetworkOptions network) =>
        RestorerTrainingOptions.Regression(network) with
        {
            Steps = 1,
            BatchSize = 2,
            CropSize = 16,
            TileSize = 16,
            Threads = 1,
        };

    private sealed class Row
    {
        public const int Side = 48;

        [VectorType(Side, Side)]
        public float[] Frame { get; set; } = [];

        public bool Label { get; set; }
    }
}
