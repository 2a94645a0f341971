using PostFocus.Imaging;
using PostFocus.Imaging.Files;
using PostFocus.Trainers.Networks;
using PostFocus.Trainers.Networks.Dmphns;
using PostFocus.Trainers.Networks.Uformers;
using PostFocus.Trainers.Networks.UNets;
using PostFocus.Trainers.Training;
using PostFocus.Trainers.Training.Restorer;
using PostFocus.Transforms.Restoration.Diffusion;

namespace PostFocus.Trainers.Tests.Training.Restorer;

public sealed class RegressionTrainingTests : IDisposable
{
    private static readonly Dictionary<string, RestorerNetworkOptions> s_networks = new()
    {
        ["dmphn"] = new DmphnOptions { Widths = [8, 12, 16], ResidualBlocks = 1 },
        ["uformer"] = new UformerOptions
        {
            BaseChannels = 8,
            Depths = [2, 1, 1, 1, 1, 1, 1, 1, 1],
            Window = 4,
        },
        ["unet"] = new ConditionalUNetOptions
        {
            BaseChannels = 8,
            Multipliers = [1, 2],
            ResidualBlocks = 1,
            AttentionLevels = [1],
            Groups = 4,
            Heads = 2,
        },
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Networks => [.. s_networks.Keys];

    internal static RestorerTrainingOptions Options(string network) =>
        RestorerTrainingOptions.Regression(s_networks[network]) with
        {
            Steps = 4,
            BatchSize = 2,
            CropSize = 16,
            TileSize = 16,
            ValidationSteps = 2,
            Threads = 1,
        };

    [Theory]
    [MemberData(nameof(Networks))]
    [Trait("Speed", "Slow")]
    public void TheLossFallsAndValidationFramesBecomeSharper(string network)
    {
        var losses = new List<double>();
        var pairs = Scenes.Pairs(4, 16);
        var result = Run(
            Options(network) with
            {
                Steps = 80,
                BatchSize = 4,
                LearningRate = 3e-3,
                AverageDecay = 0.9,
                ValidationSteps = 80,
            },
            pairs,
            pairs,
            p => losses.Add(p.Loss)
        );
        Assert.True(losses.TakeLast(10).Average() < 0.7 * losses.Take(10).Average());
        Assert.True(result.History[^1].ValidationPsnr > result.BlurredPsnr + 2);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    [Trait("Speed", "Slow")]
    public void AResumedTrainingEndsAtTheSameBytes(string network)
    {
        var pairs = Scenes.Pairs(3, 16);
        var options = Options(network) with { CheckpointPath = _folder["checkpoint"], CheckpointMinutes = 0, Resume = true };
        using var cancellation = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() =>
            Run(
                options,
                pairs,
                pairs,
                p =>
                {
                    if (p.Step == 3)
                        cancellation.Cancel();
                },
                cancellation
            )
        );
        var resumed = Run(options, pairs, pairs);
        var expected = Run(Options(network), pairs, pairs);
        Assert.Equal(expected.Onnx, resumed.Onnx);
        Assert.Equal([2, 4], resumed.History.Select(h => h.Step));
        Assert.Equal(expected.History.Select(h => h.ValidationLoss), resumed.History.Select(h => h.ValidationLoss));
        Assert.Throws<PostFocusException>(() =>
            Run(options with { Network = s_networks[network == "unet" ? "dmphn" : "unet"] }, pairs, pairs)
        );
    }

    [Theory]
    [InlineData("dmphn")]
    [InlineData("uformer")]
    [Trait("Speed", "Slow")]
    public void BFloat16TrainsToNearlyTheSameLoss(string network)
    {
        var pairs = Scenes.Pairs(3, 16);
        double Last(bool bfloat16)
        {
            var last = double.NaN;
            Run(Options(network) with { BFloat16 = bfloat16, Steps = 10, LearningRate = 1e-3 }, pairs, [], p => last = p.Loss);
            return last;
        }
        Assert.Equal(1, Last(true) / Last(false), 0.1);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void ADiffusionStartsFromARegressionAndTheFileIsPartOfItsIdentity()
    {
        var pairs = Scenes.Pairs(2, 16);
        var regression = Run(Options("unet") with { Steps = 60, LearningRate = 3e-3, AverageDecay = 0.5 }, pairs, pairs);
        var path = _folder["regression.onnx"];
        File.WriteAllBytes(path, regression.Onnx);
        var diffusion = Options("unet") with
        {
            Prediction = Prediction.ResidualX0,
            Steps = 1,
            LearningRate = 1e-8,
            CheckpointPath = _folder["checkpoint"],
            Resume = true,
        };
        var started = Run(diffusion with { InitialWeightsPath = path }, pairs, pairs);
        Assert.True(started.History[^1].ValidationPsnr > started.BlurredPsnr + 2);
        Assert.Throws<PostFocusException>(() => Run(diffusion, pairs, pairs));
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void PatienceEndsTheTrainingAndTheBestNetworkIsReturned()
    {
        var pairs = Scenes.Pairs(2, 16);
        // Ever larger steps in a wrong direction: the first validation is the best.
        var options = Options("dmphn") with
        {
            Steps = 100,
            LearningRate = 1,
            CosineDecay = false,
            AverageDecay = 0,
            ValidationSteps = 1,
            Patience = 3,
        };
        var result = Run(options, pairs, pairs);
        var best = result.History.MinBy(h => h.ValidationLoss)!;
        Assert.Equal(best.Step + 3, result.Steps);
        Assert.Equal(best, result.Kept);
        Assert.Equal(Run(options with { Steps = best.Step, Patience = null }, pairs, []).Onnx, result.Onnx);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void APictureShowsValidationPairsBlurredRestoredAndTrue()
    {
        var pairs = Scenes.Pairs(3, 16);
        Run(Options("dmphn") with { LearningRate = 1e-8, PicturesFolder = _folder["pictures"] }, pairs, pairs);
        Assert.Equal(
            ["step-00000002.png", "step-00000004.png"],
            Directory.GetFiles(_folder["pictures"]).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
        var picture = FrameFile.Read(_folder["pictures/step-00000002.png"]);
        Assert.Equal((3 * 20 + 4, 3 * 20 + 4), (picture.Height, picture.Width));
        float At(int row, int column, int y, int x) => picture.Counts[(4 + 20 * row + y) * picture.Width + 4 + 20 * column + x];
        for (var row = 0; row < 3; row++)
        {
            Assert.Equal((pairs[row].Blurred[5, 9] + 1) * 127.5, At(row, 0, 5, 9), 0.6);
            Assert.Equal(At(row, 0, 5, 9), At(row, 1, 5, 9), 1.0); // a network that has learnt nothing changes nothing
            Assert.Equal((pairs[row].Truth[5, 9] + 1) * 127.5, At(row, 2, 5, 9), 0.6);
        }
    }

    [Fact]
    public void CombinationsThatMakeNoSenseAreRefused()
    {
        var pairs = Scenes.Pairs(2, 16);
        Assert.Contains(
            "DmphnOptions",
            Assert.Throws<ArgumentOutOfRangeException>(() => Run(Options("dmphn") with { Prediction = Prediction.V }, pairs, [])).Message
        );
        Assert.Contains(
            "not a diffusion",
            Assert
                .Throws<ArgumentOutOfRangeException>(() => Run(Options("unet") with { Schedule = NoiseSchedule.Bridge() }, pairs, []))
                .Message
        );
        Assert.Equal(
            "CropSize",
            Assert.Throws<ArgumentOutOfRangeException>(() => Run(Options("uformer") with { CropSize = 24 }, pairs, [])).ParamName
        );
    }

    internal static RestorerTrainingResult Run(
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
}
