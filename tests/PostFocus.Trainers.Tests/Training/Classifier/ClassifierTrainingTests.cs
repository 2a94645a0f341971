using Microsoft.ML;
using PostFocus.Imaging;
using PostFocus.Trainers.Networks.AlexNets;
using PostFocus.Trainers.Networks.CoAtNets;
using PostFocus.Trainers.Networks.GoogLeNets;
using PostFocus.Trainers.Tests.Onnx;
using PostFocus.Trainers.Training;
using PostFocus.Trainers.Training.Classifier;
using PostFocus.Transforms.Classification;
using TorchSharp;

namespace PostFocus.Trainers.Tests.Training.Classifier;

public sealed class ClassifierTrainingTests : IDisposable
{
    private static readonly ClassifierTrainingOptions s_tiny = new()
    {
        Network = new CoAtNetOptions
        {
            InputSize = 32,
            Blocks = [1, 1, 1, 1, 1],
            Widths = [8, 8, 16, 16, 16],
            Heads = 2,
            HeadSize = 8,
        },
        Epochs = 2,
        BatchSize = 4,
        Threads = 1,
    };

    private static readonly AlexNetOptions s_withoutNorms = new()
    {
        InputSize = 64,
        Widths = [8, 8, 8, 8, 8],
        PooledSide = 1,
        Hidden = 16,
        Dropout = 0,
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Speed", "Slow")]
    public void ItLearnsToTellSharpFromBlurred()
    {
        var losses = new List<double>();
        var result = Run(
            s_tiny with
            {
                Epochs = 12,
                LearningRate = 3e-3,
            },
            Scenes.Examples(32, 36),
            Scenes.Examples(16, 32),
            p => losses.Add(p.Loss)
        );
        Assert.True(losses[^1] < 0.3 * losses[0]);
        Assert.True(result.History.Max(e => e.ValidationAccuracy) >= 0.9);
    }

    [Theory]
    [InlineData("compact")]
    [InlineData("alexnet-compact")]
    [InlineData("resnet-compact")]
    [InlineData("googlenet-compact")]
    [InlineData("vit-compact")]
    [Trait("Speed", "Slow")]
    public void BFloat16TrainsToNearlyTheSameLoss(string network)
    {
        var examples = Scenes.Examples(16, 96);
        double Last(bool bfloat16)
        {
            var last = double.NaN;
            Run(
                s_tiny with
                {
                    Network = ClassifierNetworks.ByName(network),
                    BFloat16 = bfloat16,
                    Epochs = 2,
                    LearningRate = 3e-4,
                },
                examples,
                [],
                p => last = p.Loss
            );
            return last;
        }
        Assert.Equal(1, Last(true) / Last(false), 0.15);
    }

    [Fact]
    public void TheNetworkOfTheLowestValidationLossIsReturned()
    {
        using var scope = torch.NewDisposeScope();
        var validation = Scenes.Examples(8, 32);
        var result = Run(s_tiny with { Epochs = 6, LearningRate = 1e-2 }, Scenes.Examples(8, 32), validation);
        Assert.Equal(result.History.MinBy(e => e.ValidationLoss), result.History[result.BestEpoch]);
        using var model = new OnnxModel(result.Onnx);
        var frames = torch.stack([.. validation.Select(e => torch.tensor(e.Image.Pixels.ToArray(), [1, 32, 32]))]);
        var loss = torch.nn.functional.cross_entropy(
            model.Run(("frame", frames)),
            torch.tensor([.. validation.Select(e => (long)e.Label)])
        );
        Assert.Equal(result.History[result.BestEpoch].ValidationLoss!.Value, loss.item<float>(), 1e-4);
    }

    [Fact]
    public void TrainingStopsWhenValidationNoLongerImproves()
    {
        // Wrong labels: what is learnt makes validation worse.
        var validation = Scenes.Examples(8, 32).Select(e => e with { Label = 1 - e.Label }).ToArray();
        var result = Run(s_tiny with { Epochs = 40, LearningRate = 3e-3, Patience = 2 }, Scenes.Examples(16, 32), validation);
        Assert.Equal(result.BestEpoch + 3, result.History.Count);
    }

    [Fact]
    public void TheSameSeedGivesTheSameBytes()
    {
        var examples = Scenes.Examples(8, 34);
        var options = s_tiny with
        {
            AverageDecay = 0.9,
            ClassWeights = [1, 2],
            Augmentation = new() { MaxAngle = 30 },
        };
        var first = Run(options, examples, []).Onnx;
        _ = torch.rand(7);
        Assert.Equal(first, Run(options, examples, []).Onnx);
        Assert.NotEqual(first, Run(options with { Seed = 2 }, examples, []).Onnx);
    }

    /// <summary>Epochs of three steps: cancelled inside the first one, at its end, and inside the second.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [Trait("Speed", "Slow")]
    public void AResumedTrainingEndsAtTheSameBytes(int cancelledAt)
    {
        var (training, validation) = (WithDefocus(Scenes.Examples(11, 34)), WithDefocus(Scenes.Examples(4, 40)));
        var options = s_tiny with
        {
            Network = s_tiny.Network with { EstimatesDefocus = true },
            Epochs = 3,
            LearningRate = 1e-2,
            AverageDecay = 0.9,
            CosineDecay = true,
            CheckpointPath = _folder["new/checkpoint"],
            Resume = true,
        };
        using var cancellation = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() =>
            Run(
                options,
                training,
                validation,
                p =>
                {
                    if (p.Step == cancelledAt)
                        cancellation.Cancel();
                },
                cancellation
            )
        );
        var steps = new List<long>();
        var resumed = Run(options, training, validation, p => steps.Add(p.Step));
        var whole = Run(options with { CheckpointPath = null }, training, validation);
        Assert.Equal(cancelledAt + 1, steps[0]);
        Assert.Equal(whole.Onnx, resumed.Onnx);
        Assert.Equal(whole.ValidationLogits, resumed.ValidationLogits);
        Assert.Equal(whole.BestEpoch, resumed.BestEpoch);
        Assert.Equal(whole.History.Select(e => e with { Elapsed = default }), resumed.History.Select(e => e with { Elapsed = default }));
        // What has ended is not trained again.
        Assert.Equal(whole.Onnx, Run(options, training, validation, _ => Assert.Fail("a step")).Onnx);
    }

    [Fact]
    public void ACheckpointOfOtherFramesIsRefused()
    {
        var examples = Scenes.Examples(4, 32);
        var options = s_tiny with { Epochs = 1, CheckpointPath = _folder["checkpoint"], Resume = true };
        Run(options, examples, []);
        examples[0] = examples[0] with { Label = 1 - examples[0].Label };
        Assert.Contains("another training", Assert.Throws<PostFocusException>(() => Run(options, examples, [])).Message);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void TheSecondHeadLearnsTheDistanceAndFramesWithoutOneAreLeftOut()
    {
        var network = s_tiny.Network with { EstimatesDefocus = true };
        var examples = WithDefocus(Scenes.Examples(24, 34));
        var result = Run(s_tiny with { Network = network, Epochs = 15, LearningRate = 3e-3 }, examples, examples[..12]);
        Assert.True(result.History[^1].ValidationDefocusError < 0.6 * result.History[0].ValidationDefocusError);

        var unknown = Scenes.Examples(4, 32);
        var none = Run(s_tiny with { Network = network }, unknown, unknown);
        Assert.Null(none.History[^1].ValidationDefocusError);
        Assert.True(double.IsFinite(none.History[^1].ValidationLoss!.Value));
    }

    [Fact]
    public void ATimeBudgetEndsTheTrainingAfterTheEpochThatSpendsIt()
    {
        var steps = new List<long>();
        var result = Run(
            s_tiny with
            {
                Epochs = 100_000,
                Minutes = 0.01,
                CosineDecay = true,
            },
            Scenes.Examples(6, 32),
            [],
            p => steps.Add(p.Step)
        );
        Assert.Equal(2 * result.History.Count, steps[^1]);
        Assert.True(result.History[^1].Elapsed.TotalMinutes >= 0.01);
        Assert.True(result.History.SkipLast(1).All(e => e.Elapsed.TotalMinutes < 0.01));
    }

    [Fact]
    public void LargeFramesAreValidatedOnAllOfTheirTiles()
    {
        using var scope = torch.NewDisposeScope();
        var frame = new ClassifierExample(Scenes.Disc(3, 64, 2), 1);
        var result = Run(s_tiny, Scenes.Examples(4, 32), [frame]);
        using var model = new OnnxModel(result.Onnx);
        var tiles = torch.stack([Tile(0, 0), Tile(0, 32), Tile(32, 0), Tile(32, 32)]);
        var logits = model.Run(("frame", tiles)).mean([0]);
        Assert.Equal((logits[1] - logits[0]).item<float>(), Assert.Single(result.ValidationLogits), 1e-4f);

        torch.Tensor Tile(int top, int left)
        {
            var pixels = new float[32 * 32];
            frame.Image.Crop(top, left, 32, 0, pixels);
            return torch.tensor(pixels, [1, 32, 32]);
        }
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void NetworksWithDropoutAndAuxiliaryHeadsTrainToTheSameBytes()
    {
        var examples = Scenes.Examples(3, 64);
        var options = s_tiny with { Network = GoogLeNetOptions.Compact with { InputSize = 64 }, Epochs = 1 };
        Assert.Equal(Run(options, examples, []).Onnx, Run(options, examples, []).Onnx);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void TheNumberOfLiveTensorsIsConstantOverFiftySteps()
    {
        var live = new List<long>();
        Run(
            s_tiny with
            {
                Epochs = 13,
            },
            Scenes.Examples(16, 32),
            Scenes.Examples(4, 32),
            _ => live.Add(DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount)
        );
        Assert.True(live.Count > 50);
        Assert.Single(live.Distinct());
    }

    [Theory]
    [InlineData("network.onnx")]
    [InlineData("model.zip")]
    public void TrainingStartsFromTheWeightsOfAFile(string name)
    {
        var (examples, validation, path) = (Scenes.Examples(2, 64), Scenes.Examples(4, 64), _folder[name]);
        var options = s_tiny with { Network = s_withoutNorms, Epochs = 1, LearningRate = 1e-3 };
        var first = Run(options, examples, validation);
        Write(first.Onnx, 64, path);
        // As good as no training: nothing but the file makes the weights.
        var again = Run(options with { InitialWeightsPath = path, Seed = 9, LearningRate = 1e-8 }, examples, validation);
        Assert.All(first.ValidationLogits.Zip(again.ValidationLogits), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
    }

    [Fact]
    public void OtherInitialWeightsAreAnotherTraining()
    {
        var examples = Scenes.Examples(2, 64);
        string[] paths = [_folder["0.onnx"], _folder["1.onnx"]];
        foreach (var (seed, path) in paths.Index())
        {
            using var network = new AlexNet(s_withoutNorms, (ulong)seed);
            File.WriteAllBytes(path, network.ToOnnx());
        }
        var options = s_tiny with { Network = s_withoutNorms, Epochs = 1, CheckpointPath = _folder["checkpoint"], Resume = true };
        Run(options with { InitialWeightsPath = paths[0] }, examples, []);
        File.Copy(paths[0], _folder["moved.onnx"]);
        Run(options with { InitialWeightsPath = _folder["moved.onnx"] }, examples, [], _ => Assert.Fail("a step"));
        Assert.Throws<PostFocusException>(() => Run(options with { InitialWeightsPath = paths[1] }, examples, []));
    }

    [Fact]
    public void InitialWeightsOfAnotherNetworkAreRefusedByTheirFile()
    {
        var path = _folder["other.zip"];
        using var network = new AlexNet(s_withoutNorms);
        Write(network.ToOnnx(), 64, path);
        var options = s_tiny with { InitialWeightsPath = path };
        Assert.Contains(path, Assert.Throws<PostFocusException>(() => Run(options, Scenes.Examples(2, 32), [])).Message);
        Assert.Throws<FileNotFoundException>(() => Run(options with { InitialWeightsPath = _folder["none"] }, Scenes.Examples(2, 32), []));
    }

    [Fact]
    public void CancellationEndsTheTraining()
    {
        using var cancellation = new CancellationTokenSource();
        var steps = 0;
        Assert.Throws<OperationCanceledException>(() =>
            Run(
                s_tiny,
                Scenes.Examples(16, 32),
                [],
                _ =>
                {
                    if (++steps == 2)
                        cancellation.Cancel();
                },
                cancellation
            )
        );
        Assert.Equal(2, steps);
    }

    [Fact]
    public void InvalidInputsAreNamed()
    {
        var examples = Scenes.Examples(2, 32);
        Assert.Equal("Epochs", Assert.Throws<ArgumentOutOfRangeException>(() => new ClassifierTrainingOptions { Epochs = 0 }).ParamName);
        Assert.Equal("Contrast", Assert.Throws<ArgumentOutOfRangeException>(() => new AugmentationOptions { Contrast = -1 }).ParamName);
        Assert.Contains(
            "ClassWeights has 3",
            Assert.Throws<ArgumentException>(() => Run(s_tiny with { ClassWeights = [1, 1, 1] }, examples, [])).Message
        );
        Assert.Contains("no frames", Assert.Throws<PostFocusException>(() => Run(s_tiny, [], [])).Message);
        Assert.Contains("training[0] is 16 × 16", Assert.Throws<PostFocusException>(() => Run(s_tiny, Scenes.Examples(1, 16), [])).Message);
        Assert.Contains(
            "validation[0] has label 2",
            Assert.Throws<ArgumentException>(() => Run(s_tiny, examples, [examples[0] with { Label = 2 }])).Message
        );
    }

    /// <summary>A file of the network: a model zip with a classifier if so named, else an ONNX file.</summary>
    private static void Write(byte[] onnx, int side, string path)
    {
        if (Path.GetExtension(path) == ".onnx")
        {
            File.WriteAllBytes(path, onnx);
            return;
        }
        var context = new MLContext();
        var frames = context.Data.LoadFrames(SimulatedFolder.Write(path + " wells", wells: 1, size: side));
        context.Model.Save(context.Transforms.ScoreFocus(new FocusModel(onnx, side)).Fit(frames), frames.Schema, path);
    }

    /// <summary>In focus at 0 µm; out of focus on either side.</summary>
    private static ClassifierExample[] WithDefocus(ClassifierExample[] examples) =>
        [
            .. examples.Select(
                (e, i) =>
                    e with
                    {
                        DefocusMicrons =
                            e.Label == 0 ? 0
                            : i % 4 == 1 ? 8
                            : -8,
                    }
            ),
        ];

    private static ClassifierTrainingResult Run(
        ClassifierTrainingOptions options,
        ClassifierExample[] training,
        ClassifierExample[] validation,
        Action<TrainingProgress>? listen = null,
        CancellationTokenSource? cancellation = null
    ) =>
        ClassifierTraining.Run(
            options,
            training,
            validation,
            new Scenes.Listener(listen ?? (_ => { })),
            cancellationToken: cancellation?.Token ?? TestContext.Current.CancellationToken
        );
}
