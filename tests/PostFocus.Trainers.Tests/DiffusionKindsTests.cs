using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Trainers.Networks.Dmphns;
using PostFocus.Trainers.Networks.UNets;
using PostFocus.Trainers.Onnx;
using PostFocus.Trainers.Training.Restorer;
using PostFocus.Transforms.Restoration;
using PostFocus.Transforms.Restoration.Diffusion;

namespace PostFocus.Trainers.Tests;

/// <summary>Every kind of diffusion from training to restored frames, 16 pixels small.</summary>
public sealed class DiffusionKindsTests : IDisposable
{
    private const int Side = DiscRow.Side;

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
        Steps = 30,
        LearningRate = 3e-3,
        AverageDecay = 0.9,
        BatchSize = 4,
        CropSize = Side,
        TileSize = Side,
        Threads = 1,
    };

    private readonly MLContext _context = new(seed: 1);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<Prediction, NoiseSchedule> Kinds =>
        new()
        {
            { Prediction.ResidualX0, NoiseSchedule.Cosine },
            { Prediction.ResidualX0, NoiseSchedule.Karras() },
            { Prediction.ResidualX0, NoiseSchedule.Bridge() },
            { Prediction.ResidualX0, NoiseSchedule.Bridge(0) },
            { Prediction.Flow, NoiseSchedule.Flow() },
            { Prediction.X0, NoiseSchedule.Cosine },
            { Prediction.V, NoiseSchedule.NicholDhariwal() },
            { Prediction.Epsilon, NoiseSchedule.Linear() },
            { Prediction.Epsilon, NoiseSchedule.Karras() },
        };

    [Theory, MemberData(nameof(Kinds))]
    [Trait("Speed", "Slow")]
    public void ItIsTrainedSavedLoadedAndRestoresByEverySamplerThatFits(Prediction prediction, NoiseSchedule schedule)
    {
        var rows = DiscRow.Rows(_context, 4);
        var trainer = _context.FocusRestoration.Trainers.Ddpm(
            new RestorerTrainer.Options
            {
                Training = s_tiny with { Prediction = prediction, Schedule = schedule },
                Restore = new() { DecisionColumnName = nameof(DiscRow.Label), TileOverlap = 0 },
            }
        );
        _context.Model.Save(trainer.Fit(rows), rows.Schema, _folder["model.zip"]);
        var model = _context.FocusRestoration.LoadModels(_folder["model.zip"]).Restorer!;
        Assert.Equal((prediction, schedule.ToString()), (model.Prediction, model.Schedule.ToString()));

        var bridge = model.DefaultSampler == Sampler.Bridge;
        foreach (var sampler in Enum.GetValues<Sampler>())
        {
            var options = new ConditionalRestoreEstimator.Options
            {
                DecisionColumnName = nameof(DiscRow.Label),
                TileOverlap = 0,
                Samples = 3,
                Steps = 4,
                Sampler = sampler,
            };
            if (bridge != sampler is Sampler.Bridge or Sampler.BridgeMean)
            {
                Assert.Equal(
                    "Sampler",
                    Assert.Throws<ArgumentOutOfRangeException>(() => _context.Transforms.ConditionalRestore(model, options)).ParamName
                );
                continue;
            }
            var restored = _context.Transforms.ConditionalRestore(model, options).Fit(rows).Transform(rows);
            foreach (var column in new[] { "Restored", "Spread" })
                Assert.All(restored.GetColumn<float[]>(column).SelectMany(v => v), v => Assert.True(float.IsFinite(v)));
            Assert.Equal([0, 3, 3, 3], restored.GetColumn<int>("SampleCount"));
        }
    }

    [Fact]
    public void EstimatesFromNoiseAreKeptWithinTheirLimit()
    {
        // A network that takes all for image: the estimate is the pure noise over alpha, some 300,000 either way.
        var graph = new OnnxGraph("no noise");
        graph.Input("frame", OnnxValue.Batch, 1, Side, Side);
        var noisy = graph.Input("noisy", OnnxValue.Batch, 1, Side, Side);
        graph.Input("time", OnnxValue.Batch);
        graph.Output("residual", graph.Multiply(noisy, graph.Constant(0f)));
        var model = new RestorationModel(graph.ToModel(), Side, 1, Prediction.Epsilon, NoiseSchedule.Linear());
        var rows = DiscRow.Rows(_context, 2);

        (var low, var high) = Ends(1);
        foreach (var limit in new[] { 3, 1000 })
            Assert.Equal(limit, (Ends(limit).High - Ends(limit).Low) / (high - low), limit * 1e-5);
        var frame = rows.GetColumn<float[]>(nameof(DiscRow.Frame)).Last();
        Assert.InRange((high + low) / 2, frame.Min(), frame.Max());

        (float Low, float High) Ends(double limit)
        {
            var options = new ConditionalRestoreEstimator.Options
            {
                DecisionColumnName = nameof(DiscRow.Label),
                TileOverlap = 0,
                Samples = 1,
                Steps = 1,
                EstimateLimit = limit,
            };
            var restored = _context
                .Transforms.ConditionalRestore(model, options)
                .Fit(rows)
                .Transform(rows)
                .GetColumn<float[]>("Restored")
                .Last();
            Assert.Equal(2, restored.Distinct().Count());
            return (restored.Min(), restored.Max());
        }
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void ARegressionIsTrainedSavedLoadedAndRestoresInOneStepFromTheFrameAlone()
    {
        var rows = DiscRow.Rows(_context, 4);
        var network = new DmphnOptions { Widths = [8, 12, 16], ResidualBlocks = 1 };
        var trainer = _context.FocusRestoration.Trainers.Dmphn(
            new RestorerTrainer.Options
            {
                Training = RestorerTrainingOptions.Regression(network) with
                {
                    Steps = 60,
                    LearningRate = 3e-3,
                    AverageDecay = 0.9,
                    BatchSize = 4,
                    CropSize = Side,
                    TileSize = Side,
                    Threads = 1,
                },
                Restore = new() { DecisionColumnName = nameof(DiscRow.Label), TileOverlap = 0 },
            }
        );
        _context.Model.Save(trainer.Fit(rows), rows.Schema, _folder["model.zip"]);
        var model = _context.FocusRestoration.LoadModels(_folder["model.zip"]).Restorer!;
        Assert.Equal(Prediction.Regression, model.Prediction);

        var options = new ConditionalRestoreEstimator.Options
        {
            DecisionColumnName = nameof(DiscRow.Label),
            TileOverlap = 0,
            Samples = 20,
            Steps = 1,
        };
        var restored = Restore(options);
        Assert.Equal([0, 8, 8, 8], restored.GetColumn<int>("SampleCount"));
        Assert.True(Error(restored, "Restored") < 0.8 * Error(restored, nameof(DiscRow.Frame)));
        var other = Restore(options with { Steps = 50, Seed = 9 });
        Assert.Equal(restored.GetColumn<float[]>("Restored"), other.GetColumn<float[]>("Restored"));
        Assert.All(Restore(options with { Samples = 1 }).GetColumn<float[]>("Spread").SelectMany(v => v), v => Assert.Equal(0, v));
        Assert.Contains(
            "regression",
            Assert.Throws<ArgumentOutOfRangeException>(() => Restore(options with { Sampler = Sampler.Ddim })).Message,
            StringComparison.Ordinal
        );
        Assert.Equal("Eta", Assert.Throws<ArgumentOutOfRangeException>(() => Restore(options with { Eta = 1 })).ParamName);

        IDataView Restore(ConditionalRestoreEstimator.Options with) =>
            _context.Transforms.ConditionalRestore(model, with).Fit(rows).Transform(rows);
    }

    [Fact]
    public void ATrainerTrainsWhatItsNameSays()
    {
        var catalog = _context.FocusRestoration.Trainers;
        var diffusion = new RestorerTrainer.Options { Training = s_tiny };
        Assert.Contains(
            "Restorer does",
            Assert.Throws<ArgumentException>(() => catalog.Dmphn(diffusion)).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "ConditionalUNetOptions",
            Assert.Throws<ArgumentException>(() => catalog.Uformer(diffusion)).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Regression",
            Assert
                .Throws<ArgumentException>(() =>
                    catalog.Ddpm(
                        new RestorerTrainer.Options { Training = RestorerTrainingOptions.Regression(new ConditionalUNetOptions()) }
                    )
                )
                .Message,
            StringComparison.Ordinal
        );
    }

    /// <summary>Mean square error of the blurred rows, counts.</summary>
    private static double Error(IDataView rows, string column) =>
        rows.GetColumn<float[]>(column)
            .Skip(1)
            .Zip(rows.GetColumn<float[]>(nameof(DiscRow.Reference)).Skip(1), (a, b) => a.Zip(b, (x, y) => (x - y) * (x - y)).Average())
            .Average();
}
