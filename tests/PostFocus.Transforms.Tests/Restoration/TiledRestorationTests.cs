using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Transforms.Restoration;
using PostFocus.Transforms.Restoration.Diffusion;
using static PostFocus.Testing.TinyOnnx;

namespace PostFocus.Transforms.Tests.Restoration;

/// <summary>
/// Frames larger than the network's input. The network is a mean over 5 × 5 pixels, for which whole frames are possible too.
/// </summary>
public sealed class TiledRestorationTests
{
    private const int Side = 96,
        Tile = 32,
        Border = 8;

    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void OverlappingTilesGiveWhatTheWholeFrameGivesAwayFromItsBorders()
    {
        float[] frame = Noise(),
            whole = Restored(frame, Side, overlap: 0);
        var seams = LargestDifference(whole, Restored(frame, Tile, overlap: 0));
        var blended = LargestDifference(whole, Restored(frame, Tile, overlap: 16));
        double range = whole.Max() - whole.Min();
        Assert.True(seams > 0.1 * range, $"without overlap {seams} of {range}: the test sees no seams");
        Assert.True(blended < 0.015 * range, $"{blended} of {range}");
        // The wider the overlap, the less a tile's border weighs.
        Assert.True(LargestDifference(whole, Restored(frame, Tile, overlap: 4)) > blended);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    public void TilesOfDifferentSamplesEndAtDifferentPlaces(int samples)
    {
        // Three tiles of 32 fill the frame and stay; four of 30 reach 24 pixels beyond it, and end at three places instead of two.
        const int moving = 30;
        float[] frame = Noise(),
            whole = Restored(frame, Side, overlap: 0);
        var staying = RootMeanSquare(whole, Restored(frame, Tile, overlap: 0, samples));
        var moved = RootMeanSquare(whole, Restored(frame, moving, overlap: 0, samples));
        // What lies at one place in all samples is not averaged; what does not falls as noise does.
        Assert.InRange(moved / staying, 0, Math.Sqrt(2) * 1.1 / Math.Sqrt(samples));
    }

    private float[] Restored(float[] frame, int tile, int overlap, int samples = 1)
    {
        var onnx = TinyOnnx.Model(
            [Node("AveragePool", ["frame"], "residual", Integers("kernel_shape", 5, 5), Integers("pads", 2, 2, 2, 2))],
            [Value("frame", tile, tile)],
            Value("residual", tile, tile)
        );
        var model = new RestorationModel(onnx, tile, residualScale: 1, Prediction.Regression);
        var rows = _context.Data.LoadFromEnumerable([new Row { Frame = frame }]);
        return _context
            .Transforms.ConditionalRestore(model, new() { Samples = samples, TileOverlap = overlap })
            .Fit(rows)
            .Transform(rows)
            .Scalars<float[]>("Restored")
            .Single();
    }

    private static double LargestDifference(float[] whole, float[] tiled) => Differences(whole, tiled).Max(Math.Abs);

    private static double RootMeanSquare(float[] whole, float[] tiled) =>
        Math.Sqrt(Differences(whole, tiled).Average(difference => difference * difference));

    private static IEnumerable<double> Differences(float[] whole, float[] tiled) =>
        from y in Enumerable.Range(Border, Side - 2 * Border)
        from x in Enumerable.Range(Border, Side - 2 * Border)
        select (double)(whole[y * Side + x] - tiled[y * Side + x]);

    private static float[] Noise()
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, Side * Side).Select(_ => random.NextSingle())];
    }

    private sealed class Row
    {
        [VectorType(Side, Side)]
        public float[] Frame { get; set; } = [];

        public bool PredictedLabel { get; set; } = true;
    }
}
