using PostFocus.Imaging.Statistics;

namespace PostFocus.Imaging.Tests.Statistics;

public class BoxMullerTests
{
    private const int Count = 100_000;

    private readonly (double First, double Second)[] _pairs;

    public BoxMullerTests()
    {
        var random = new Random(1);
        _pairs = [.. Enumerable.Range(0, Count).Select(_ => BoxMuller.Pair(random.NextDouble(), random.NextDouble()))];
    }

    [Fact]
    public void BothNumbersOfAPairAreStandardNormal()
    {
        foreach (var values in new[] { _pairs.Select(p => p.First).ToArray(), _pairs.Select(p => p.Second).ToArray() })
        {
            Assert.Equal(0, Moments.Mean<double>(values), 0.02);
            Assert.Equal(1, Moments.Deviation<double>(values), 0.02);
            // 68.27 % of a normal distribution lie within one deviation, 95.45 % within two.
            Assert.Equal(0.6827, values.Count(v => Math.Abs(v) < 1) / (double)Count, 0.01);
            Assert.Equal(0.9545, values.Count(v => Math.Abs(v) < 2) / (double)Count, 0.01);
        }
    }

    [Fact]
    public void TheNumbersOfAPairAreNotCorrelated() => Assert.Equal(0, _pairs.Sum(p => p.First * p.Second) / Count, 0.02);

    [Fact]
    public void OneNumberAloneIsThePairsFirst() => Assert.Equal(BoxMuller.Pair(0.3, 0.8).First, BoxMuller.Normal(0.3, 0.8), 1e-15);

    /// <summary>Uniform numbers may be 0, but not 1.</summary>
    [Fact]
    public void TheEndsOfTheRangeGiveNumbers()
    {
        Assert.Equal(0, BoxMuller.Normal(0, 0));
        Assert.True(double.IsFinite(BoxMuller.Normal(1 - 1.0 / (1L << 53), 0)));
    }
}
