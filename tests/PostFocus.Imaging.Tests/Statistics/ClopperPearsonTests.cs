using PostFocus.Imaging.Statistics;

namespace PostFocus.Imaging.Tests.Statistics;

public class ClopperPearsonTests
{
    /* Golden values: the p at which sum(comb(n, i) * p**i * (1 - p)**(n - i) for i in range(k + 1)) is 1 - confidence, by
       bisection in Python. */
    [Theory]
    [InlineData(0, 299, 0.95, 0.009969146792899229)]
    [InlineData(1, 473, 0.95, 0.009989707474224728)]
    [InlineData(3, 10, 0.9, 0.551730832383599)]
    [InlineData(12, 1000, 0.99, 0.022697467872606902)]
    public void TheBoundIsThatOfTheBinomialTail(int successes, int trials, double confidence, double bound) =>
        Assert.Equal(bound, ClopperPearson.Upper(successes, trials, confidence), 1e-7);

    [Fact]
    public void NothingIsKnownOfNoTrialsAndAllSuccessesLeaveNothingOut()
    {
        Assert.Equal(1, ClopperPearson.Upper(0, 0, 0.95));
        Assert.Equal(1, ClopperPearson.Upper(5, 5, 0.95));
    }

    [Theory]
    [InlineData(-1, 5, 0.9)]
    [InlineData(6, 5, 0.9)]
    [InlineData(0, -1, 0.9)]
    [InlineData(0, 5, 0)]
    [InlineData(0, 5, 1)]
    [InlineData(0, 5, double.NaN)]
    public void NumbersOutOfRangeAreRefused(int successes, int trials, double confidence) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ClopperPearson.Upper(successes, trials, confidence));
}
