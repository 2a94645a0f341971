using PostFocus.Imaging.Files;
using PostFocus.Imaging.Layout;
using PostFocus.Imaging.Sequences;
using PostFocus.Imaging.Stacks;
using PostFocus.Imaging.Tests.Helpers;
using static PostFocus.Imaging.Tests.Helpers.TaggedTiff;

namespace PostFocus.Imaging.Tests.Stacks;

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
        var search = FrameSequences.Search(_folder.Path);
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

    [Theory]
    [InlineData("000 010 020", "3 pages: Z=3 (MetaMorph stack)")]
    [InlineData("004 005", "2 pages: C=2 (MetaMorph stack)")]
    [InlineData("004 105", "2 pages: C=2 (MetaMorph stack)")]
    [InlineData("000 010 100 110", "4 pages: T=2, Z=2 (MetaMorph stack), 60 s")]
    [InlineData("000 100 200 010 110 210", "6 pages: T=3, Z=2 (MetaMorph stack), 60 s")]
    [InlineData("004 005 014 015 304 305 314 315", "8 pages: T=2, Z=2, C=2 (MetaMorph stack), 180 s")]
    [InlineData("004 104 204", "3 pages: T=3 (MetaMorph stack), 60 s")]
    public void PlanesAreWhatTheyDifferIn(string notes, string description) => Assert.Equal(description, Layout(notes).Description);

    [Theory]
    [InlineData("000 110 220")]
    [InlineData("000 110 210 310")]
    [InlineData("000 010 000 010")]
    [InlineData("000 000 110 110")]
    public void PlanesThatAreNoWholeInstantsAreTimeAndSaySo(string notes)
    {
        var layout = Layout(notes);
        Assert.Equal((notes.Split(' ').Length, 1, 1), (layout.Frames, layout.Planes, layout.Channels));
        Assert.Contains("Z distances", layout.Note, StringComparison.Ordinal);
        Assert.Contains("--axes", layout.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void PagesGoToTheirPlanes()
    {
        var layout = Layout("004 005 014 015 104 105 114 115");
        Assert.Equal(["4", "5"], layout.ChannelNames);
        Assert.Equal(
            [0, 1, 2, 3, 4, 5, 6, 7],
            from t in Enumerable.Range(0, 2)
            from z in Enumerable.Range(0, 2)
            from c in Enumerable.Range(0, 2)
            select layout.Location(t, z, c).Page
        );
        Assert.Equal(3, Layout("000 100 200 010 110 210").Location(0, 1).Page);
    }

    [Fact]
    public void AnInstantWithoutAllItsFocalPlanesIsNoFrame()
    {
        var layout = Layout("000 010 100 110", planes: 3);
        Assert.Equal((1, 2), (layout.Frames, layout.Planes));
        Assert.Contains("ended after 1 of 2 instants", layout.Note, StringComparison.Ordinal);
    }

    /// <summary>Of a stack of which each plane has three digits: minute, distance and wavelength.</summary>
    private StackLayout Layout(string notes, int? planes = null)
    {
        var each = notes.Split(' ').Select(n => (n[0] - '0', n[1] - '0', n[2] - '0')).ToArray();
        File.WriteAllBytes(_folder["n.stk"], Stack(planes ?? each.Length, each.Length, notes: each));
        return Assert.Single(StackReader.Read(_folder["n.stk"]));
    }

    [Fact]
    public void CompressedPlanesAreRefused()
    {
        var path = Write(5, 5, compression: 32773);
        Assert.Contains(
            "MetaMorph stack of 5 planes whose pixels are compressed",
            Assert.Throws<FrameFormatException>(() => StackReader.Read(path)).Reason,
            StringComparison.Ordinal
        );
        Assert.Contains("MetaMorph", Assert.Throws<FrameFormatException>(() => FrameFile.Read(path)).Reason, StringComparison.Ordinal);
    }
}
