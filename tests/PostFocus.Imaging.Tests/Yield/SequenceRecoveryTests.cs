using PostFocus.Imaging.Yield;

namespace PostFocus.Imaging.Tests.Yield;

public class SequenceRecoveryTests
{
    private static readonly FrameOutcome s_fine = new(IsOut: false, IsCalled: false, IsAccepted: false, IsWorse: false),
        s_restored = new(IsOut: true, IsCalled: true, IsAccepted: true, IsWorse: false);

    [Theory]
    [InlineData(true, true, true, false, false, false)]
    [InlineData(true, true, true, true, false, true)]
    [InlineData(true, true, false, false, true, true)]
    [InlineData(true, true, false, true, true, true)]
    [InlineData(true, false, false, false, false, true)]
    [InlineData(false, true, false, false, true, false)]
    [InlineData(false, true, true, true, false, true)]
    [InlineData(false, false, false, false, false, false)]
    public void AFrameIsLostByTheCountAndInTruthForReasonsOfTheirOwn(
        bool isOut,
        bool isCalled,
        bool isAccepted,
        bool isWorse,
        bool byCount,
        bool inTruth
    )
    {
        var frame = new FrameOutcome(isOut, isCalled, isAccepted, isWorse);
        Assert.Equal((byCount, inTruth), (frame.IsLostByCount, frame.IsLostInTruth));
    }

    [Fact]
    public void AVideoWhoseFramesAreRestoredIsRecovered()
    {
        var video = SequenceRecovery.Of([s_restored, s_fine, s_restored]);
        Assert.Equal((true, true), (video.WasAffected, video.WasCalledAffected));
        Assert.Equal((false, false, false), (video.StaysAffectedByCount, video.StaysAffectedInTruth, video.IsFalselyRecovered));
    }

    [Fact]
    public void OneThatIsMadeWorseIsRecoveredFalsely()
    {
        var video = SequenceRecovery.Of([s_restored with { IsWorse = true }, s_fine]);
        Assert.Equal((false, true, true), (video.StaysAffectedByCount, video.StaysAffectedInTruth, video.IsFalselyRecovered));
    }

    [Fact]
    public void TheRuleIsTheOneThatIsGiven() =>
        Assert.False(SequenceRecovery.Of([s_restored, s_fine], new YieldOptions { LargestShare = 0.5 }).WasAffected);
}
