using Microsoft.ML;
using PostFocus.Transforms.Restoration;

namespace PostFocus.Transforms.Tests.Restoration;

public sealed class MissingPixelsTests
{
    [Fact]
    public void PixelsWithoutDataComeBackAsTheyWereAndWithoutSpread()
    {
        const int nothing = 37,
            infinite = 120;
        SmallFrame whole = Noise(),
            marked = Noise();
        (marked.Frame![nothing], marked.Frame[infinite]) = (float.NaN, float.PositiveInfinity);
        var context = new MLContext(seed: 1);
        var view = context.Data.LoadFromEnumerable([whole, marked]);
        var options = new ConditionalRestoreEstimator.Options
        {
            DecisionColumnName = "Label",
            Samples = 8,
            TileOverlap = 0,
        };
        using var restorer = context.Transforms.ConditionalRestore(SmallFrame.Restorer, options).Fit(view);
        float[][] restored = restorer.Transform(view).Scalars<float[]>("Restored"),
            spread = restorer.Transform(view).Scalars<float[]>("Spread");

        Assert.NotEqual(whole.Frame, restored[0]);
        Assert.Equal([nothing, infinite], restored[1].Index().Where(p => !float.IsFinite(p.Item)).Select(p => p.Index));
        Assert.Equal((float.NaN, float.PositiveInfinity), (restored[1][nothing], restored[1][infinite]));
        Assert.Equal((0f, 0f), (spread[1][nothing], spread[1][infinite]));
    }

    [Fact]
    public void SaturatedPixelsComeBackAsTheyWereAndAllOthersAreRestoredAroundThem()
    {
        var frame = Noise();
        var end = frame.Frame!.Order().ElementAt((int)(0.95 * frame.Frame!.Length));
        frame.Frame = [.. frame.Frame.Select(c => MathF.Min(c, end))];
        var context = new MLContext(seed: 1);
        var view = context.Data.LoadFromEnumerable([frame]);
        var options = new ConditionalRestoreEstimator.Options
        {
            DecisionColumnName = "Label",
            Samples = 8,
            TileOverlap = 0,
        };
        using var restorer = context.Transforms.ConditionalRestore(SmallFrame.Restorer, options).Fit(view);
        float[] restored = restorer.Transform(view).Scalars<float[]>("Restored")[0],
            spread = restorer.Transform(view).Scalars<float[]>("Spread")[0];
        var saturated = frame.Frame.Select(c => c == end).ToArray();
        Assert.Equal(saturated, restored.Zip(frame.Frame, (after, before) => after == before));
        Assert.Equal(saturated, spread.Select(s => s == 0));
    }

    private static SmallFrame Noise()
    {
        var random = new Random(1);
        return new() { Frame = [.. Enumerable.Range(0, SmallFrame.Side * SmallFrame.Side).Select(_ => random.NextSingle())], Label = true };
    }
}
