using CsCheck;
using PostFocus.Imaging.Yield;

namespace PostFocus.Imaging.Tests.Yield;

public sealed class SequenceYieldTests
{
    private static readonly Gen<bool?[]> s_verdicts = Gen.Int[0, 2].Select(i => i == 2 ? (bool?)null : i == 1).Array[0, 60];

    [Theory]
    [InlineData("", 0, 0, 0, 0)]
    [InlineData("....", 4, 0, 0, 0)]
    [InlineData("#.##.", 5, 3, 2, 0)]
    [InlineData("####", 4, 4, 4, 0)]
    [InlineData(".###.##", 7, 5, 3, 0)]
    [InlineData("##?###?", 5, 5, 3, 2)]
    [InlineData("??", 0, 0, 0, 2)]
    public void FramesAndRunsAreCounted(string frames, int judged, int outOfFocus, int longestRun, int notJudged)
    {
        var counted = SequenceYield.Of("well", Verdicts(frames));
        Assert.Equal(
            (judged, outOfFocus, longestRun, notJudged),
            (counted.Frames, counted.OutOfFocus, counted.LongestRun, counted.NotJudged)
        );
    }

    [Fact]
    public void TheLongestRunInFocusIsThatOutOfFocusOfTheOppositeVerdicts() =>
        s_verdicts.Sample(verdicts =>
            SequenceYield.Of("well", verdicts).LongestInFocus == SequenceYield.Of("well", verdicts.Select(v => !v)).LongestRun
        );

    [Fact]
    public void ExactlyTheLargestShareIsNotAffectedAndOneFrameMoreIs()
    {
        for (var percent = 1; percent < 100; percent++)
        {
            var rule = new YieldOptions { LargestShare = percent / 100.0 };
            for (var hundreds = 1; hundreds <= 20; hundreds++)
            {
                Assert.False(Of(percent * hundreds, 100 * hundreds, rule).IsAffected);
                Assert.True(Of(percent * hundreds + 1, 100 * hundreds, rule).IsAffected);
            }
        }
    }

    [Fact]
    public void TheDefaultRuleIsThePapersFivePerCent()
    {
        Assert.False(Of(1, 20).IsAffected);
        Assert.False(Of(3, 73).IsAffected);
        Assert.True(Of(4, 73).IsAffected);
        Assert.True(Of(1, 19).IsAffected);
    }

    [Fact]
    public void TwoInARowCostAVideoUnderTheSecondRule()
    {
        var rule = new YieldOptions { LongestRun = 1 };
        Assert.False(SequenceYield.Of("well", Verdicts("#" + new string('.', 49) + "#"), rule).IsAffected);
        Assert.True(SequenceYield.Of("well", Verdicts("##" + new string('.', 49)), rule).IsAffected);
        // What lies between could have been in focus.
        Assert.False(SequenceYield.Of("well", Verdicts("#?#" + new string('.', 49)), rule).IsAffected);
    }

    [Fact]
    public void BreakingEitherRuleIsEnough()
    {
        var both = new YieldOptions { LongestRun = 1 };
        Assert.True(SequenceYield.Of("well", Verdicts("#.#."), both).IsAffected);
        Assert.False(SequenceYield.Of("well", Verdicts("#.#."), both with { LargestShare = 1 }).IsAffected);
        Assert.False(SequenceYield.Of("well", Verdicts("####"), new YieldOptions { LargestShare = 1 }).IsAffected);
    }

    [Fact]
    public void NothingIsSaidOfASequenceWithoutJudgedFrames()
    {
        var counted = SequenceYield.Of("well", [null, null]);
        Assert.True(double.IsNaN(counted.Share));
        Assert.False(counted.IsAffected);
    }

    [Fact]
    public void CountsAreTheSameBackwardsAndRunsNoLongerThanWhatIsOutOfFocus() =>
        s_verdicts.Sample(verdicts =>
        {
            var counted = SequenceYield.Of("well", verdicts);
            Assert.Equal(counted, SequenceYield.Of("well", verdicts.Reverse()));
            Assert.Equal(verdicts.Length, counted.Frames + counted.NotJudged);
            Assert.InRange(counted.LongestRun, Math.Min(1, counted.OutOfFocus), counted.OutOfFocus);
        });

    [Theory]
    [InlineData(-0.01)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void ALargestShareOutsideOfItsRangeIsNamed(double share) =>
        Assert.Equal("LargestShare", Assert.Throws<ArgumentOutOfRangeException>(() => new YieldOptions { LargestShare = share }).ParamName);

    [Fact]
    public void ANegativeLongestRunIsNamed() =>
        Assert.Equal("LongestRun", Assert.Throws<ArgumentOutOfRangeException>(() => new YieldOptions { LongestRun = -1 }).ParamName);

    private static SequenceYield Of(int outOfFocus, int frames, YieldOptions? rule = null) =>
        SequenceYield.Of("well", Enumerable.Range(0, frames).Select(i => (bool?)(i < outOfFocus)), rule);

    private static IEnumerable<bool?> Verdicts(string frames) => frames.Select(f => f == '?' ? (bool?)null : f == '#');
}
