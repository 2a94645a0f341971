using CsCheck;
using PostFocus.Imaging.Statistics;

namespace PostFocus.Imaging.Tests.Statistics;

public class BettingBoundTests
{
    /* Golden values, in Python: the least m, by bisection, at which this reaches 1 / (1 - c).
           k = best = 1.0; s, q, v = 0.5, 0.25, 0.25
           for i, a in enumerate(x, 1):
               k *= 1 - min(0.9, sqrt(-2 * log(1 - c) / (len(x) * v))) * (a - m); best = max(best, k)
               s += a; q += (a - s / (i + 1)) ** 2; v = q / (i + 1) */
    [Fact]
    public void TheBoundIsThatOfTheBets()
    {
        Assert.Equal(0.009932445525962322, BettingBound.Upper(new double[342], 0.95), 1e-10);
        Assert.Equal(0.05286765336473098, BettingBound.Upper(new double[50], 0.9), 1e-10);
        Assert.Equal(0.10486824146487492, Upper(200, i => i % 7 == 3 ? 0.5 : 0, 0.95), 1e-10);
        Assert.Equal(0.7238736810051608, Upper(40, i => i % 2, 0.99), 1e-10);
        Assert.Equal(0.5310437015991457, Upper(100, i => (double[])[0.25, 0.5, 0.75, 0.5] is var v ? v[i % 4] : 0, 0.8), 1e-10);
    }

    [Fact]
    public void NothingIsKnownOfNoNumbersAndOnesLeaveNothingOut()
    {
        Assert.Equal(1, BettingBound.Upper([], 0.95));
        Assert.Equal(1, Upper(10, _ => 1, 0.9));
    }

    [Fact]
    public void TheBoundLiesAboveTheMeanOfManyNumbersAndGrowsWithTheConfidenceAndWithANumber() =>
        Gen.Select(Gen.Double[0, 1].Array[1, 100], Gen.Double[0.5, 0.99], Gen.Double[0.001, 0.009])
            .Sample(
                (values, confidence, more) =>
                {
                    var bound = BettingBound.Upper(values, confidence);
                    Assert.InRange(bound, 0, 1);
                    double[] last = [.. values[..^1], Math.Min(1, values[^1] + 0.1)];
                    Assert.True(BettingBound.Upper(last, confidence) >= bound - 1e-9);
                    Assert.True(
                        BettingBound.Upper(new double[values.Length], confidence + more)
                            >= BettingBound.Upper(new double[values.Length], confidence)
                    );
                }
            );

    [Fact]
    public void TheMeanLiesAboveTheBoundNoMoreOftenThanTheConfidenceAllows()
    {
        // Shares of wells with one to four frames, of which one in fifty is worse.
        const int runs = 1000;
        var random = new Random(3);
        var above = 0;
        for (var run = 0; run < runs; run++)
            above += Upper(300, _ => Share(random.Next(1, 5)), 0.9) < 0.02 ? 1 : 0;
        Assert.InRange(above, 1, 0.1 * runs + 3 * Math.Sqrt(0.09 * runs));

        double Share(int frames) => Enumerable.Range(0, frames).Count(_ => random.NextDouble() < 0.02) / (double)frames;
    }

    [Theory]
    [InlineData(-0.1, 0.9)]
    [InlineData(1.1, 0.9)]
    [InlineData(double.NaN, 0.9)]
    [InlineData(0.5, 0)]
    [InlineData(0.5, 1)]
    [InlineData(0.5, double.NaN)]
    public void NumbersOutOfRangeAreRefused(double value, double confidence) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => BettingBound.Upper([0.5, value], confidence));

    private static double Upper(int count, Func<int, double> value, double confidence) =>
        BettingBound.Upper([.. Enumerable.Range(0, count).Select(value)], confidence);
}
