using Microsoft.ML;
using Microsoft.ML.Runtime;
using PostFocus.Trainers.Training;

namespace PostFocus.Trainers.Tests.Training;

public sealed class TrainingLogTests
{
    private readonly MLContext _context = new(seed: 1);
    private readonly List<(ChannelMessageKind Kind, string Line)> _lines = [];

    public TrainingLogTests() =>
        _context.Log += (_, e) =>
        {
            if (e.Source.EndsWith("PostFocus training", StringComparison.Ordinal) && e.Kind != ChannelMessageKind.Trace)
                _lines.Add((e.Kind, e.RawMessage));
        };

    public static TheoryData<string, string> Trainers { get; } =
        new()
        {
            { "classifier", "epoch 2 step 4 " },
            { "restorer", "epoch 4 step 4 " },
            { "segmenter", "epoch 2 step 4 " },
        };

    [Theory, MemberData(nameof(Trainers))]
    public void AContextsLogTellsEveryValidationAndWhatIsKept(string trainer, string last)
    {
        var rows = SmallTrainers.Wells(_context, first: 0, count: trainer == "classifier" ? 4 : 2);
        using var trained =
            SmallTrainers.Create(_context, trainer, set: SmallTrainers.Wells(_context, first: 4, count: 2)).Fit(rows) as IDisposable;
        string[] told = [.. _lines.Where(line => line.Kind == ChannelMessageKind.Info).Select(line => line.Line)];
        Assert.StartsWith("training on ", told[0], StringComparison.Ordinal);
        Assert.EndsWith(" frames, validating on 4", told[0], StringComparison.Ordinal);
        Assert.Equal(4, told.Length); // two validations, and the end
        Assert.All(told[1..], line => Assert.Contains(", validation loss ", line, StringComparison.Ordinal));
        Assert.Contains(last, told[2], StringComparison.Ordinal);
        Assert.StartsWith("kept: 00:00:", told[3], StringComparison.Ordinal);
    }

    /// <summary>Steps so small that the network stays what it was, and calls all frames alike.</summary>
    [Theory]
    [InlineData(
        "classifier",
        "The classifier is right for 50.0 % of the frames to validate on, no better than to call all of them in focus"
    )]
    [InlineData("restorer", "The restorer brings the frames to validate on hardly nearer to their truth")]
    [InlineData("segmenter", "The segmenter finds hardly any of the true cells")]
    public void ANetworkThatHasLearntNothingIsWarnedOf(string trainer, string warning)
    {
        var set = SmallTrainers.Wells(_context, first: 4, count: 2);
        using var trained =
            SmallTrainers.Create(_context, trainer, set: set, rate: 1e-8).Fit(SmallTrainers.Wells(_context, first: 0, count: 2))
            as IDisposable;
        Assert.StartsWith(warning, Assert.Single(_lines, line => line.Kind == ChannelMessageKind.Warning).Line, StringComparison.Ordinal);
    }

    [Fact]
    public void ThatNoWellCouldBeHeldOutIsWarnedOf()
    {
        using var trained =
            SmallTrainers.Create(_context, "classifier").Fit(SmallTrainers.Wells(_context, first: 0, count: 2)) as IDisposable;
        Assert.StartsWith(
            "There are too few wells (sequences) to hold one out",
            Assert.Single(_lines, line => line.Kind == ChannelMessageKind.Warning).Line,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void ALineIsToldEveryHalfMinuteBetweenValidations()
    {
        using (var log = new TrainingLog(_context, listener: null))
        {
            foreach (var seconds in new[] { 10, 29, 30, 31, 59, 61 })
                log.Report(At(seconds));
            log.Report(At(62) with { ValidationLoss = 0.25 });
        }
        Assert.Equal(
            [
                "00:00:30 epoch 0 step 30 loss 0.5000",
                "00:01:01 epoch 0 step 61 loss 0.5000",
                "00:01:02 epoch 0 step 62 loss 0.5000, validation loss 0.2500",
            ],
            _lines.Select(line => line.Line)
        );
    }

    [Fact]
    public void TheProgressChannelHasLossesStepsAndEpochs()
    {
        var environment = new Watched(_context);
        using (var log = new TrainingLog(environment, listener: null))
        {
            log.Report(At(3) with { Epoch = 1 });
            environment.Fill!(environment);
            Assert.Equal(["loss 0.5", "steps 3", "epochs 1"], environment.Told);
            log.Report(At(4) with { ValidationLoss = 0.25, Epoch = 2 });
        }
        Assert.Equal(["0.5 0.25 4 2", "disposed"], environment.Told[3..]);
    }

    private static TrainingProgress At(int seconds) =>
        new()
        {
            Step = seconds,
            Elapsed = TimeSpan.FromSeconds(seconds),
            Loss = 0.5,
        };

    /// <summary>A context whose progress channel is looked at.</summary>
    private sealed class Watched(IHostEnvironment context) : IHostEnvironment, IProgressChannel, IProgressEntry
    {
        private ProgressHeader? _header;

        public List<string> Told { get; } = [];

        public Action<IProgressEntry>? Fill { get; private set; }

        public ComponentCatalog ComponentCatalog => context.ComponentCatalog;

        public string ContextDescription => context.ContextDescription;

        public IHost Register(string name, int? seed = null, bool? verbose = null) => context.Register(name, seed, verbose);

        public TException Process<TException>(TException ex)
            where TException : Exception => context.Process(ex);

        public IChannel Start(string name) => context.Start(name);

        public IPipe<TMessage> StartPipe<TMessage>(string name) => context.StartPipe<TMessage>(name);

        public IProgressChannel StartProgressChannel(string name) => this;

        public void SetHeader(ProgressHeader header, Action<IProgressEntry> fillAction) => (_header, Fill) = (header, fillAction);

        public void Checkpoint(params double?[] values) =>
            Told.Add(FormattableString.Invariant($"{values[0]} {values[1]} {values[2]} {values[3]}"));

        public void SetProgress(int index, double value) => Told.Add($"{_header!.UnitNames[index]} {value}");

        public void SetProgress(int index, double value, double lim) => throw new NotSupportedException();

        public void SetMetric(int index, double value) => Told.Add(FormattableString.Invariant($"{_header!.MetricNames[index]} {value}"));

        public void Dispose() => Told.Add("disposed");
    }
}
