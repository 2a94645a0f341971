using PostFocus.Trainers.Networks;
using PostFocus.Trainers.Tests.Networks;
using PostFocus.Trainers.Tests.Onnx;
using PostFocus.Trainers.Training;
using TorchSharp;

namespace PostFocus.Trainers.Tests.Training;

public sealed class RestorerTrainingTests : IDisposable
{
    private static readonly RestorerTrainingOptions Tiny = new()
    {
        Network = new() { BaseChannels = 8, Multipliers = [1, 2], ResidualBlocks = 1, AttentionLevels = [1], Groups = 4, Heads = 2 },
        Steps = 6, BatchSize = 4, CropSize = 16, TileSize = 16, ValidationSteps = 3, Threads = 1,
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("PostFocus").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void TheLossFallsAndValidationFramesBecomeSharper()
    {
        var losses = new List<double>();
        var pairs = Scenes.Pairs(4, 24);
        var result = Run(
            Tiny with { Steps = 150, LearningRate = 3e-3, AverageDecay = 0.95, ValidationSteps = 150 }, pairs, pairs, p => losses.Add(p.Loss));
        Assert.Equal(150, result.Steps);
        Assert.True(losses.TakeLast(20).Average() < 0.5 * losses.Take(20).Average());
        Assert.True(result.History[^1].ValidationPsnr > result.BlurredPsnr + 3);
    }

    [Fact]
    public void TheSameSeedGivesTheSameBytes()
    {
        var pairs = Scenes.Pairs(3, 16);
        var first = Run(Tiny, pairs, []).Onnx;
        _ = torch.rand(7);
        Assert.Equal(first, Run(Tiny, pairs, []).Onnx);
        Assert.NotEqual(first, Run(Tiny with { Seed = 1 }, pairs, []).Onnx);
    }

    [Fact]
    public void AResumedTrainingEndsAtTheSameBytes()
    {
        var pairs = Scenes.Pairs(3, 16);
        var options = Tiny with { CheckpointPath = Path.Combine(_folder, "checkpoint"), CheckpointMinutes = 0, Resume = true };
        using var cancellation = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Run(options, pairs, [], p =>
        {
            if (p.Step == 4)
                cancellation.Cancel();
        }, cancellation));
        var steps = new List<long>();
        var resumed = Run(options, pairs, [], p => steps.Add(p.Step));
        Assert.Equal([5, 6], steps);
        Assert.Equal(Run(Tiny, pairs, []).Onnx, resumed.Onnx);
    }

    [Fact]
    public void ADamagedOrForeignCheckpointIsRefused()
    {
        var pairs = Scenes.Pairs(3, 16);
        var options = Tiny with { Steps = 1, CheckpointPath = Path.Combine(_folder, "checkpoint"), Resume = true };
        Run(options, pairs, []);
        Assert.Contains("another training", Assert.Throws<InvalidDataException>(() => Run(options with { Seed = 1 }, pairs, [])).Message);
        var bytes = File.ReadAllBytes(options.CheckpointPath!);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(options.CheckpointPath!, bytes);
        Assert.Contains("damaged", Assert.Throws<InvalidDataException>(() => Run(options, pairs, [])).Message);
    }

    [Fact]
    public void TheNumberOfLiveTensorsIsConstantOverFiftySteps()
    {
        var live = new List<long>();
        Run(Tiny with { Steps = 51, CropSize = 8, TileSize = 8, BatchSize = 1, ValidationSteps = 7 }, Scenes.Pairs(2, 8), Scenes.Pairs(2, 8),
            _ => live.Add(DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount));
        Assert.Equal(51, live.Count);
        Assert.Single(live.Distinct());
    }

    [Fact]
    public void ATimeBudgetEndsTheTraining()
    {
        var result = Run(Tiny with { Steps = null, Minutes = 0.01 }, Scenes.Pairs(2, 16), []);
        Assert.InRange(result.Elapsed.TotalSeconds, 0.6, 5);
    }

    [Fact]
    public void BFloat16TrainsToNearlyTheSameLoss()
    {
        var pairs = Scenes.Pairs(3, 16);
        double Last(bool bfloat16)
        {
            var last = double.NaN;
            Run(Tiny with { BFloat16 = bfloat16, Steps = 20, LearningRate = 1e-3 }, pairs, [], p => last = p.Loss);
            return last;
        }
        Assert.Equal(1, Last(true) / Last(false), 0.1);
    }

    [Fact]
    public void TheResultIsAnOnnxModelOfTheTileSize()
    {
        using var scope = torch.NewDisposeScope();
        var result = Run(Tiny with { TileSize = 24 }, Scenes.Pairs(2, 16), []);
        using var model = new OnnxModel(result.Onnx);
        var frame = Weights.Noise(1, 2, 1, 24, 24);
        Assert.Equal([2, 1, 24, 24], model.Run(("frame", frame), ("noisy", frame), ("time", torch.ones(2))).shape);
    }

    [Fact]
    public void TheResidualScaleIsTheStandardDeviationOfTheTrainingResiduals()
    {
        var pair = new RestorerPair(new(new float[256], 16, 16), new([.. Enumerable.Range(0, 256).Select(i => i % 2 == 0 ? 0.1f : 0.5f)], 16, 16));
        Assert.Equal(0.2, Run(Tiny with { Steps = 1 }, [pair], []).ResidualScale, 1e-6);
    }

    [Fact]
    public void TheIdentityFractionIsTheTotalShareOfIdentityPairs()
    {
        var pairs = Scenes.Pairs(3, 16);
        RestorerPair[] withIdentity = [.. pairs, .. pairs.Select(p => new RestorerPair(p.Truth, p.Truth))];
        var expected = Run(Tiny, pairs, pairs);
        var result = Run(Tiny, withIdentity, withIdentity);
        Assert.Equal(expected.Onnx, result.Onnx);
        Assert.Equal((expected.ResidualScale, expected.BlurredPsnr), (result.ResidualScale, result.BlurredPsnr));
        Assert.NotEqual(Run(Tiny with { IdentityFraction = 0 }, pairs, []).Onnx, Run(Tiny with { IdentityFraction = 0 }, withIdentity, []).Onnx);
    }

    [Fact]
    public void InvalidInputsAreNamed()
    {
        var pairs = Scenes.Pairs(2, 16);
        Assert.Equal("BatchSize", Assert.Throws<ArgumentOutOfRangeException>(() => new RestorerTrainingOptions { BatchSize = 0 }).ParamName);
        Assert.Equal("LearningRate", Assert.Throws<ArgumentOutOfRangeException>(() => new RestorerTrainingOptions { LearningRate = double.NaN }).ParamName);
        Assert.Equal("CropSize", Assert.Throws<ArgumentOutOfRangeException>(() => Run(Tiny with { CropSize = 15 }, pairs, [])).ParamName);
        Assert.Equal("Steps", Assert.Throws<ArgumentOutOfRangeException>(() => Run(Tiny with { Steps = null }, pairs, [])).ParamName);
        Assert.Equal("training", Assert.Throws<ArgumentException>(() => Run(Tiny, [], [])).ParamName);
        Assert.Contains("training[0] is 8 x 8", Assert.Throws<ArgumentException>(() => Run(Tiny, Scenes.Pairs(1, 8), [])).Message);
        Assert.Contains("nothing to restore", Assert.Throws<ArgumentException>(() => Run(Tiny, [new(pairs[0].Truth, pairs[0].Truth)], [])).Message);
        Assert.Contains("validation[0]", Assert.Throws<ArgumentException>(() => Run(Tiny, pairs, [new(pairs[0].Truth, Scenes.Disc(0, 24, 1))])).Message);
    }

    private static RestorerTrainingResult Run(
        RestorerTrainingOptions options, RestorerPair[] training, RestorerPair[] validation,
        Action<TrainingProgress>? listen = null, CancellationTokenSource? cancellation = null)
        => RestorerTraining.Run(options, t => (Math.Cos(Math.PI * t / 2), Math.Sin(Math.PI * t / 2)), training, validation,
            new Scenes.Listener(listen ?? (_ => { })), cancellationToken: cancellation?.Token ?? TestContext.Current.CancellationToken);
}
