using CsCheck;
using PostFocus.Imaging.Cells;

namespace PostFocus.Imaging.Tests.Cells;

public class CellContactsTests
{
    private static Frame Row(string labels) => new(1, labels.Length, [.. labels.Select(c => (float)(c - '0'))], PixelType.UInt8);

    private static string Mask(CellContacts contacts) => string.Concat(contacts.Mask.Counts.Select(c => (int)c));

    /// <summary>Outlines lie half a pixel beyond the middles of the outermost pixels.</summary>
    [Theory]
    [InlineData("1122", 0.4, "0000")]
    [InlineData("1122", 0.5, "0110")]
    [InlineData("11022", 0.4, "00000")]
    [InlineData("11022", 0.5, "00100")]
    [InlineData("110022", 0.5, "000000")]
    [InlineData("110022", 1.5, "001100")]
    public void APixelIsInContactThatIsWithinReachOfBothOutlines(string labels, double reach, string mask)
    {
        var contacts = CellContacts.Of(Row(labels), reach);
        Assert.Equal(mask, Mask(contacts));
        Assert.Equal(mask.Contains('1', StringComparison.Ordinal) ? [(1, 2)] : [], contacts.Pairs);
    }

    [Fact]
    public void ACellIsNotInContactWithItself() => Assert.Empty(CellContacts.Of(Row("1101011"), 3).Pairs);

    [Fact]
    public void ThreeCellsMayMeetInAPixel() => Assert.Equal([(1, 2), (1, 3), (2, 3)], CellContacts.Of(Row("12030"), 1.5).Pairs);

    /// <summary>By the plain definition: within reach of the nearest pixel of two cells.</summary>
    [Fact]
    public void TheMaskIsWhatDistancesTell() =>
        Gen.Select(Gen.Int[0, 3].Array[7 * 7], Gen.Double[0, 3])
            .Sample(
                (labels, reach) =>
                {
                    var frame = new Frame(7, 7, [.. labels.Select(l => (float)l)], PixelType.UInt8);
                    var mask = CellContacts.Of(frame, reach).Mask.Counts;
                    for (var i = 0; i < labels.Length; i++)
                    {
                        var near = Enumerable
                            .Range(0, labels.Length)
                            .Where(j => labels[j] > 0 && double.Hypot(i / 7 - j / 7, i % 7 - j % 7) <= reach + 0.5)
                            .Select(j => labels[j])
                            .Distinct()
                            .Count();
                        Assert.Equal(near >= 2 ? 1 : 0, mask[i]);
                    }
                }
            );

    [Fact]
    public void AReachOutOfRangeIsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => CellContacts.Of(Row("12"), -1));
}
