using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Transforms.Restoration;
using PostFocus.Transforms.Restoration.Diffusion;
using static PostFocus.Testing.TinyOnnx;

namespace PostFocus.Transforms.Tests.Restoration.Diffusion;

public class FlowTests
{
    private const int Side = 16;

    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void TheStateGoesAlongAStraightLineFromTheFrameWithNoiseToTheTruth()
    {
        var flow = NoiseSchedule.Flow(0.5);
        foreach (var t in new[] { 0, 0.25, 0.5, 1 })
            Assert.Equal((1 - t, 0.5 * t), (flow.Alpha(t), flow.Sigma(t)));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void StepsOfDdimAreThoseOfEuler(int steps)
    {
        const double noise = 0.7;
        var schedule = NoiseSchedule.Flow(noise);
        var start = KeyedNoise.Gaussian(100, 1, 1, 0);
        static float Way(float state, double t) => (float)Math.Tanh(2 * state - t); // from the state to the truth in all of the time
        var ours = Sampler.Ddim.Sample(
            (states, t) =>
            {
                var (ofState, ofOutput) = Prediction.Flow.X0Weights(schedule, t);
                return new([.. states.Select(s => Array.ConvertAll(s, x => (float)(ofState * x + ofOutput * Way(x, t))))]);
            },
            schedule,
            steps,
            0,
            1,
            (_, _) => start
        )[0];
        var expected = Array.ConvertAll(start, z => (float)noise * z);
        for (var i = 0; i < steps; i++)
            expected = Array.ConvertAll(expected, x => x + Way(x, 1 - (double)i / steps) / steps);
        Assert.All(expected.Zip(ours), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void TheNetworkIsShownTheImageOnItsWayAndNotTheFrame(int steps)
    {
        // It takes away all that it sees, in the time that is left: what it cannot see would stay.
        var image = Value("frame", Side, Side);
        var model = new RestorationModel(
            TinyOnnx.Model(
                [Node("Add", ["frame", "noisy"], "sum"), Node("Neg", ["sum"], "all"), Node("Div", ["all", "time"], "residual")],
                [image, Value("noisy", Side, Side), Value("time")],
                [Value("residual", Side, Side)]
            ),
            Side,
            1,
            Prediction.Flow,
            NoiseSchedule.Flow()
        );
        var rows = new[]
        {
            new Row { Frame = [.. Enumerable.Range(0, Side * Side).Select(i => 400f + i % 37)], Label = true },
        };
        var schema = SchemaDefinition.Create(typeof(Row));
        schema["Frame"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, Side, Side);
        schema["Intensity"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 2);
        var view = _context.Data.LoadFromEnumerable(rows, schema);
        var options = new ConditionalRestoreEstimator.Options
        {
            DecisionColumnName = "Label",
            Samples = 1,
            Steps = steps,
            TileOverlap = 0,
        };
        using var restorer = _context.Transforms.ConditionalRestore(model, options).Fit(view);
        var restored = restorer.Transform(view).GetColumn<float[]>("Restored").Single();
        Assert.All(restored, count => Assert.Equal(420, count, 1e-2));
    }

    private sealed class Row
    {
        public float[] Frame { get; set; } = [];
        public float[] Intensity { get; set; } = [400, 440];
        public bool Label { get; set; }
    }
}
