using CsCheck;
using PostFocus.Imaging.Cells;
using PostFocus.Imaging.Tracks;

namespace PostFocus.Imaging.Tests.Tracks;

public class TrackComparisonTests
{
    /// <summary>Frames of one row, in which each cell is a pixel.</summary>
    private static (CellTrack[] Truth, CellTrack[] Found, CellMatching[] Matchings) Rows(
        string[] truth,
        string[] found,
        params int[] parents
    )
    {
        Frame[] a = [.. truth.Select(Labels)],
            b = [.. found.Select(Labels)];
        CellTrack[] tracks = [.. CellTrack.ByLabel([.. b.Select(CellRegion.Of)])];
        return (
            [.. CellTrack.ByLabel([.. a.Select(CellRegion.Of)])],
            [.. tracks.Select((t, i) => t with { Parent = parents.ElementAtOrDefault(i) })],
            [.. a.Zip(b, CellMatching.Of)]
        );

        static Frame Labels(string row) => new(1, row.Length, [.. row.Select(c => (float)(c - '0'))], PixelType.UInt8);
    }

    private static TrackComparison Compare((CellTrack[] Truth, CellTrack[] Found, CellMatching[] Matchings) rows) =>
        TrackComparison.Of(rows.Truth, rows.Found, rows.Matchings);

    [Fact]
    public void TracksFollowThemselvesWithoutFault() =>
        Gen.Int[0, 3]
            .Array[6]
            .Array[1, 5]
            .Sample(frames =>
            {
                string[] rows = [.. frames.Select(row => string.Concat(row))];
                var same = Compare(Rows(rows, rows));
                Assert.Equal((1, 1, 0), (same.F1, same.Precision, same.Switches));
                Assert.True(same.Continuity is 1 or double.NaN);
            });

    [Fact]
    public void ACellThatIsMissedOnceCostsTwoSteps()
    {
        var compared = Compare(Rows(["10", "10", "10", "10"], ["10", "00", "10", "10"]));
        Assert.Equal((3, 2, 1, 0), (compared.TrueLinks, compared.FoundLinks, compared.CorrectLinks, compared.Switches));
        Assert.Equal(0.75, compared.Continuity);
        Assert.Equal(0.4, compared.F1);
    }

    [Fact]
    public void TwoCellsThatChangeTracksAreTwoSwitches()
    {
        var compared = Compare(Rows(["12", "12", "12", "12"], ["12", "12", "12", "21"]));
        Assert.Equal((6, 6, 4, 2), (compared.TrueLinks, compared.FoundLinks, compared.CorrectLinks, compared.Switches));
        Assert.Equal(0.75, compared.Continuity);
    }

    /// <summary>The true cell's number stays with one daughter: her step from the mother is one.</summary>
    [Fact]
    public void ADivisionIsNoSwitch()
    {
        var compared = Compare(Rows(["100", "100", "102"], ["100", "100", "203"], 0, 1, 1));
        Assert.Equal((2, 3, 2, 0), (compared.TrueLinks, compared.FoundLinks, compared.CorrectLinks, compared.Switches));
    }

    [Fact]
    public void ADivisionThatIsTrueIsTwoSteps()
    {
        var (_, found, matchings) = Rows(["100", "100", "203"], ["100", "100", "203"], 0, 1, 1);
        var compared = TrackComparison.Of(found, found, matchings);
        Assert.Equal((3, 3, 3, 0), (compared.TrueLinks, compared.FoundLinks, compared.CorrectLinks, compared.Switches));
        Assert.Equal(1, compared.F1);
    }

    [Fact]
    public void WithoutCellsThereIsNothingToFollow()
    {
        var compared = Compare(Rows(["00"], ["00"]));
        Assert.Equal((1, 1, 1), (compared.F1, compared.Recall, compared.Precision));
        Assert.Equal(double.NaN, compared.Continuity);
    }
}
