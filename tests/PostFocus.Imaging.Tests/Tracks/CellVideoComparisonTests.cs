using CsCheck;
using PostFocus.Imaging.Tracks;

namespace PostFocus.Imaging.Tests.Tracks;

public class CellVideoComparisonTests
{
    private const int Side = 5;
    private const double Reach = 0.5;

    private static readonly Gen<Frame[]> s_video = Gen.Int[0, 3].Array[Side * Side].Select(Labels).Array[1, 4];

    private static Frame Labels(int[] labels) => new(Side, labels.Length / Side, [.. labels.Select(l => (float)l)], PixelType.UInt16);

    /// <summary>Frames of one row.</summary>
    private static CellVideo Video(params string[] rows) =>
        CellVideo.ByLabel(
            [.. rows.Select(row => new Frame(1, row.Length, [.. row.Select(c => (float)(c - '0'))], PixelType.UInt16))],
            Reach
        );

    private static CellVideoComparison Compare(CellVideo reference, CellVideo found) =>
        CellVideoComparison.Of(reference, found, [.. reference.Labels.Select(_ => true)]);

    [Fact]
    public void AVideoIsLikeItself() =>
        s_video.Sample(frames =>
        {
            var same = Compare(CellVideo.ByLabel(frames, Reach), CellVideo.ByLabel(frames, Reach));
            Assert.Equal((1, 0, 0), (same.AveragePrecision50, same.CountError, same.ContactMse));
            Assert.All(
                new[] { same.Iou - 1, same.ContactPcc - 1, same.AreaBias, same.ElongationBias, same.SpeedBias },
                difference => Assert.True(double.IsNaN(difference) || Math.Abs(difference) < 1e-9)
            );
        });

    [Fact]
    public void HowCellsAreNumberedInEachFrameDoesNotMatterToWhatIsFound() =>
        Gen.Select(s_video, Gen.Shuffle(new[] { 1, 2, 3 }).Array[4])
            .Sample(
                (frames, numbers) =>
                {
                    Frame[] other = [.. frames.Select((f, i) => Labels([.. f.Counts.Select(c => c == 0 ? 0 : numbers[i][(int)c - 1])]))];
                    var reference = CellVideo.ByLabel(frames, Reach);
                    CellVideoComparison one = Compare(reference, CellVideo.Follow(frames, Reach)),
                        two = Compare(reference, CellVideo.Follow(other, Reach));
                    Assert.Equal(
                        (one.AveragePrecision50, one.CountError, one.ContactMse),
                        (two.AveragePrecision50, two.CountError, two.ContactMse)
                    );
                }
            );

    [Fact]
    public void EachFigureSeesWhatItIsFor()
    {
        var reference = Video("11110022", "01111022", "00111122");
        var found = Video("11100022", "01111002", "00110022");
        var compared = Compare(reference, found);
        // The cell of 3 of 4 pixels, the whole one, the one of half; and those of 2, 1 and 2 of 2.
        Assert.Equal((0.75 + 1 + 0.5 + 1 + 0.5 + 1) / 6, compared.Iou, 1e-9);
        Assert.Equal((1.0, 0.0), (compared.AveragePrecision50, compared.CountError));
        Assert.Equal(14.0 / 18 - 1, compared.AreaBias, 1e-9);
        Assert.Equal(0, compared.ContactPcc); // the contacts of the second and third frame are lost
        Assert.Equal((1.0 + 2) / 8 / 3, compared.ContactMse, 1e-9);
        Assert.Equal((4, 4, 4), (compared.Tracks.TrueLinks, compared.Tracks.FoundLinks, compared.Tracks.CorrectLinks));
    }

    [Fact]
    public void WhereNothingMovesNoSpeedIsCompared() =>
        Assert.Equal(double.NaN, Compare(Video("1111000", "1111000"), Video("1111000", "0111100")).SpeedBias);

    [Fact]
    public void OnlyTheFramesThatCountAreCompared()
    {
        var compared = CellVideoComparison.Of(Video("1100", "1100"), Video("0000", "1100"), [false, true]);
        Assert.Equal((1, 1.0, 0.0), (compared.Frames, compared.AveragePrecision50, compared.CountError));
    }

    [Fact]
    public void WhereThereIsNoCellNoneIsFoundOrMissed()
    {
        var compared = CellVideoComparison.Of(Video("1100", "0000"), Video("1100", "0000"), [false, true]);
        Assert.Equal((double.NaN, 0.0), (compared.AveragePrecision50, compared.CountError));
    }

    [Fact]
    public void VideosOfDifferentLengthsAreRefused() =>
        Assert.Throws<ArgumentException>(() => CellVideoComparison.Of(Video("1"), Video("1", "1"), [true]));
}
