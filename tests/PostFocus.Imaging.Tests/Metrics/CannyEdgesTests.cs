using PostFocus.Imaging.Metrics;
using static PostFocus.Imaging.Tests.Helpers.GoldenPair;

namespace PostFocus.Imaging.Tests.Metrics;

public class CannyEdgesTests
{
    /* Number, sum and sum of squares of the edges' places, e = np.flatnonzero(...).astype(np.int64):
        feature.canny(t, sigma=2, low_threshold=.8, high_threshold=.9, use_quantiles=True)
        feature.canny(i, sigma=1, low_threshold=8, high_threshold=16)
        feature.canny(i, sigma=.5, low_threshold=.5, high_threshold=.95, use_quantiles=True)
    */
    [Fact]
    public void EdgesAreScikitImagesPixelForPixel()
    {
        AssertPlaces((68, 68387, 74938479), CannyEdges.FindByQuantiles(Truth(), Height, Width, 2, 0.8, 0.9));
        AssertPlaces((89, 87206, 95146912), CannyEdges.Find(Image(), Height, Width, 1, 8, 16));
        AssertPlaces((191, 176555, 193076487), CannyEdges.FindByQuantiles(Image(), Height, Width, 0.5, 0.5, 0.95));

        static void AssertPlaces((int, long, long) expected, bool[] edges)
        {
            long[] places = [.. edges.Index().Where(e => e.Item).Select(e => (long)e.Index)];
            Assert.Equal(expected, (places.Length, places.Sum(), places.Sum(p => p * p)));
        }
    }

    [Fact]
    public void AStepHasOneEdgeOnePixelWide()
    {
        float[] step = [.. Enumerable.Range(0, 20 * 30).Select(i => i % 30 < 12 ? 0f : 100f)];
        var edges = CannyEdges.Find(step, 20, 30, 1.5, 10, 20);
        for (var y = 1; y < 19; y++)
            Assert.InRange(Enumerable.Range(0, 30).Count(x => edges[y * 30 + x]), 1, 2);
        Assert.All(edges.Index().Where(e => e.Item), e => Assert.InRange(e.Index % 30, 11, 12));
    }

    [Fact]
    public void QuantilesIgnoreGainAndOffset()
    {
        float[] changed = [.. Truth().Select(v => 4 * v + 512)];
        Assert.Equal(
            CannyEdges.FindByQuantiles(Truth(), Height, Width, 2, 0.8, 0.9),
            CannyEdges.FindByQuantiles(changed, Height, Width, 2, 0.8, 0.9)
        );
    }

    [Fact]
    public void AnEvenImageHasNoEdges() => Assert.DoesNotContain(true, CannyEdges.FindByQuantiles(new float[400], 20, 20, 1, 0.8, 0.9));

    [Fact]
    public void OptionsOutOfTheirRangesAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => CannyEdges.Find(Truth(), Height, Width, 1, 2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => CannyEdges.Find(Truth(), Height, Width, -1, 1, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => CannyEdges.FindByQuantiles(Truth(), Height, Width, 1, 0.5, 1.1));
        Assert.Throws<ArgumentException>(() => CannyEdges.Find(Truth(), Height, Width + 1, 1, 1, 2));
    }
}
