using PostFocus.Trainers.Training;
using PostFocus.Trainers.Training.Restorer;

namespace PostFocus.Trainers.Tests.Training.Restorer;

public sealed class PairPartsTests
{
    [Theory]
    [InlineData(1, 4)]
    [InlineData(2, 3)]
    [InlineData(3, 2)]
    [InlineData(9, 2)]
    public void FewLargeFieldsAreCutIntoTenPartsOrMore(int fields, int across)
    {
        var parts = PairParts.Cut(Fields(fields, 120, 130), least: 20);
        Assert.Equal(fields * across * across, parts.Count);
        Assert.Equal(parts.Count, parts.Select(p => p.Group).Distinct().Count());
        Assert.All(parts, p => Assert.Equal((120 / across, 130 / across), (p.Item.Truth.Height, p.Item.Truth.Width)));
    }

    [Fact]
    public void PlanesOfOneFieldAreCutAlike()
    {
        var field = Fields(1, 64, 64)[0];
        var parts = PairParts.Cut([field, (field.Item with { Blurred = field.Item.Truth }, field.Group)], least: 16);
        Assert.Equal(16, parts.Select(p => p.Group).Distinct().Count());
        Assert.All(parts.GroupBy(p => p.Group), g => Assert.Equal(g.First().Item.Truth.Pixels, g.Last().Item.Truth.Pixels));
    }

    [Fact]
    public void NoPixelComesTwice()
    {
        var pixels = PairParts.Cut(Fields(1, 64, 64), least: 16).SelectMany(p => p.Item.Truth.Pixels).ToArray();
        Assert.Equal(64 * 64, pixels.Length);
        Assert.Equal(Fields(1, 64, 64)[0].Item.Truth.Pixels.Order(), pixels.Order());
    }

    [Theory]
    [InlineData(39, 20)]
    [InlineData(20, 20)]
    public void FramesTooSmallForTwoPartsStayWhole(int side, int least)
    {
        var fields = Fields(2, side, 200);
        Assert.Same(fields, PairParts.Cut(fields, least));
    }

    [Fact]
    public void NeighboursAreCutWithTheirFrame()
    {
        var (pair, group) = Fields(1, 64, 64)[0];
        var parts = PairParts.Cut([(pair with { Before = new(pair.Truth, 3) }, group)], least: 16);
        Assert.All(parts, p => Assert.Equal(p.Item.Truth.Pixels, p.Item.Before!.Image.Pixels));
        Assert.All(parts, p => Assert.Equal((3, null), (p.Item.Before!.Distance, p.Item.After)));
    }

    private static IReadOnlyList<(RestorerPair Item, string Group)> Fields(int count, int height, int width) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(i => (new RestorerPair(Image(i, height, width), Image(i + 0.5f, height, width)), $"field {i}")),
        ];

    private static UnitImage Image(float offset, int height, int width) =>
        new([.. Enumerable.Range(0, height * width).Select(i => (i + offset) / (height * width))], height, width);
}
