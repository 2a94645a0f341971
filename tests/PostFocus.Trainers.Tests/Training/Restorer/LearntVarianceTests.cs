using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Trainers.Networks.UNets;
using PostFocus.Trainers.Onnx;
using PostFocus.Trainers.Tests.Networks;
using PostFocus.Trainers.Tests.Onnx;
using PostFocus.Trainers.Training;
using PostFocus.Trainers.Training.Restorer;
using PostFocus.Transforms.Restoration;
using PostFocus.Transforms.Restoration.Diffusion;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Tests.Training.Restorer;

/// <summary>The variance of a diffusion's steps from training to samples.</summary>
public sealed class LearntVarianceTests : IDisposable
{
    private const int Side = DiscRow.Side;

    private readonly MLContext _context = new(seed: 1);
    private readonly TemporaryFolder _folder = new();

    internal static RestorerTrainingOptions Tiny { get; } =
        RestorerTrainingOptions.Paper with
        {
            Network = new ConditionalUNetOptions
            {
                BaseChannels = 8,
                Multipliers = [1, 2],
                ResidualBlocks = 1,
                AttentionLevels = [1],
                Groups = 4,
                Heads = 2,
                LearnsVariance = true,
            },
            Steps = 20,
            LearningRate = 3e-3,
            AverageDecay = 0.9,
            BatchSize = 8,
            CropSize = Side,
            TileSize = Side,
            Threads = 1,
        };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ThePaperPresetFitsTogether()
    {
        RestorerTrainingOptions.Paper.Validate();
        Assert.True(RestorerTrainingOptions.Paper.Network.TellsVariance);
    }

    [Fact]
    public void TimesAreTheStepsOfTheSchedule()
    {
        using var scope = NewDisposeScope();
        var pairs = new RestorerPairs(Tiny with { Schedule = NoiseSchedule.Linear(5), BatchSize = 100 }, Scenes.Pairs(2, Side), CPU);
        Assert.Equal([0.2f, 0.4f, 0.6f, 0.8f, 1f], pairs.Draw(0).Times.Distinct().Order());
    }

    [Fact]
    public void TheBoundCountsAThousandthBesideTheErrorOfTheNoise()
    {
        using var scope = NewDisposeScope();
        using var network = Weights.Shake(Tiny.Network.Create(seed: 1));
        var batch = new RestorerBatch(
            Weights.Noise(1, 3, 1, Side, Side),
            Weights.Noise(2, 3, 1, Side, Side),
            [0.001f, 0.1f, 1f],
            Weights.Noise(3, 3, 1, Side, Side)
        );
        var state = cat([
            .. batch.Times.Select(
                (t, i) =>
                    batch.X0.narrow(0, i, 1) * (float)Tiny.Schedule.Alpha(t) + batch.Noise.narrow(0, i, 1) * (float)Tiny.Schedule.Sigma(t)
            ),
        ]);
        var output = network.forward(batch.Blurred, state, tensor(batch.Times));
        var (estimate, share) = (output.narrow(1, 0, 1), output.narrow(1, 1, 1));
        double error = nn.functional.mse_loss(estimate, batch.Noise).item<float>();
        double bound = new VariationalBound(Tiny.Schedule).Of(estimate, batch.Noise, share, batch.Times).item<float>();
        Assert.Equal(error + bound / 1000, new RestorerLoss(Tiny, 1, CPU).Of(network, batch).item<float>(), 1e-5 * error);
        Assert.NotInRange(bound / 1000, -1e-4 * error, 1e-4 * error); // or its weight could not be seen
    }

    [Fact]
    public void TheVarianceDoesNotChangeTheGradientOfTheEstimate()
    {
        using var scope = NewDisposeScope();
        using var network = Weights.Shake(Tiny.Network.Create(seed: 1));
        var batch = new RestorerBatch(
            Weights.Noise(1, 3, 1, Side, Side),
            Weights.Noise(2, 3, 1, Side, Side),
            [0.001f, 0.1f, 1f],
            Weights.Noise(3, 3, 1, Side, Side)
        );
        var weight = network.named_parameters().Single(p => p.name == "output.weight").parameter;

        new RestorerLoss(Tiny, 1, CPU).Of(network, batch).backward();
        var both = weight.grad!.clone();
        network.zero_grad();
        var weights = batch.Times.Select(t => (Alpha: (float)Tiny.Schedule.Alpha(t), Sigma: (float)Tiny.Schedule.Sigma(t))).ToArray();
        var state =
            tensor([.. weights.Select(w => w.Alpha)]).view(-1, 1, 1, 1) * batch.X0
            + tensor([.. weights.Select(w => w.Sigma)]).view(-1, 1, 1, 1) * batch.Noise;
        (network.forward(batch.Blurred, state, tensor(batch.Times)).narrow(1, 0, 1) - batch.Noise).pow(2).mean().backward();
        var estimate = weight.grad!;

        Assert.True(estimate[0].abs().max().item<float>() > 0.01);
        Assert.True(allclose(estimate[0], both[0], rtol: 1e-4, atol: 1e-6));
        Assert.Equal(0, estimate[1].abs().max().item<float>());
        Assert.True(both[1].abs().max().item<float>() > 1e-3);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void TrainingLowersTheErrorAndTheBoundAndTheShareHasAPartInIt()
    {
        // Over few steps the share counts at most of them; over a thousand only at the first, which are rarely drawn.
        const int Small = 8,
            Steps = 20;
        var schedule = NoiseSchedule.Linear(Steps, 0.01, 0.5);
        var pairs = Scenes.Pairs(4, Small);
        var options = Tiny with { Schedule = schedule, CropSize = Small, TileSize = Small, LearningRate = 1e-2 };
        var before = Measure(Train(options with { Steps = 1, LearningRate = 1e-8 }));
        var after = Measure(Train(options with { Steps = 150 }));
        Assert.True(after.Error < 0.8 * before.Error, $"{before} {after}");
        Assert.True(after.Bound < before.Bound, $"{before} {after}");
        Assert.True(after.Bound < after.BoundAtOneHalf, $"{before} {after}");

        byte[] Train(RestorerTrainingOptions training) =>
            RestorerTraining.Run(training, pairs, [], cancellationToken: TestContext.Current.CancellationToken).Onnx;

        // The error of the noise and the bound, over all steps of the schedule, and the bound if the share were still 0.5.
        (double Error, double Bound, double BoundAtOneHalf) Measure(byte[] onnx)
        {
            using var scope = NewDisposeScope();
            using var model = new OnnxModel(onnx);
            float[] times = [.. pairs.SelectMany(_ => Enumerable.Range(1, Steps).Select(k => (float)k / Steps))];
            Tensor Column(Func<double, double> value) => tensor([.. times.Select(t => (float)value(t))]).view(-1, 1, 1, 1);
            Tensor Images(Func<RestorerPair, UnitImage> image) =>
                tensor([.. pairs.SelectMany(p => Enumerable.Repeat(image(p).Pixels, Steps)).SelectMany(p => p)]).view(-1, 1, Small, Small);
            var noise = Weights.Noise(9, times.Length, 1, Small, Small);
            var state = Column(schedule.Alpha) * Images(p => p.Truth) + Column(schedule.Sigma) * noise;
            var output = model.RunEach(("frame", Images(p => p.Blurred)), ("noisy", state), ("time", tensor(times)));
            var bound = new VariationalBound(schedule);
            return (
                (output[0] - noise).pow(2).mean().item<float>(),
                bound.Of(output[0], noise, output[1], times).item<float>(),
                bound.Of(output[0], noise, full_like(output[1], 0.5), times).item<float>()
            );
        }
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void ATrainedModelIsSavedLoadedAndSampledInAThousandStepsToTheSameBits()
    {
        var rows = DiscRow.Rows(_context, 2);
        var restore = new ConditionalRestoreEstimator.Options
        {
            DecisionColumnName = nameof(DiscRow.Label),
            TileOverlap = 0,
            Samples = 1,
            Steps = 1000,
            Sampler = Sampler.Ddpm,
        };
        using var fitted = _context
            .FocusRestoration.Trainers.Ddpm(new RestorerTrainer.Options { Training = Tiny, Restore = restore })
            .Fit(rows);
        Assert.True(fitted.Model.LearnsVariance);
        _context.Model.Save(fitted, rows.Schema, _folder["model.zip"]);
        var model = _context.FocusRestoration.LoadModels(_folder["model.zip"]).Restorer!;
        Assert.True(model.LearnsVariance);
        Assert.Equal(fitted.Model.OnnxFile.ToArray(), model.OnnxFile.ToArray());

        var restored = Restored(fitted);
        Assert.All(restored, v => Assert.True(float.IsFinite(v)));
        Assert.Equal(restored, Restored(_context.Transforms.ConditionalRestore(model, restore).Fit(rows)));

        float[] Restored(ITransformer transformer) => transformer.Transform(rows).GetColumn<float[]>("Restored").ElementAt(1);
    }

    [Fact]
    public void SamplesAreDrawnWithTheShareThatTheNetworkTells()
    {
        // The estimate of x0 is the state x1 of pure noise, so that the state at t = 1/2, and the sample, is alpha·x1 and the
        // fresh noise, whose variance is sigma² (β̃) or 1 (β), as next to nothing of the image is left at t = 1.
        var schedule = NoiseSchedule.NicholDhariwal();
        float[] none = Spread(null),
            zero = Spread(0),
            one = Spread(1);
        Assert.All(none.Zip(zero), pair => Assert.Equal(1, pair.Second / pair.First, 1e-3));
        Assert.Equal(Math.Pow(schedule.Alpha(0.5), 2) + 1, one.Sum(s => s * s) / zero.Sum(s => s * s), 0.15);

        float[] Spread(float? share)
        {
            var graph = new OnnxGraph("constant share");
            graph.Input("frame", OnnxValue.Batch, 1, Side, Side);
            var noisy = graph.Input("noisy", OnnxValue.Batch, 1, Side, Side);
            graph.Input("time", OnnxValue.Batch);
            graph.Output("residual", noisy);
            if (share is { } v)
                graph.Output("variance", graph.Add(graph.Multiply(noisy, graph.Constant(0f)), graph.Constant(v)));
            var model = new RestorationModel(graph.ToModel(), Side, 1, Prediction.X0, schedule);
            Assert.Equal(share is not null, model.LearnsVariance);
            var rows = DiscRow.Rows(_context, 2);
            var options = new ConditionalRestoreEstimator.Options
            {
                DecisionColumnName = nameof(DiscRow.Label),
                TileOverlap = 0,
                Samples = 3,
                Steps = 2,
                Sampler = Sampler.Ddpm,
            };
            return _context
                .Transforms.ConditionalRestore(model, options)
                .Fit(rows)
                .Transform(rows)
                .GetColumn<float[]>("Spread")
                .ElementAt(1);
        }
    }
}
