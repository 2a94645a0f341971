using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging;
using PostFocus.Transforms.Restoration;
using PostFocus.Transforms.Restoration.Diffusion;
using static PostFocus.Testing.TinyOnnx;

namespace PostFocus.Transforms.Tests.Restoration;

/// <summary>Restorers as ONNX files, run by ML.NET's own ApplyOnnxModel, give what ConditionalRestore gives.</summary>
public sealed class RestorationGraphTests : IDisposable
{
    /// <summary>Of single precision, in shares of the intensity range.</summary>
    private const double Tolerance = 2e-5;

    private const int Side = 16;

    private readonly MLContext _context = new(seed: 1);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>In focus, out of focus, in focus.</summary>
    [Theory]
    [InlineData(1, true)]
    [InlineData(5, true)]
    [InlineData(8, false)]
    public void TheShippedRegressionGivesTheSameFrames(int samples, bool hasBefore)
    {
        var model = _context.FocusRestoration.LoadModels(Repository.Model).Restorer!.WithPixelSize(null).WithDither(null);
        var frames = _context.Data.LoadFrames(SimulatedFolder.Write(_folder["wells"], size: model.TileSize));
        float[][] counts = [.. frames.Scalars<float[]>("Frame")];
        var intensity = frames.Scalars<float[]>("Intensity").First();
        Row[] rows = [.. hasBefore ? [Of(counts[0], 2)] : Array.Empty<Row>(), Of(counts[1], 4), Of(counts[2], 5)];
        Row Of(float[] frame, int time) =>
            new()
            {
                Frame = frame,
                Intensity = intensity,
                FrameIndex = time,
                Label = time == 4,
            };
        var options = new ConditionalRestoreEstimator.Options
        {
            DecisionColumnName = "Label",
            Samples = samples,
            NeighbourCorrelation = -1,
        };

        AssertSame(
            Ours(model, options, rows, row: hasBefore ? 1 : 0, model.TileSize),
            model.ToOnnx(options),
            new()
            {
                Frame = counts[1],
                Intensity = intensity,
                Before = counts[0],
                BeforeNearness = [hasBefore ? 0.5f : 0],
                After = counts[2],
                AfterNearness = [1],
            },
            intensity,
            samples
        );
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void TheShippedDiffusionGivesTheSameFramesFromTheSameNoise()
    {
        var model = _context.FocusRestoration.LoadModels(Repository.Diffusion).Restorer!;
        var frames = _context.Data.LoadFrames(SimulatedFolder.Write(_folder["wells"], size: model.TileSize));
        var row = new Row
        {
            Frame = frames.Scalars<float[]>("Frame").ElementAt(1),
            Intensity = frames.Scalars<float[]>("Intensity").First(),
            Label = true,
        };
        AssertSampled(model, new() { Samples = 3, Steps = 5 }, row, model.TileSize, draws: [0]);
    }

    [Theory]
    [InlineData(Prediction.ResidualX0, "cosine", Sampler.Ddim, 0, false, new[] { 0 })]
    [InlineData(Prediction.ResidualX0, "cosine", Sampler.Ddim, 0.7, false, new[] { 0, 1, 2, 3 })]
    [InlineData(Prediction.X0, "cosine", Sampler.DpmSolver, 0, false, new[] { 0 })]
    [InlineData(Prediction.V, "karras", Sampler.DpmSolver, 0, false, new[] { 0 })]
    [InlineData(Prediction.V, "cosine", Sampler.Ddpm, 0, false, new[] { 0, 1, 2, 3 })]
    [InlineData(Prediction.Epsilon, "linear", Sampler.Ddim, 0, false, new[] { 0 })]
    [InlineData(Prediction.Epsilon, "linear", Sampler.Ddpm, 0, true, new[] { 0, 1, 2, 3 })]
    [InlineData(Prediction.ResidualX0, "bridge", Sampler.Bridge, 0, false, new[] { 1, 2, 3 })]
    [InlineData(Prediction.ResidualX0, "bridge", Sampler.BridgeMean, 0, false, new int[0])]
    [InlineData(Prediction.Flow, "flow", Sampler.Ddim, 0, false, new[] { 0 })]
    public void EverySamplerIsTheSameGraph(
        Prediction prediction,
        string schedule,
        Sampler sampler,
        double eta,
        bool learnsVariance,
        int[] draws
    )
    {
        var model = Model(prediction, schedule, learnsVariance);
        var options = new ConditionalRestoreEstimator.Options
        {
            Samples = 3,
            Steps = 4,
            Sampler = sampler,
            Eta = eta,
        };
        AssertSampled(model, options, Slope(), Side, draws);
    }

    /// <summary>A sampler of one's own, around the step.</summary>
    [Theory]
    [InlineData(Prediction.ResidualX0, "cosine")]
    [InlineData(Prediction.X0, "karras")]
    [InlineData(Prediction.V, "cosine")]
    [InlineData(Prediction.Epsilon, "linear")]
    [InlineData(Prediction.Flow, "flow")]
    public void StepsOneByOneComeToTheSameFrame(Prediction prediction, string schedule)
    {
        const int steps = 3;
        var model = Model(prediction, schedule, learnsVariance: true);
        var row = Slope();
        var options = new ConditionalRestoreEstimator.Options
        {
            DecisionColumnName = "Label",
            Samples = 1,
            Steps = steps,
        };
        var expected = Ours(model, options, [row], 0, Side);
        File.WriteAllBytes(_folder["step.onnx"], model.ToOnnxStep());
        var state = Array.ConvertAll(Noise(row, 0, 0), z => z * (float)model.Schedule.Sigma(1));
        for (var i = 0; ; i++)
        {
            double t = 1 - (double)i / steps,
                next = 1 - (double)(i + 1) / steps;
            var outputs = StockOnnx.Apply(
                _context,
                _folder["step.onnx"],
                new()
                {
                    Frame = row.Frame,
                    Intensity = row.Intensity,
                    Noisy = state,
                    Time = [(float)t],
                    Alpha = [(float)model.Schedule.Alpha(t)],
                    Sigma = [(float)model.Schedule.Sigma(t)],
                }
            );
            var seen = prediction == Prediction.Flow ? new float[state.Length] : state; // which is told the image instead
            Assert.Equal(seen.Select(x => 1 / (1 + MathF.Exp(-x))), outputs.VarianceShare, (a, b) => Math.Abs(a - b) < 1e-5);
            if (i == steps - 1)
            {
                AssertClose(expected.Restored, outputs.Restored, row.Intensity);
                break;
            }
            // DDIM, Song et al. 2021, eq. 12.
            var keep = model.Schedule.Sigma(next) / model.Schedule.Sigma(t);
            var add = model.Schedule.Alpha(next) - keep * model.Schedule.Alpha(t);
            state = [.. state.Zip(outputs.Estimate, (x, x0) => (float)(keep * x + add * x0))];
        }
    }

    [Fact]
    public void ARegressionHasNoSteps() =>
        Assert.Contains(
            "ToOnnx gives all",
            Assert.Throws<InvalidOperationException>(() => Model(Prediction.Regression, "cosine", false).ToOnnxStep()).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void AGraphHoldsNoMoreThanTwoHundredEvaluations()
    {
        var model = Model(Prediction.X0, "cosine", learnsVariance: false);
        Assert.NotEmpty(model.ToOnnx(new() { Samples = 4, Steps = 50 }));
        var refused = Assert.Throws<PostFocusException>(() => model.ToOnnx(new() { Samples = 3, Steps = 67 }));
        Assert.Contains("3 samples of 67 steps evaluate the network 201 times", refused.Message, StringComparison.Ordinal);
    }

    private void AssertSampled(RestorationModel model, ConditionalRestoreEstimator.Options options, Row row, int side, int[] draws) =>
        AssertSame(
            Ours(model, options with { DecisionColumnName = "Label" }, [row], 0, side),
            model.ToOnnx(options),
            new()
            {
                Frame = row.Frame,
                Intensity = row.Intensity,
                Noise = [.. Enumerable.Range(0, options.Samples).SelectMany(k => draws.SelectMany(draw => Noise(row, k, draw)))],
            },
            row.Intensity,
            options.Samples
        );

    private void AssertSame(Result ours, byte[] onnx, OnnxInputs inputs, float[] intensity, int samples)
    {
        File.WriteAllBytes(_folder["restorer.onnx"], onnx);
        var stock = StockOnnx.Apply(_context, _folder["restorer.onnx"], inputs);
        AssertClose(ours.Restored, stock.Restored, intensity);
        if (samples > 1)
            AssertClose(ours.Spread, stock.Spread, intensity);
        else
            Assert.Empty(stock.Spread);
    }

    private static void AssertClose(float[] expected, float[] actual, float[] intensity) =>
        Assert.InRange(expected.Zip(actual, (a, b) => Math.Abs(a - b)).Max() / (intensity[1] - intensity[0]), 0, Tolerance);

    private Result Ours(RestorationModel model, ConditionalRestoreEstimator.Options options, Row[] rows, int row, int side)
    {
        var schema = SchemaDefinition.Create(typeof(Row));
        schema["Frame"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, side, side);
        schema["Intensity"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 2);
        var view = _context.Data.LoadFromEnumerable(rows, schema);
        using var restorer = _context.Transforms.ConditionalRestore(model, options with { TileOverlap = 0 }).Fit(view);
        return _context.Data.CreateEnumerable<Result>(restorer.Transform(view), reuseRowObject: false).ElementAt(row);
    }

    /// <summary>The noise that ConditionalRestore draws.</summary>
    private static float[] Noise(Row row, int sample, int draw) =>
        KeyedNoise.Gaussian(row.Frame.Length, 1, KeyedNoise.FrameKey(row.Frame), sample, draw);

    private static Row Slope() =>
        new()
        {
            Frame = [.. Enumerable.Range(0, Side * Side).Select(i => 400 + 3 * (i / Side) + 7f * (i % Side) + i % 5)],
            Intensity = [410, 530],
            Label = true,
        };

    /// <summary>tanh(time · (frame + noisy)), and as the share of the variance the logistic function of noisy.</summary>
    private static RestorationModel Model(Prediction prediction, string schedule, bool learnsVariance)
    {
        var image = Value("frame", Side, Side);
        if (prediction == Prediction.Regression)
            return new(TinyOnnx.Model([Node("Tanh", ["frame"], "residual")], [image], image), Side, 0.2f, prediction);
        return new(
            TinyOnnx.Model(
                [
                    Node("Add", ["frame", "noisy"], "sum"),
                    Node("Mul", ["sum", "time"], "scaled"),
                    Node("Tanh", ["scaled"], "residual"),
                    Node("Sigmoid", ["noisy"], "variance"),
                ],
                [image, Value("noisy", Side, Side), Value("time")],
                [Value("residual", Side, Side), .. learnsVariance ? [Value("variance", Side, Side)] : Array.Empty<byte[]>()]
            ),
            Side,
            0.2f,
            prediction,
            schedule switch
            {
                "linear" => NoiseSchedule.Linear(),
                "karras" => NoiseSchedule.Karras(),
                "bridge" => NoiseSchedule.Bridge(),
                "flow" => NoiseSchedule.Flow(),
                _ => NoiseSchedule.Cosine,
            }
        );
    }

    private sealed class Row
    {
        public float[] Frame { get; set; } = [];
        public float[] Intensity { get; set; } = [];
        public int FrameIndex { get; set; }
        public bool Label { get; set; }
    }

    private sealed class Result
    {
        public float[] Restored { get; set; } = [];
        public float[] Spread { get; set; } = [];
    }
}
