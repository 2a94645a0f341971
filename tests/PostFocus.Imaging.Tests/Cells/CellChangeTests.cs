using PostFocus.Imaging.Cells;

namespace PostFocus.Imaging.Tests.Cells;

public sealed class CellChangeTests
{
    private static readonly Frame s_none = Labels(0, 0, 0, 0, 0, 0),
        s_left = Labels(1, 1, 0, 0, 0, 0),
        s_both = Labels(2, 2, 0, 0, 1, 1),
        s_moved = Labels(0, 1, 1, 0, 2, 2);

    [Fact]
    public void CellsOfOneImageAloneAreLostOrNew()
    {
        Assert.Equal(new CellChange(0, 0), CellChange.Between(s_both, s_both));
        Assert.Equal(new CellChange(1, 0), CellChange.Between(s_both, s_left));
        Assert.Equal(new CellChange(0, 1), CellChange.Between(s_left, s_both));
        // A third of both together is less than half.
        Assert.Equal(new CellChange(1, 1), CellChange.Between(s_both, s_moved));
        Assert.Equal(2, CellChange.Between(s_both, s_moved).Count);
    }

    [Fact]
    public void ARestorationMayChangeAsManyCellsAsTimeDoes()
    {
        // Time moves one cell away: one lost and one new.
        Assert.False(CellChange.Between(s_moved, s_both).IsMoreThanTime(s_both, s_moved));
        Assert.False(CellChange.Between(s_moved, s_none).IsMoreThanTime(s_both, s_moved));
        // Nothing moves.
        Assert.True(CellChange.Between(s_both, s_left).IsMoreThanTime(s_both, s_both));
        Assert.False(CellChange.Between(s_both, s_both).IsMoreThanTime(s_both, s_both));
    }

    [Fact]
    public void WithoutAFrameBeforeNoCellMayChange()
    {
        Assert.False(CellChange.Between(s_both, s_both).IsMoreThanTime(null, s_both));
        Assert.True(CellChange.Between(s_both, s_left).IsMoreThanTime(null, s_both));
        Assert.True(CellChange.Between(s_none, s_left).IsMoreThanTime(null, s_none));
    }

    [Fact]
    public void SizesMustAgree() => Assert.Throws<ArgumentException>(() => CellChange.Between(s_none, new(1, 1, [0], PixelType.UInt16)));

    private static Frame Labels(params float[] labels) => new(1, labels.Length, labels, PixelType.UInt16);
}
