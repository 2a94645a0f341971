using CsCheck;
using PostFocus.Imaging.Cells;
using PostFocus.Imaging.Tracks;

namespace PostFocus.Imaging.Tests.Tracks;

public class CellTrackerTests
{
    private static readonly CellTrackerOptions s_options = new() { LongestStep = 10, LongestGap = 2 };

    private static readonly Gen<CellRegion[]> s_cells = Gen.Select(Gen.Double[0, 30], Gen.Double[0, 30])
        .Array[0, 5]
        .Select(places => places.Select((place, i) => Cell(i + 1, place.Item1, place.Item2)).ToArray());

    private static CellRegion Cell(int label, double x, double y, int area = 100) => new(label, area, x, y, 1);

    /// <summary>Of all ways to link the cells of two frames it is one of least cost, as trying all of them tells.</summary>
    [Fact]
    public void TwoFramesAreLinkedAtLeastCost() =>
        Gen.Select(s_cells, s_cells)
            .Sample(
                (first, second) =>
                {
                    var tracks = CellTracker.Track([first, second], s_options with { DivisionTolerance = 0 });
                    var cost =
                        first.Length * 100
                        + tracks.Where(t => t.Cells.Count == 2).Sum(t => Way(t.Cells[0].Region, t.Cells[1].Region) - 100);
                    Assert.Equal(LeastCost(first, second, []), cost, 1e-6);
                }
            );

    private static double LeastCost(ReadOnlySpan<CellRegion> rows, CellRegion[] columns, HashSet<int> taken)
    {
        if (rows.IsEmpty)
            return 0;
        var least = 100 + LeastCost(rows[1..], columns, taken);
        foreach (var column in columns)
        {
            if (Way(rows[0], column) >= 100 || !taken.Add(column.Label))
                continue;
            least = Math.Min(least, Way(rows[0], column) + LeastCost(rows[1..], columns, taken));
            taken.Remove(column.Label);
        }
        return least;
    }

    private static double Way(CellRegion a, CellRegion b) => (a.X - b.X) * (a.X - b.X) + (a.Y - b.Y) * (a.Y - b.Y);

    [Fact]
    public void EachCellBelongsToOneTrack() =>
        s_cells
            .Array[0, 6]
            .Sample(frames =>
            {
                var tracks = CellTracker.Track(frames, s_options);
                Assert.Equal(
                    frames.SelectMany((cells, frame) => cells.Select(c => (frame, c.Label))).Order(),
                    tracks.SelectMany(t => t.Cells.Select(c => (c.Frame, c.Region.Label))).Order()
                );
                Assert.Equal(Enumerable.Range(1, tracks.Count), tracks.Select(t => t.Number));
                Assert.All(tracks, t => Assert.Equal(t.Cells.Select(c => c.Frame).Distinct().Order(), t.Cells.Select(c => c.Frame)));
                Assert.All(tracks, t => Assert.True(t.Parent == 0 || tracks[t.Parent - 1].Cells[^1].Frame == t.Cells[0].Frame - 1));
            });

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    public void AGapIsClosedUpToItsLongest(int missed, int tracks)
    {
        CellRegion[]?[] frames =
        [
            [Cell(1, 10, 10)],
            .. Enumerable.Repeat<CellRegion[]?>([], missed),
            [Cell(7, 12, 11)],
        ];
        Assert.Equal(tracks, CellTracker.Track(frames, s_options).Count);
    }

    /// <summary>Over two frames a random walk goes √2 times as far as over one.</summary>
    [Theory]
    [InlineData(14.1, 1)]
    [InlineData(14.2, 2)]
    public void OverAGapACellGoesAsFarAsARandomWalk(double way, int tracks) =>
        Assert.Equal(
            tracks,
            CellTracker
                .Track(
                    [
                        [Cell(1, 10, 10)],
                        [],
                        [Cell(1, 10 + way, 10)],
                    ],
                    s_options
                )
                .Count
        );

    [Fact]
    public void AFrameThatIsNotKnownIsAGap()
    {
        var tracks = CellTracker.Track(
            [
                [Cell(1, 10, 10), Cell(2, 40, 10)],
                null,
                [Cell(1, 39, 12), Cell(2, 9, 11)],
            ],
            s_options
        );
        Assert.Equal(
            [
                [1, 2],
                [2, 1],
            ],
            tracks.Select(t => t.Cells.Select(c => c.Region.Label))
        );
    }

    [Theory]
    [InlineData(10, 10.0, 1)]
    [InlineData(10, 9.9, 2)]
    public void NoCellGoesFartherThanTheLongestStep(double way, double longest, int tracks) =>
        Assert.Equal(
            tracks,
            CellTracker
                .Track(
                    [
                        [Cell(1, 0, 0)],
                        [Cell(1, way - 1e-9, 0)],
                    ],
                    s_options with
                    {
                        LongestStep = longest,
                    }
                )
                .Count
        );

    [Theory]
    [InlineData(52, true)]
    [InlineData(100, false)] // two whole cells: one has come in
    public void ACellThatComesApartInTwoHalvesIsTheMotherOfBoth(int area, bool divides)
    {
        var tracks = CellTracker.Track(
            [
                [Cell(1, 10, 10)],
                [Cell(1, 10, 10)],
                [Cell(1, 7, 10, 52), Cell(2, 13, 10, area)],
                [Cell(1, 6, 10, 60), Cell(2, 14, 10, area)],
            ],
            s_options
        );
        if (divides)
            Assert.Equal([(0, 2), (1, 2), (1, 2)], tracks.Select(t => (t.Parent, t.Cells.Count)));
        else
            Assert.Equal([(0, 4), (0, 2)], tracks.Select(t => (t.Parent, t.Cells.Count)));
    }

    [Fact]
    public void DebrisBesideACellIsNotItsDaughter()
    {
        var tracks = CellTracker.Track(
            [
                [Cell(1, 10, 10, 300)],
                [Cell(1, 10, 10, 300), Cell(2, 17, 10, 12)],
            ],
            s_options
        );
        Assert.Equal([0, 0], tracks.Select(t => t.Parent));
    }

    /// <summary>Mother, daughters and granddaughters, found in the order of their births.</summary>
    [Fact]
    public void ADaughterMayDivideToo()
    {
        var tracks = CellTracker.Track(
            [
                [Cell(1, 30, 30, 200)],
                [Cell(1, 26, 30), Cell(2, 34, 30)],
                [Cell(1, 24, 30), Cell(2, 36, 30)],
                [Cell(1, 24, 27, 50), Cell(2, 24, 33, 50), Cell(3, 36, 30)],
            ],
            s_options
        );
        Assert.Equal([0, 1, 1, 2, 2], tracks.Select(t => t.Parent));
        Assert.Equal([1, 2, 3, 1, 1], tracks.Select(t => t.Cells.Count));
    }

    [Fact]
    public void OptionsOutOfRangeAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new CellTrackerOptions { LongestStep = 0.4 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new CellTrackerOptions { LongestGap = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new CellTrackerOptions { DivisionTolerance = 1.1 });
    }
}
