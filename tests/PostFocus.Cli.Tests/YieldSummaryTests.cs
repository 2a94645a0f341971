using PostFocus.Imaging.Yield;

namespace PostFocus.Cli.Tests;

public sealed class YieldSummaryTests
{
    [Theory]
    [InlineData(0.05, null, "more than 5 % of its frames out of focus")]
    [InlineData(0.125, 3, "more than 12.5 % of its frames out of focus, or more than 3 in a row")]
    [InlineData(1, 3, "more than 3 in a row out of focus")] // no share is larger than all
    [InlineData(1, null, "more than 100 % of its frames out of focus")]
    public void TheRuleIsToldInWords(double share, int? run, string words) =>
        Assert.Equal(words, Wording.AffectedBy(new YieldOptions { LargestShare = share, LongestRun = run }));
}
