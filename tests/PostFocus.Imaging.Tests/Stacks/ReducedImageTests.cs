using PostFocus.Imaging.Files;
using PostFocus.Imaging.Sequences;
using PostFocus.Imaging.Stacks;
using PostFocus.Imaging.Tests.Helpers;
using static PostFocus.Imaging.Tests.Helpers.TaggedTiff;

namespace PostFocus.Imaging.Tests.Stacks;

/// <summary>Pages that are smaller copies or masks of others are never frames.</summary>
public sealed class ReducedImageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Pages filled with 0, 1, …, behind each a smaller one.</summary>
    private string Write(int pages, string description, (ushort Tag, int Value)? mark = null)
    {
        var (tag, value) = mark ?? (254, 1);
        File.WriteAllBytes(
            _folder["v.ome.tif"],
            TaggedTiff.Bytes([
                .. Enumerable
                    .Range(0, pages)
                    .SelectMany(i =>
                        new[]
                        {
                            Filled(i, i == 0 ? [Text(270, description), Short(254, 0)] : [Short(254, 2)]),
                            Filled(100 + i, Short(tag, value)),
                        }
                    ),
            ])
        );
        return _folder["v.ome.tif"];
    }

    private static int[] Values(string path, SequenceOptions? options = null) =>
        [.. Assert.Single(FrameSequences.Find(path, options)).Frames.Select(f => (int)FrameFile.Read(f.Path, f.Page).Counts[0])];

    [Theory]
    [InlineData(254, 1)]
    [InlineData(254, 4)]
    [InlineData(254, 5)]
    [InlineData(255, 2)]
    public void FramesAreThePagesBetweenThem(int tag, int value)
    {
        var path = Write(4, "no metadata", ((ushort)tag, value));
        Assert.Equal([0, 1, 2, 3], Values(path));
        Assert.Equal([0, 1, 2, 3], Values(path, new SequenceOptions { AxisOrder = "T" }));
        Assert.Equal([1, 3], Values(path, new SequenceOptions { AxisOrder = "TC2", Channel = 1 }));
        Assert.Contains("copied as they are", Assert.Single(StackReader.Read(path)).Description, StringComparison.Ordinal);
        Assert.Equal(8, FrameFile.CountPages(path));
    }

    [Theory]
    [InlineData("ImageJ=1.54f\nimages=6\nchannels=2\nframes=3\n")]
    [InlineData("""{"axes": "TCYX", "shape": [3, 2, 16, 16]}""")]
    [InlineData("OME")]
    [InlineData("OME <TiffData/>")]
    [InlineData("OME <TiffData IFD='0' PlaneCount='6'/>")]
    [InlineData(
        "OME <TiffData IFD='0' PlaneCount='2'/><TiffData IFD='4' FirstT='2' PlaneCount='2'/><TiffData IFD='2' FirstT='1' PlaneCount='2'/>"
    )]
    [InlineData(
        "OME <TiffData IFD='0'/><TiffData IFD='2' FirstC='1'/><TiffData IFD='4' FirstT='1'/><TiffData IFD='6' FirstT='1' FirstC='1'/><TiffData IFD='8' FirstT='2'/><TiffData IFD='10' FirstT='2' FirstC='1'/>"
    )]
    public void MetadataAreAboutTheImagesWhicheverWayTheyCount(string description)
    {
        if (description.StartsWith("OME", StringComparison.Ordinal))
            description = DescribedStack.Ome("SizeT='3' SizeZ='1' SizeC='2' DimensionOrder='XYCZT'", description[3..]);
        Assert.Equal([1, 3, 5], Values(Write(6, description), new SequenceOptions { Channel = 1 }));
    }

    [Fact]
    public void WhereNoOtherPagesAreLeftTheyAreFrames()
    {
        File.WriteAllBytes(_folder["v.tif"], TaggedTiff.Bytes([.. Enumerable.Range(0, 3).Select(i => Filled(i, Short(254, 1)))]));
        Assert.Equal([0, 1, 2], Values(_folder["v.tif"]));
    }

    [Fact]
    public void AFrameBehindItsThumbnailIsFound()
    {
        File.WriteAllBytes(_folder["v.tif"], TaggedTiff.Bytes(Filled(100, Short(254, 1)), Filled(7)));
        Assert.Equal([7], Values(_folder["v.tif"]));
        Assert.Equal([7], Values(_folder.Path));
    }

    [Fact]
    public void WhatTheFirstImageSaysCountsAlsoBehindItsThumbnail()
    {
        const string said = "ImageJ=1.54f\nimages=4\nchannels=2\nframes=2\nunit=micron\n";
        byte[] resolution = [.. BitConverter.GetBytes(2), .. BitConverter.GetBytes(1)];
        File.WriteAllBytes(
            _folder["v.tif"],
            TaggedTiff.Bytes([
                Filled(100, Short(254, 1), Text(270, "a thumbnail")),
                Filled(0, Text(270, said), (282, 5, resolution)),
                .. Enumerable.Range(1, 3).Select(i => Filled(i)),
            ])
        );
        var layout = Assert.Single(StackReader.Read(_folder["v.tif"]));
        Assert.Equal((2, 2, 0.5), (layout.Frames, layout.Channels, layout.PixelSizeMicrons));
        Assert.Equal([1, 3], Values(_folder["v.tif"], new SequenceOptions { Channel = 1 }));
    }

    [Fact]
    public void TheyStayWhenThePagesAroundThemAreReplaced()
    {
        var path = Write(3, "");
        var frame = TestFrames.Random(Side, Side, PixelType.UInt8);
        FrameFile.WriteLike(path, _folder["out.tif"], new Dictionary<int, Frame> { [2] = frame });
        TestFrames.AssertSame(frame, FrameFile.Read(_folder["out.tif"], 2));
        foreach (var page in new[] { 0, 1, 3, 4, 5 })
            TestFrames.AssertSame(FrameFile.Read(path, page), FrameFile.Read(_folder["out.tif"], page));
    }

    [Fact]
    public void AChainThatBreaksOffBehindThemIsReadUpToThere()
    {
        var bytes = File.ReadAllBytes(Write(4, ""));
        // The last page's directory lies at the end.
        File.WriteAllBytes(_folder["v.tif"], bytes[..^20]);
        var frames = Assert.Single(FrameSequences.Find(_folder["v.tif"])).Frames;
        Assert.Equal([0, 2, 4, 6, 7], frames.Select(f => f.Page));
        Assert.Throws<FrameFormatException>(() => FrameFile.Read(frames[^1].Path, frames[^1].Page));
    }
}
