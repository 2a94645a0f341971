using PostFocus.Imaging.Files;
using PostFocus.Imaging.Layout;
using PostFocus.Imaging.Stacks;
using PostFocus.Imaging.Tests.Helpers;

namespace PostFocus.Imaging.Tests.Zarr;

public sealed class ZarrExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AnImageWithNewPixelsBecomesATiffWithTheSamePlanesAndAxes()
    {
        var image = RawZarr.Image(
            _folder["a.ome.zarr"],
            [3, 2, 4],
            RawZarr.FiveAxes,
            """, "omero": {"channels": [{"label": "phase"}, {"label": "µGFP"}]}"""
        );
        var restored = TestFrames.Random(16, 20, PixelType.UInt8, 7);
        FrameFile.WriteLike(
            image,
            _folder["a.ome.tif"],
            new Dictionary<int, Frame> { [13] = restored },
            new Provenance("PostFocus 1", ("seed", "1"))
        );

        Assert.Equal(24, FrameFile.CountPages(_folder["a.ome.tif"]));
        for (var page = 0; page < 24; page++)
            TestFrames.AssertSame(page == 13 ? restored : FrameFile.Read(image, page), FrameFile.Read(_folder["a.ome.tif"], page));
        StackLayout before = Assert.Single(StackReader.Read(image)),
            after = Assert.Single(StackReader.Read(_folder["a.ome.tif"]));
        Assert.Equal("24 pages: T=3, Z=4, C=2 (OME metadata), 0.65 µm/pixel, 300 s", after.Description);
        Assert.Equal(before.ChannelNames, after.ChannelNames);
        Assert.Equal(
            (before.PlaneSpacingMicrons, before.PixelHeightMicrons!.Value),
            (after.PlaneSpacingMicrons, after.PixelHeightMicrons!.Value)
        );
        for (var t = 0; t < 3; t++)
        for (var z = 0; z < 4; z++)
        for (var c = 0; c < 2; c++)
            Assert.Equal(before.Location(t, z, c).Page, after.Location(t, z, c).Page);
        Assert.Contains(
            "restored pages",
            System.Text.Encoding.UTF8.GetString(File.ReadAllBytes(_folder["a.ome.tif"])),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("t,z,c", "T=2, Z=3, C=4")]
    [InlineData("z,c,t", "T=4, Z=2, C=3")]
    [InlineData("c,z,t", "T=4, Z=3, C=2")]
    public void TheOrderOfPlanesIsThatOfTheArray(string axes, string sizes)
    {
        var named = string.Join(", ", axes.Split(',').Concat(["y", "x"]).Select(a => $$"""{"name": "{{a}}"}"""));
        var image = RawZarr.Image(_folder["a"], [2, 3, 4], $$"""{"version": "0.4", "axes": [{{named}}], "datasets": [{"path": "0"}]}""");
        FrameFile.WriteLike(image, _folder["a.tif"], new Dictionary<int, Frame>());
        Assert.StartsWith(
            $"24 pages: {sizes} (OME metadata)",
            Assert.Single(StackReader.Read(_folder["a.tif"])).Description,
            StringComparison.Ordinal
        );
        Assert.Equal(Enumerable.Range(0, 24), Enumerable.Range(0, 24).Select(p => (int)FrameFile.Read(_folder["a.tif"], p).Counts[0]));
    }

    [Fact]
    public void AnImageThatCannotBeReadLeavesNothing()
    {
        var image = RawZarr.Image(_folder["in/a"], [3], """{"axes": ["t", "y", "x"], "datasets": [{"path": "0"}]}""");
        File.WriteAllBytes(Path.Combine(image, "0", "2.0.0"), [1, 2, 3]);
        Assert.Throws<FrameFormatException>(() => FrameFile.WriteLike(image, _folder["out/a.tif"], new Dictionary<int, Frame>()));
        Assert.Empty(Directory.GetFileSystemEntries(_folder["out"]));
    }
}
