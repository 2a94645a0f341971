using PostFocus.Imaging.Cells;
using PostFocus.Imaging.Tracks;

namespace PostFocus.Imaging.Tests.Tracks;

public class CellFrameTests
{
    /// <summary>Frames of one row, in which each cell is a pixel and touches its neighbour.</summary>
    private static IReadOnlyList<CellFrame> Measure(params string?[] rows)
    {
        Frame?[] frames =
        [
            .. rows.Select(row => row is null ? null : new Frame(1, row.Length, [.. row.Select(c => (float)(c - '0'))], PixelType.UInt8)),
        ];
        return CellFrame.Of(
            CellTrack.ByLabel([.. frames.Select(f => f is null ? null : CellRegion.Of(f))]),
            [.. frames.Select(f => f is null ? null : CellContacts.Of(f, 0.5).Pairs)]
        );
    }

    [Fact]
    public void ContactsLastFromFrameToFrameUntilTheyEnd()
    {
        var cells = Measure("1200", "0120", "1002", "1200");
        Assert.Equal([(0, 1), (1, 2), (3, 1)], cells.Where(c => c.Track.Number == 1 && c.Contacts.Count > 0).Select(Lasting));
        Assert.All(cells.SelectMany(c => c.Contacts.Select(p => (c.Track.Number, p.Track))), p => Assert.Equal(3, p.Number + p.Track));

        static (int, int) Lasting(CellFrame cell) => (cell.Frame, cell.Contacts[0].Frames);
    }

    [Fact]
    public void AFrameThatIsNotKnownEndsNoContact() =>
        Assert.Equal([1, 2], Measure("1200", null, "1200").Where(c => c.Track.Number == 1).Select(c => c.Contacts[0].Frames));

    [Fact]
    public void SpeedIsPixelsAFrameAlsoOverAGap() =>
        Assert.Equal([null, 1, 1.5], Measure("10000", "01000", "00000", "00001").Select(c => c.Speed));
}
