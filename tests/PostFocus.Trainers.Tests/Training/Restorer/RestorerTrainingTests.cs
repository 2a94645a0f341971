using PostFocus.Imaging;
using PostFocus.Trainers.Networks.UNets;
using PostFocus.Trainers.Onnx;
using PostFocus.Trainers.Tests.Networks;
using PostFocus.Trainers.Tests.Onnx;
using PostFocus.Trainers.Training;
using PostFocus.Trainers.Training.Restorer;
using PostFocus.Transforms.Restoration.Diffusion;
using TorchSharp;

namespace PostFocus.Trainers.Tests.Training.Restorer;

public sealed class RestorerTrainingTests : IDisposable
{
    private static readonly RestorerTrainingOptions s_tiny = new()
    {
        Network = new ConditionalUNetOptions
        {
            BaseChannels = 8,
            Multipliers = [1, 2],
            ResidualBlocks = 1,
            AttentionLevels = [1],
            Groups = 4,
            Heads = 2,
        },
        Steps = 6,
        BatchSize = 4,
        CropSize = 16,
        TileSize = 16,
        ValidationSteps = 3,
        Threads = 1,
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Speed", "Slow")]
    public void TheLossFallsAndValidationFramesBecomeSharper()
    {
        var losses = new List<double>();
        var pairs = Scenes.Pairs(4, 24);
        var result = Run(
            s_tiny with
            {
                Steps = 150,
                LearningRate = 3e-3,
                AverageDecay = 0.95,
                ValidationSteps = 150,
            },
            pairs,
            pairs,
            p => losses.Add(p.Loss)
        );
        Assert.Equal(150, result.Steps);
        Assert.True(losses.TakeLast(20).Average() < 0.5 * losses.Take(20).Average());
        Assert.True(result.History[^1].ValidationPsnr > result.BlurredPsnr + 3);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void TheSameSeedGivesTheSameBytes()
    {
        var pairs = Scenes.Pairs(3, 16);
        var first = Run(s_tiny, pairs, []).Onnx;
        _ = torch.rand(7);
        Assert.Equal(first, Run(s_tiny, pairs, []).Onnx);
        Assert.NotEqual(first, Run(s_tiny with { Seed = 2 }, pairs, []).Onnx);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void AResumedTrainingEndsAtTheSameBytes()
    {
        var pairs = Scenes.Pairs(3, 16);
        var options = s_tiny with { CheckpointPath = _folder["checkpoint"], CheckpointMinutes = 0, Resume = true };
        using var cancellation = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() =>
            Run(
                options,
                pairs,
                [],
                p =>
                {
                    if (p.Step == 4)
                        cancellation.Cancel();
                },
                cancellation
            )
        );
        var steps = new List<long>();
        var resumed = Run(options, pairs, [], p => steps.Add(p.Step));
        Assert.Equal([5, 6], steps);
        Assert.Equal(Run(s_tiny, pairs, []).Onnx, resumed.Onnx);
    }

    [Fact]
    public void ADamagedOrForeignCheckpointIsRefused()
    {
        var pairs = Scenes.Pairs(3, 16);
        var options = s_tiny with { Steps = 1, CheckpointPath = _folder["checkpoint"], Resume = true };
        Run(options, pairs, []);
        Assert.Contains("another training", Assert.Throws<PostFocusException>(() => Run(options with { Seed = 2 }, pairs, [])).Message);
        var bytes = File.ReadAllBytes(options.CheckpointPath!);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(options.CheckpointPath!, bytes);
        Assert.Contains("damaged", Assert.Throws<PostFocusException>(() => Run(options, pairs, [])).Message);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void TheNumberOfLiveTensorsIsConstantOverFiftySteps()
    {
        var live = new List<long>();
        Run(
            s_tiny with
            {
                Steps = 51,
                CropSize = 8,
                TileSize = 8,
                BatchSize = 1,
                ValidationSteps = 7,
            },
            Scenes.Pairs(2, 8),
            Scenes.Pairs(2, 8),
            _ => live.Add(DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount)
        );
        Assert.Equal(51, live.Count);
        Assert.Single(live.Distinct());
    }

    [Fact]
    public void ATimeBudgetEndsTheTraining()
    {
        var elapsed = new List<double>();
        var result = Run(
            s_tiny with
            {
                Steps = null,
                Minutes = 0.01,
                ValidationSteps = 1_000_000,
            },
            Scenes.Pairs(2, 16),
            Scenes.Pairs(2, 16),
            p => elapsed.Add(p.Elapsed.TotalMinutes)
        );
        Assert.True(elapsed[^1] >= 0.01);
        Assert.True(elapsed.SkipLast(1).All(e => e < 0.01));
        // The last step is validated, however many are left to the next validation.
        Assert.Equal(result.Steps, Assert.Single(result.History).Step);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void BFloat16TrainsToNearlyTheSameLoss()
    {
        var pairs = Scenes.Pairs(3, 16);
        double Last(bool bfloat16)
        {
            var last = double.NaN;
            Run(s_tiny with { BFloat16 = bfloat16, Steps = 20, LearningRate = 1e-3 }, pairs, [], p => last = p.Loss);
            return last;
        }
        Assert.Equal(1, Last(true) / Last(false), 0.1);
    }

    [Fact]
    public void TheResultIsAnOnnxModelOfTheTileSize()
    {
        using var scope = torch.NewDisposeScope();
        var result = Run(s_tiny with { TileSize = 24 }, Scenes.Pairs(2, 16), []);
        using var model = new OnnxModel(result.Onnx);
        var frame = Weights.Noise(1, 2, 1, 24, 24);
        Assert.Equal([2, 1, 24, 24], model.Run(("frame", frame), ("noisy", frame), ("time", torch.ones(2))).shape);
    }

    [Fact]
    public void TheResidualScaleIsTheStandardDeviationOfTheTrainingResiduals()
    {
        var pair = new RestorerPair(
            new(new float[256], 16, 16),
            new([.. Enumerable.Range(0, 256).Select(i => i % 2 == 0 ? 0.1f : 0.5f)], 16, 16)
        );
        Assert.Equal(0.2, Run(s_tiny with { Steps = 1 }, [pair], []).ResidualScale, 1e-4);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void TheIdentityFractionIsTheTotalShareOfIdentityPairs()
    {
        var pairs = Scenes.Pairs(3, 16);
        RestorerPair[] withIdentity = [.. pairs, .. pairs.Select(p => new RestorerPair(p.Truth, p.Truth))];
        var expected = Run(s_tiny, pairs, pairs);
        var result = Run(s_tiny, withIdentity, withIdentity);
        Assert.Equal(expected.Onnx, result.Onnx);
        Assert.Equal((expected.ResidualScale, expected.BlurredPsnr), (result.ResidualScale, result.BlurredPsnr));
        Assert.NotEqual(
            Run(s_tiny with { IdentityFraction = 0 }, pairs, []).Onnx,
            Run(s_tiny with { IdentityFraction = 0 }, withIdentity, []).Onnx
        );
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void EveryPredictionIsLearnt()
    {
        var pairs = Scenes.Pairs(4, 24);
        (Prediction, NoiseSchedule)[] kinds =
        [
            (Prediction.ResidualX0, NoiseSchedule.Karras()),
            (Prediction.ResidualX0, NoiseSchedule.Bridge()),
            (Prediction.X0, NoiseSchedule.Cosine),
            (Prediction.V, NoiseSchedule.Cosine),
            (Prediction.Epsilon, NoiseSchedule.Linear()),
        ];
        foreach (var (prediction, schedule) in kinds)
        {
            var losses = new List<double>();
            Run(
                s_tiny with
                {
                    Prediction = prediction,
                    Schedule = schedule,
                    Steps = 100,
                    LearningRate = 1e-2,
                    CropSize = 8,
                    TileSize = 8,
                },
                pairs,
                [],
                p => losses.Add(p.Loss)
            );
            Assert.True(losses.TakeLast(15).Average() < 0.75 * losses.Take(5).Average(), $"{prediction}, {schedule}");
        }
    }

    [Fact]
    public void TheCharbonnierLossIsTheMeanAbsoluteErrorOfTheFirstStep()
    {
        // The new network predicts 0, so that its errors are the residuals, of one absolute value here.
        var pair = new RestorerPair(
            new(new float[256], 16, 16),
            new([.. Enumerable.Range(0, 256).Select(i => i % 2 == 0 ? 0.4f : -0.4f)], 16, 16)
        );
        double First(RestorationLoss loss, Prediction prediction)
        {
            var first = double.NaN;
            Run(s_tiny with { Steps = 1, IdentityFraction = 0, Loss = loss, Prediction = prediction }, [pair], [], p => first = p.Loss);
            return first;
        }
        Assert.Equal(0.4, First(RestorationLoss.Charbonnier, Prediction.X0), 1e-3);
        Assert.Equal(0.16, First(RestorationLoss.MeanSquare, Prediction.X0), 1e-3);
        Assert.Equal(1, First(RestorationLoss.Charbonnier, Prediction.ResidualX0), 1e-3);
    }

    [Fact]
    public void TheValidationPsnrIsThatOfTheSamplesOfAllPredictions()
    {
        // The untrained network predicts 0: of the residual, that is the frame; of the truth, a grey frame.
        var pairs = Scenes.Pairs(2, 16);
        var options = s_tiny with { Steps = 1, LearningRate = 1e-8, ValidationSamplingSteps = 2 };
        var residual = Run(options, pairs, pairs);
        Assert.Equal(residual.BlurredPsnr!.Value, residual.History[^1].ValidationPsnr!.Value, 0.01);
        var bridge = Run(options with { Schedule = NoiseSchedule.Bridge() }, pairs, pairs);
        Assert.Equal(residual.BlurredPsnr!.Value, bridge.History[^1].ValidationPsnr!.Value, 0.01);
        var truth = Run(options with { Prediction = Prediction.X0 }, pairs, pairs);
        Assert.Equal(residual.BlurredPsnr!.Value, truth.BlurredPsnr!.Value, 0.01);
        var grey = pairs.Average(p => 10 * Math.Log10(4 / p.Truth.Pixels.Average(v => v * v)));
        Assert.Equal(grey, truth.History[^1].ValidationPsnr!.Value, 0.01);
    }

    [Fact]
    public void ACheckpointOfAnotherPredictionScheduleLossOrNetworkIsRefused()
    {
        var pairs = Scenes.Pairs(2, 16);
        var options = s_tiny with { Steps = 1, CheckpointPath = _folder["checkpoint"], Resume = true };
        Run(options, pairs, []);
        Assert.Throws<PostFocusException>(() => Run(options with { Prediction = Prediction.V }, pairs, []));
        Assert.Throws<PostFocusException>(() => Run(options with { Schedule = NoiseSchedule.Linear() }, pairs, []));
        Assert.Throws<PostFocusException>(() => Run(options with { Loss = RestorationLoss.Charbonnier }, pairs, []));
        // Same weights and shapes, but another way of computing.
        var network = (ConditionalUNetOptions)s_tiny.Network;
        Assert.Throws<PostFocusException>(() => Run(options with { Network = network with { Heads = 1 } }, pairs, []));
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void TrainingStartsFromTheWeightsOfAnotherNetwork()
    {
        var pairs = Scenes.Pairs(2, 16);
        var options = s_tiny with { Steps = 1, LearningRate = 1e-8 };
        using var other = s_tiny.Network.Create(seed: 7);
        using var scope = torch.NewDisposeScope();
        using (torch.no_grad())
            foreach (var parameter in other.parameters())
                parameter.add_(0.01);
        File.WriteAllBytes(_folder["weights.onnx"], other.ToOnnx(24));
        options = options with { InitialWeightsPath = _folder["weights.onnx"] };
        using var expected = new OnnxModel(other.ToOnnx(16));
        using var model = new OnnxModel(Run(options, pairs, []).Onnx);
        (string, torch.Tensor)[] inputs =
        [
            ("frame", Weights.Noise(1, 1, 1, 16, 16)),
            ("noisy", Weights.Noise(2, 1, 1, 16, 16)),
            ("time", torch.ones(1)),
        ];
        Assert.True(torch.allclose(expected.Run(inputs), model.Run(inputs), rtol: 1e-4, atol: 1e-4));
        var wider = options with { Network = (ConditionalUNetOptions)s_tiny.Network with { BaseChannels = 16 } };
        Assert.Contains("weights.onnx", Assert.Throws<PostFocusException>(() => Run(wider, pairs, [])).Message);
    }

    [Fact]
    public void InvalidInputsAreNamed()
    {
        var pairs = Scenes.Pairs(2, 16);
        Assert.Equal(
            "BatchSize",
            Assert.Throws<ArgumentOutOfRangeException>(() => new RestorerTrainingOptions { BatchSize = 0 }).ParamName
        );
        Assert.Equal(
            "LearningRate",
            Assert.Throws<ArgumentOutOfRangeException>(() => new RestorerTrainingOptions { LearningRate = double.NaN }).ParamName
        );
        Assert.Equal("CropSize", Assert.Throws<ArgumentOutOfRangeException>(() => Run(s_tiny with { CropSize = 15 }, pairs, [])).ParamName);
        Assert.Equal("Steps", Assert.Throws<ArgumentOutOfRangeException>(() => Run(s_tiny with { Steps = null }, pairs, [])).ParamName);
        Assert.StartsWith(
            "Prediction Epsilon",
            Assert.Throws<ArgumentOutOfRangeException>(() => Run(s_tiny with { Prediction = Prediction.Epsilon }, pairs, [])).Message
        );
        foreach (
            var (prediction, schedule) in new[]
            {
                (Prediction.X0, NoiseSchedule.Linear()),
                (Prediction.Epsilon, NoiseSchedule.Karras()),
                (Prediction.Epsilon, NoiseSchedule.Linear(1)),
            }
        )
        {
            var options = LearntVarianceTests.Tiny with { Prediction = prediction, Schedule = schedule };
            Assert.Equal("LearnsVariance", Assert.Throws<ArgumentOutOfRangeException>(() => Run(options, pairs, [])).ParamName);
        }
        Assert.Equal(
            "ValidationSamplingSteps",
            Assert.Throws<ArgumentOutOfRangeException>(() => s_tiny with { ValidationSamplingSteps = 0 }).ParamName
        );
        Assert.Contains("no pairs", Assert.Throws<PostFocusException>(() => Run(s_tiny, [], [])).Message);
        Assert.Contains("training[0] is 8 × 8", Assert.Throws<PostFocusException>(() => Run(s_tiny, Scenes.Pairs(1, 8), [])).Message);
        Assert.Contains(
            "nothing to restore",
            Assert.Throws<PostFocusException>(() => Run(s_tiny, [new(pairs[0].Truth, pairs[0].Truth)], [])).Message
        );
        Assert.Contains(
            "validation[0]",
            Assert.Throws<PostFocusException>(() => Run(s_tiny, pairs, [new(pairs[0].Truth, Scenes.Disc(0, 24, 1))])).Message
        );
    }

    private static RestorerTrainingResult Run(
        RestorerTrainingOptions options,
        RestorerPair[] training,
        RestorerPair[] validation,
        Action<TrainingProgress>? listen = null,
        CancellationTokenSource? cancellation = null
    ) =>
        RestorerTraining.Run(
            options,
            training,
            validation,
            new Scenes.Listener(listen ?? (_ => { })),
            cancellationToken: cancellation?.Token ?? TestContext.Current.CancellationToken
        );

    [Fact]
    public void TheIdentityFractionIsTheShareOfFramesShownInFocus()
    {
        using var scope = torch.NewDisposeScope();
        var batch = new RestorerPairs(s_tiny with { IdentityFraction = 0.3, BatchSize = 300 }, Scenes.Pairs(3, 16), torch.CPU).Draw(0);
        var inFocus = Enumerable.Range(0, 300).Count(i => batch.X0[i].abs().max().item<float>() == 0);
        Assert.InRange(inFocus, 60, 120); // four standard deviations
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void GradientsAreClippedToTheirNorm()
    {
        var pairs = Scenes.Pairs(3, 16);
        byte[] Trained(double norm) => Run(s_tiny with { GradientNorm = norm }, pairs, []).Onnx;
        Assert.Equal(Trained(1e5), Trained(1e6)); // none is so large
        Assert.NotEqual(Trained(1e-3), Trained(1e6));
    }

    [Fact]
    public void TheLearningRateFallsAlongAHalfCosineToZero()
    {
        var pairs = Scenes.Pairs(3, 16);
        float[] Trained(long steps, bool cosine) =>
            [
                .. OnnxWeights
                    .Read(
                        Run(s_tiny with { Steps = steps, CosineDecay = cosine, AverageDecay = 0, LearningRate = 1e-2 }, pairs, []).Onnx,
                        ""
                    )
                    .Tensors.SelectMany(t => t.Values),
            ];
        float[] one = Trained(1, false),
            constant = Trained(2, false),
            falling = Trained(2, true);
        // The second of two steps is taken with half the rate.
        Assert.Equal(0.5, Length(falling, one) / Length(constant, one), 1e-3);

        static double Length(float[] to, float[] from) => Math.Sqrt(to.Zip(from, (a, b) => Math.Pow(a - b, 2)).Sum());
    }
}
