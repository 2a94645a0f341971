using PostFocus.Imaging.Files;
using PostFocus.Imaging.Stacks;
using PostFocus.Imaging.Tests.Helpers;

namespace PostFocus.Imaging.Tests.Stacks;

/// <summary>ImageJ saves stacks of more than 4 GiB with one directory; smaller ones of that kind do for tests.</summary>
public sealed class LargeImageJStackTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>A file of one directory and a plane, with more planes of 16 × 16 bytes behind it, each filled with its number.</summary>
    private string Write(string description, int planes, int extraBytes = 0)
    {
        // 270: the description. Behind the directory, so that the pixels can lie at the end of the file.
        var head = RawTiff.Described(description);
        var path = _folder["stack.tif"];
        File.WriteAllBytes(
            path,
            [.. head, .. Enumerable.Range(0, planes).SelectMany(p => Enumerable.Repeat((byte)p, 256)), .. new byte[extraBytes]]
        );
        return path;
    }

    [Fact]
    public void PlanesBehindTheOnlyPageArePages()
    {
        var path = Write("ImageJ=1.54f\nimages=12\nchannels=2\nslices=3\nframes=2\n", 12, extraBytes: 5);
        Assert.Equal(12, FrameFile.CountPages(path));
        Assert.Equal(Enumerable.Range(0, 12), Enumerable.Range(0, 12).Select(p => (int)FrameFile.Read(path, p).Counts[^1]));
        Assert.Equal("12 pages: T=2, Z=3, C=2 (ImageJ metadata)", Assert.Single(StackReader.Read(path)).Description);
        Assert.Contains(
            "has 12, counted from 0",
            Assert.Throws<FrameFormatException>(() => FrameFile.Read(path, 12)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void NewPixelsGoWhereTheOldOnesWere()
    {
        var path = Write("ImageJ=1.54f\nimages=6\n", 6);
        var frame = TestFrames.Random(16, 16, PixelType.UInt8, 3);
        FrameFile.WriteLike(path, _folder["out.tif"], new Dictionary<int, Frame> { [4] = frame, [0] = frame.Reversed() });
        Assert.Equal(new FileInfo(path).Length, new FileInfo(_folder["out.tif"]).Length);
        TestFrames.AssertSame(frame, FrameFile.Read(_folder["out.tif"], 4));
        TestFrames.AssertSame(frame.Reversed(), FrameFile.Read(_folder["out.tif"], 0));
        foreach (var page in new[] { 1, 2, 3, 5 })
            TestFrames.AssertSame(FrameFile.Read(path, page), FrameFile.Read(_folder["out.tif"], page));
    }

    [Theory]
    [InlineData("ImageJ=1.54f\nimages=9\n", 6)]
    [InlineData("ImageJ=1.54f\nimages=4\n", 4)]
    [InlineData("ImageJ=1.54f\nimages=1\n", 1)]
    [InlineData("ImageJ=1.54f\nimages=99999999\n", 1)]
    [InlineData("ImageJ=1.54f\n", 1)]
    [InlineData("images=6\n", 1)]
    [InlineData("ImageJ=1.54f\nchannels=2\nframes=3\n", 6)]
    public void PlanesAreThoseThatAreSaidAndThere(string description, int pages) =>
        Assert.Equal(pages, FrameFile.CountPages(Write(description, 6)));
}
