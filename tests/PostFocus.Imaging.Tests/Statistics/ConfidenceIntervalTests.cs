using CsCheck;
using PostFocus.Imaging.Statistics;

namespace PostFocus.Imaging.Tests.Statistics;

public sealed class ConfidenceIntervalTests
{
    private static readonly Gen<(int Successes, int Trials)> s_trials = Gen.Int[1, 100_000]
        .SelectMany(n => Gen.Int[0, n].Select(k => (k, n)));

    // scipy 1.10.1: scipy.stats.binomtest(k, n).proportion_ci(method='wilson')
    [Theory]
    [InlineData(0, 10, 0.0, 0.27753279986288926)]
    [InlineData(1, 20, 0.008881448800795402, 0.23613119344674205)]
    [InlineData(3, 10, 0.10779126740630102, 0.6032218525388546)]
    [InlineData(96, 100, 0.9016292856411208, 0.9843366960084523)]
    [InlineData(10, 10, 0.7224672001371109, 1.0)]
    public void WilsonsIntervalIsThatOfScipy(int successes, int trials, double low, double high)
    {
        var interval = ConfidenceInterval.Wilson(successes, trials);
        Assert.Equal(low, interval.Low, 1e-12);
        Assert.Equal(high, interval.High, 1e-12);
    }

    [Fact]
    public void WilsonsIntervalHoldsTheProportionAndLiesBetweenZeroAndOne() =>
        s_trials.Sample(t =>
        {
            var interval = ConfidenceInterval.Wilson(t.Successes, t.Trials);
            Assert.InRange((double)t.Successes / t.Trials, interval.Low, interval.High);
            Assert.True(interval is { Low: >= 0, High: <= 1 });
        });

    [Fact]
    public void FailuresHaveTheMirroredInterval() =>
        s_trials.Sample(t =>
        {
            var successes = ConfidenceInterval.Wilson(t.Successes, t.Trials);
            var failures = ConfidenceInterval.Wilson(t.Trials - t.Successes, t.Trials);
            Assert.Equal(1 - successes.High, failures.Low, 1e-12);
            Assert.Equal(1 - successes.Low, failures.High, 1e-12);
        });

    [Fact]
    public void MoreTrialsOfTheSameProportionTellMore() =>
        s_trials.Sample(t =>
        {
            var few = ConfidenceInterval.Wilson(t.Successes, t.Trials);
            var many = ConfidenceInterval.Wilson(10 * t.Successes, 10 * t.Trials);
            Assert.True(many.High - many.Low < few.High - few.Low);
        });

    [Fact]
    public void NothingIsKnownOfNoTrials() => Assert.Equal(new ConfidenceInterval(0, 1), ConfidenceInterval.Wilson(0, 0));

    [Theory]
    [InlineData(-1, 10)]
    [InlineData(11, 10)]
    [InlineData(0, -1)]
    public void CountsThatCannotBeAreRefused(int successes, int trials) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ConfidenceInterval.Wilson(successes, trials));
}
