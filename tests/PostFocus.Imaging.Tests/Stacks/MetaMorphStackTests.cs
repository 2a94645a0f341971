using static PostFocus.Imaging.Tests.TaggedTiff;

namespace PostFocus.Imaging.Tests;

/// <summary>MetaMorph's STK: one directory, and the planes behind each other.</summary>
public sealed class MetaMorphStackTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Write(int planes, int announced, int strips = 1, int compression = 1)
    {
        File.WriteAllBytes(_folder["v.stk.tif"], Stack(planes, announced, strips, compression));
        return _folder["v.stk.tif"];
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void PlanesArePagesAndInstants(int strips)
    {
        var path = Write(5, 5, strips);
        Assert.Equal(5, FrameFile.CountPages(path));
        var sequence = Assert.Single(FrameSequences.Find(path));
        Assert.Equal("5 pages: T=5 (MetaMorph stack), 60 s", sequence.Description);
        Assert.Equal([0, 1, 2, 3, 4], sequence.Frames.Select(f => (int)FrameFile.Read(f.Path, f.Page).Counts[^1]));
    }

    [Fact]
    public void FoldersAreSearchedForThem()
    {
        File.WriteAllBytes(_folder["v.STK"], Stack(5, 5));
        var search = FrameSequences.Search(_folder.Root);
        Assert.Equal(5, Assert.Single(search.Sequences).Frames.Count);
        Assert.Empty(search.Remarks);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void NewPixelsGoWhereTheOldOnesWere(int strips)
    {
        var path = Write(5, 5, strips);
        var frame = TestFrames.Random(Side, Side, PixelType.UInt8);
        FrameFile.WriteLike(path, _folder["out.tif"], new Dictionary<int, Frame> { [3] = frame }, new Provenance("PostFocus 1"));
        TestFrames.AssertSame(frame, FrameFile.Read(_folder["out.tif"], 3));
        foreach (var page in new[] { 0, 1, 2, 4 })
            TestFrames.AssertSame(FrameFile.Read(path, page), FrameFile.Read(_folder["out.tif"], page));
        Assert.Equal("5 pages: T=5 (MetaMorph stack), 60 s", Assert.Single(StackReader.Read(_folder["out.tif"])).Description);
    }

    [Fact]
    public void PlanesThatAreAnnouncedButNotThereAreSaid()
    {
        var sequence = Assert.Single(FrameSequences.Find(Write(3, 5)));
        Assert.Equal(3, sequence.Frames.Count);
        Assert.Contains("ended after 3 of 5 instants", sequence.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void CompressedPlanesAreRefused()
    {
        var path = Write(5, 5, compression: 32773);
        Assert.Contains("MetaMorph stack of 5 planes whose pixels are compressed", Assert.Throws<FrameFormatException>(() => StackReader.Read(path)).Reason, StringComparison.Ordinal);
        Assert.Contains("MetaMorph", Assert.Throws<FrameFormatException>(() => FrameFile.Read(path)).Reason, StringComparison.Ordinal);
    }
}
