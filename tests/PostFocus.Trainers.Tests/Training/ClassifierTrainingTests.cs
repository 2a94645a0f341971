using PostFocus.Trainers.Networks;
using PostFocus.Trainers.Tests.Onnx;
using PostFocus.Trainers.Training;
using TorchSharp;

namespace PostFocus.Trainers.Tests.Training;

public class ClassifierTrainingTests
{
    private static readonly ClassifierTrainingOptions Tiny = new()
    {
        Network = new CoAtNetOptions { InputSize = 32, Blocks = [1, 1, 1, 1, 1], Widths = [8, 8, 16, 16, 16], Heads = 2, HeadSize = 8 },
        Epochs = 2, BatchSize = 4, Threads = 1,
    };

    [Fact]
    public void ItLearnsToTellSharpFromBlurred()
    {
        var losses = new List<double>();
        var result = Run(Tiny with { Epochs = 12, LearningRate = 3e-3 }, Scenes.Examples(32, 36), Scenes.Examples(16, 32), p => losses.Add(p.Loss));
        Assert.True(losses[^1] < 0.3 * losses[0]);
        Assert.True(result.History.Max(e => e.ValidationAccuracy) >= 0.9);
    }

    [Fact]
    public void TheNetworkOfTheLowestValidationLossIsReturned()
    {
        using var scope = torch.NewDisposeScope();
        var validation = Scenes.Examples(8, 32);
        var result = Run(Tiny with { Epochs = 6, LearningRate = 1e-2 }, Scenes.Examples(8, 32), validation);
        Assert.Equal(result.History.MinBy(e => e.ValidationLoss), result.History[result.BestEpoch]);
        using var model = new OnnxModel(result.Onnx);
        var frames = torch.stack([.. validation.Select(e => torch.tensor(e.Image.Pixels, [1, 32, 32]))]);
        var loss = torch.nn.functional.cross_entropy(model.Run(("frame", frames)), torch.tensor([.. validation.Select(e => (long)e.Label)]));
        Assert.Equal(result.History[result.BestEpoch].ValidationLoss!.Value, loss.item<float>(), 1e-4);
    }

    [Fact]
    public void TrainingStopsWhenValidationNoLongerImproves()
    {
        // Wrong labels: what is learnt makes validation worse.
        var validation = Scenes.Examples(8, 32).Select(e => e with { Label = 1 - e.Label }).ToArray();
        var result = Run(Tiny with { Epochs = 40, LearningRate = 3e-3, Patience = 2 }, Scenes.Examples(16, 32), validation);
        Assert.Equal(result.BestEpoch + 3, result.History.Count);
    }

    [Fact]
    public void TheSameSeedGivesTheSameBytes()
    {
        var examples = Scenes.Examples(8, 34);
        var options = Tiny with { AverageDecay = 0.9, ClassWeights = [1, 2], Augmentation = new() { MaxAngle = 30 } };
        var first = Run(options, examples, []).Onnx;
        _ = torch.rand(7);
        Assert.Equal(first, Run(options, examples, []).Onnx);
        Assert.NotEqual(first, Run(options with { Seed = 1 }, examples, []).Onnx);
    }

    [Fact]
    public void TheNumberOfLiveTensorsIsConstantOverFiftySteps()
    {
        var live = new List<long>();
        Run(Tiny with { Epochs = 13 }, Scenes.Examples(16, 32), Scenes.Examples(4, 32),
            _ => live.Add(DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount));
        Assert.True(live.Count > 50);
        Assert.Single(live.Distinct());
    }

    [Fact]
    public void CancellationEndsTheTraining()
    {
        using var cancellation = new CancellationTokenSource();
        var steps = 0;
        Assert.Throws<OperationCanceledException>(() => Run(Tiny, Scenes.Examples(16, 32), [], _ =>
        {
            if (++steps == 2)
                cancellation.Cancel();
        }, cancellation));
        Assert.Equal(2, steps);
    }

    [Fact]
    public void InvalidInputsAreNamed()
    {
        var examples = Scenes.Examples(2, 32);
        Assert.Equal("Epochs", Assert.Throws<ArgumentOutOfRangeException>(() => new ClassifierTrainingOptions { Epochs = 0 }).ParamName);
        Assert.Equal("Contrast", Assert.Throws<ArgumentOutOfRangeException>(() => new AugmentationOptions { Contrast = -1 }).ParamName);
        Assert.Contains("ClassWeights has 3", Assert.Throws<ArgumentException>(() => Run(Tiny with { ClassWeights = [1, 1, 1] }, examples, [])).Message);
        Assert.Equal("training", Assert.Throws<ArgumentException>(() => Run(Tiny, [], [])).ParamName);
        Assert.Contains("training[0] is 16 x 16", Assert.Throws<ArgumentException>(() => Run(Tiny, Scenes.Examples(1, 16), [])).Message);
        Assert.Contains("validation[0] has label 2", Assert.Throws<ArgumentException>(() => Run(Tiny, examples, [examples[0] with { Label = 2 }])).Message);
    }

    private static ClassifierTrainingResult Run(
        ClassifierTrainingOptions options, ClassifierExample[] training, ClassifierExample[] validation,
        Action<TrainingProgress>? listen = null, CancellationTokenSource? cancellation = null)
        => ClassifierTraining.Run(options, training, validation, new Scenes.Listener(listen ?? (_ => { })), cancellationToken: cancellation?.Token ?? TestContext.Current.CancellationToken);
}
