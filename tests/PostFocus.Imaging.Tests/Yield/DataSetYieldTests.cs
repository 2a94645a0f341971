using PostFocus.Imaging.Statistics;
using PostFocus.Imaging.Yield;

namespace PostFocus.Imaging.Tests.Yield;

public sealed class DataSetYieldTests
{
    [Fact]
    public void SequencesAreSummedUp()
    {
        var set = DataSetYield.Of("day 1", [Sequence(0, 20), Sequence(1, 20), Sequence(0, 20), Sequence(20, 20)]);
        Assert.Equal((4, 1, 3, 80, 21), (set.Sequences, set.Affected, set.Usable, set.Frames, set.OutOfFocus));
        Assert.Equal((0.25, 0.75, 21 / 80.0), (set.AffectedShare, set.UsableShare, set.OutOfFocusShare));
        Assert.Equal(ConfidenceInterval.Wilson(1, 4), set.AffectedInterval);
        Assert.Equal(ConfidenceInterval.Wilson(3, 4), set.UsableInterval);
    }

    [Fact]
    public void SequencesOfWhichNothingIsKnownDoNotCount()
    {
        var set = DataSetYield.Of("day 1", [Sequence(1, 4), SequenceYield.Of("unreadable", [null, null])]);
        Assert.Equal((1, 1, 0), (set.Sequences, set.Affected, set.Usable));
    }

    [Fact]
    public void ADataSetWithoutSequencesHasNoShareAndTheWidestInterval()
    {
        var set = DataSetYield.Of("nothing", []);
        Assert.True(double.IsNaN(set.AffectedShare) && double.IsNaN(set.OutOfFocusShare));
        Assert.Equal(new ConfidenceInterval(0, 1), set.AffectedInterval);
    }

    private static SequenceYield Sequence(int outOfFocus, int frames) =>
        SequenceYield.Of("well", Enumerable.Range(0, frames).Select(i => (bool?)(i < outOfFocus)));
}
