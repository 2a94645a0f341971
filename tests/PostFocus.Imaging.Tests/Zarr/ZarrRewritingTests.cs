using PostFocus.Imaging.Files;
using PostFocus.Imaging.Tests.Helpers;

namespace PostFocus.Imaging.Tests.Zarr;

/// <summary>Arrays that zarr-python, numcodecs and zarrita wrote get a new plane.</summary>
public sealed class ZarrRewritingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("zarr2/none")]
    [InlineData("zarr2/none-big")]
    [InlineData("zarr2/gzip")]
    [InlineData("zarr2/zlib")]
    [InlineData("zarr2/zstd")]
    [InlineData("zarr2/lz4")]
    [InlineData("zarr2/blosc-lz4-shuffle")]
    [InlineData("zarr2/blosc-lz4hc-none")]
    [InlineData("zarr2/blosc-zstd-bits")]
    [InlineData("zarr2/blosc-zstd-bits-odd")]
    [InlineData("zarr2/blosc-lz4-blocks")]
    [InlineData("zarr2/blosc-zstd-bits-blocks")]
    [InlineData("zarr2/blosc-zlib-shuffle")]
    [InlineData("zarr2/blosc-stored")]
    [InlineData("zarr2/fortran")]
    [InlineData("zarr2/nested")]
    [InlineData("zarr2/planes")]
    [InlineData("zarr3/gzip")]
    [InlineData("zarr3/dots")]
    [InlineData("zarr3/keys2")]
    [InlineData("zarr3/blosc")]
    [InlineData("zarr3/transposed")]
    [InlineData("zarr3/checksum")]
    [InlineData("zarr3/shards")]
    [InlineData("zarr3/shards-start")]
    [InlineData("zarr3/shards-plain")]
    [InlineData("zarr3/zarrita-zstd")]
    [InlineData("zarr3/zarrita-blosc")]
    [InlineData("zarr3/zarrita-transposed")]
    public void OnlyThePlaneChanges(string name)
    {
        var parts = name.Split('/');
        var image = GoldenFile.Find(parts[0], parts[1]);
        var before = Enumerable.Range(0, FrameFile.CountPages(image)).Select(page => FrameFile.Read(image, page)).ToList();
        var restored = TestFrames.Random(before[1].Height, before[1].Width, before[1].PixelType, 7);
        FrameFile.WriteLike(image, _folder["a"], new Dictionary<int, Frame> { [1] = restored });
        for (var page = 0; page < before.Count; page++)
            TestFrames.AssertSame(page == 1 ? restored : before[page], FrameFile.Read(_folder["a"], page));
        Assert.Equal(Names(image), Names(_folder["a"]));
    }

    [Fact]
    public void LowerResolutionsAreMadeAsTheyWere()
    {
        var image = Pyramid(_folder["in"], mean: false);
        var restored = TestFrames.Random(16, 20, PixelType.UInt8, 7);
        FrameFile.WriteLike(image, _folder["first"], new Dictionary<int, Frame> { [1] = restored });
        AssertLower(_folder["first"], (y, x) => restored.Counts[2 * y * 20 + 2 * x]);
        image = Pyramid(_folder["in2"], mean: true);
        FrameFile.WriteLike(image, _folder["mean"], new Dictionary<int, Frame> { [1] = restored });
        AssertLower(_folder["mean"], (y, x) => MathF.Round(Box(restored, y, x)));
        Assert.Equal(File.ReadAllBytes(Path.Combine(image, "1", "0.0.0")), File.ReadAllBytes(_folder["mean/1/0.0.0"]));
    }

    [Fact]
    public void ALowerResolutionThatIsDamagedIsMadeAnewWhereItsPlaneIs()
    {
        var image = Pyramid(_folder["in"], mean: false);
        File.WriteAllBytes(Path.Combine(image, "1", "1.0.0"), [1, 2, 3]);
        FrameFile.WriteLike(image, _folder["out"], new Dictionary<int, Frame> { [1] = TestFrames.Random(16, 20, PixelType.UInt8, 7) });
        Assert.Equal(80, FrameFile.Read(_folder["out/1"], 1).Counts.Length);
    }

    [Fact]
    public void AnImageThatCannotBeWrittenLeavesNothing()
    {
        var image = Pyramid(_folder["in"], mean: false);
        File.WriteAllText(Path.Combine(image, "1", ".zarray"), "{");
        Assert.Throws<FrameFormatException>(() =>
            FrameFile.WriteLike(image, _folder["out/a"], new Dictionary<int, Frame> { [1] = TestFrames.Random(16, 20, PixelType.UInt8, 7) })
        );
        Assert.Empty(Directory.GetFileSystemEntries(_folder["out"]));
    }

    [Fact]
    public void ALinkInsideIsRefused()
    {
        var image = RawZarr.Array(_folder["in"], [2]);
        File.CreateSymbolicLink(Path.Combine(image, "more"), "/etc");
        Assert.Contains(
            "'more' in it is a link",
            Assert.Throws<FrameFormatException>(() => FrameFile.WriteLike(image, _folder["out/a"], new Dictionary<int, Frame>())).Message,
            StringComparison.Ordinal
        );
        Assert.Empty(Directory.GetFileSystemEntries(_folder["out"]));
    }

    private static string Pyramid(string folder, bool mean)
    {
        RawZarr.Image(folder, [3], """{"axes": ["t", "y", "x"], "datasets": [{"path": "0"}, {"path": "1"}]}""");
        RawZarr.Array(
            Path.Combine(folder, "1"),
            [3],
            array =>
            {
                array["shape"] = RawZarr.Numbers(3, 8, 10);
                array["chunks"] = RawZarr.Numbers(1, 8, 10);
            }
        );
        for (var t = 0; t < 3; t++)
        {
            var frame = TestFrames.Random(16, 20, PixelType.UInt8, t);
            File.WriteAllBytes(Path.Combine(folder, "0", $"{t}.0.0"), [.. frame.Counts.ToArray().Select(c => (byte)c)]);
            var lower =
                from y in Enumerable.Range(0, 8)
                from x in Enumerable.Range(0, 10)
                select (byte)(mean ? MathF.Round(Box(frame, y, x)) : frame.Counts[2 * y * 20 + 2 * x]);
            File.WriteAllBytes(Path.Combine(folder, "1", $"{t}.0.0"), [.. lower]);
        }
        return folder;
    }

    private static float Box(Frame frame, int y, int x) =>
        (
            frame.Counts[2 * y * 20 + 2 * x]
            + frame.Counts[2 * y * 20 + 2 * x + 1]
            + frame.Counts[(2 * y + 1) * 20 + 2 * x]
            + frame.Counts[(2 * y + 1) * 20 + 2 * x + 1]
        ) / 4;

    private static void AssertLower(string image, Func<int, int, float> expected)
    {
        var lower = FrameFile.Read(Path.Combine(image, "1"), 1);
        for (var y = 0; y < 8; y++)
        for (var x = 0; x < 10; x++)
            Assert.Equal(expected(y, x), lower.Counts[y * 10 + x]);
    }

    private static IEnumerable<string> Names(string folder) =>
        Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(folder, f))
            .Order(StringComparer.Ordinal);
}
