using PostFocus.Imaging;
using PostFocus.Trainers.Networks.StarConvex;
using PostFocus.Trainers.Training;
using PostFocus.Trainers.Training.Segmenter;

namespace PostFocus.Trainers.Tests.Training.Segmenter;

public sealed class SegmenterTrainingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static SegmenterTrainingOptions Options { get; } =
        new()
        {
            Network = new StarConvexUNetOptions
            {
                Widths = [16, 16],
                HeadWidth = 16,
                Rays = 8,
            },
            Steps = 4,
            BatchSize = 2,
            TileSize = 32,
            ValidationSteps = 2,
            Threads = 1,
        };

    [Fact]
    [Trait("Speed", "Slow")]
    public void ItLearnsToFindDisks()
    {
        var examples = Disks.Examples(12, 32);
        var result = Run(
            Options with
            {
                Steps = 300,
                BatchSize = 8,
                LearningRate = 3e-3,
                AverageDecay = 0.9,
                ValidationSteps = 300,
            },
            examples,
            Disks.Examples(6, 32)
        );
        Assert.True(result.Kept!.ValidationOverlap > 0.6, $"The overlap is {result.Kept.ValidationOverlap}.");
    }

    [Fact]
    public void AResumedTrainingEndsAtTheSameBytes()
    {
        var examples = Disks.Examples(3, 40);
        var options = Options with { CheckpointPath = _folder["checkpoint"], CheckpointMinutes = 0, Resume = true };
        using var cancellation = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() =>
            Run(
                options,
                examples,
                examples,
                p =>
                {
                    if (p.Step == 3)
                        cancellation.Cancel();
                },
                cancellation
            )
        );
        SegmenterTrainingResult resumed = Run(options, examples, examples),
            expected = Run(Options, examples, examples);
        Assert.Equal(expected.Onnx, resumed.Onnx);
        Assert.Equal(expected.History.Select(h => h.ValidationLoss), resumed.History.Select(h => h.ValidationLoss));
        Assert.Throws<PostFocusException>(() => Run(options with { Contrast = 0.1 }, examples, examples));
        Assert.Throws<PostFocusException>(() => Run(options, examples[..2], examples));
    }

    [Fact]
    public void PatienceEndsTheTrainingAndTheBestNetworkIsReturned()
    {
        var examples = Disks.Examples(2, 32);
        // Ever larger steps in a wrong direction: the first validation is the best.
        var options = Options with
        {
            Steps = 100,
            LearningRate = 1,
            CosineDecay = false,
            AverageDecay = 0,
            ValidationSteps = 1,
            Patience = 3,
        };
        var result = Run(options, examples, examples);
        var best = result.History.MinBy(h => h.ValidationLoss)!;
        Assert.Equal(best.Step + 3, result.Steps);
        Assert.Equal(best, result.Kept);
    }

    [Fact]
    public void FramesThatAreTooSmallAreNamed()
    {
        var error = Assert.Throws<PostFocusException>(() => Run(Options, Disks.Examples(2, 30), []));
        Assert.Contains("Frame 0 is 30 × 30 pixels", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ATileThatTheNetworkCannotDivideIsRefused() =>
        Assert.Equal(
            "TileSize",
            Assert.Throws<ArgumentOutOfRangeException>(() => Run(Options with { TileSize = 30 }, Disks.Examples(2, 32), [])).ParamName
        );

    private static SegmenterTrainingResult Run(
        SegmenterTrainingOptions options,
        SegmenterExample[] training,
        SegmenterExample[] validation,
        Action<TrainingProgress>? progress = null,
        CancellationTokenSource? cancellation = null
    ) =>
        SegmenterTraining.Run(
            options,
            training,
            validation,
            progress is null ? null : new Told(progress),
            cancellationToken: cancellation?.Token ?? default
        );

    private sealed class Told(Action<TrainingProgress> progress) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => progress(value);
    }
}
