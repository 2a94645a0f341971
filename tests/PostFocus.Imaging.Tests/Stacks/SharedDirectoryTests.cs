using PostFocus.Imaging.Files;
using PostFocus.Imaging.Sequences;
using PostFocus.Imaging.Stacks;
using PostFocus.Imaging.Tests.Helpers;
using static PostFocus.Imaging.Tests.Helpers.TaggedTiff;

namespace PostFocus.Imaging.Tests.Stacks;

/// <summary>Stacks whose only directory lies behind the pixels of all planes, whoever says how many there are.</summary>
public sealed class SharedDirectoryTests : IDisposable
{
    private const int PlaneBytes = Side * Side,
        FirstByte = 8;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static byte[] Numbers(int count, Func<int, int> number) =>
        [.. Enumerable.Range(0, count).SelectMany(i => BitConverter.GetBytes(number(i)))];

    /// <summary>Planes filled with their numbers, each in so many strips, and behind them the directory with the strips of some.</summary>
    private string Write(int planes, int strips, int listed, params (ushort Tag, ushort Type, byte[] Value)[] tags)
    {
        byte[] pixels = [.. Enumerable.Range(0, planes).SelectMany(p => Enumerable.Repeat((byte)p, PlaneBytes))];
        var strip = PlaneBytes / strips;
        File.WriteAllBytes(
            _folder["v.tif"],
            TaggedTiff.Bytes(
                new Page(
                    pixels,
                    Side,
                    Side,
                    [
                        (273, 4, Numbers(strips * listed, s => FirstByte + s * strip)),
                        (278, 4, BitConverter.GetBytes(Side / strips)),
                        (279, 4, Numbers(strips * listed, _ => strip)),
                        .. tags,
                    ]
                )
            )
        );
        return _folder["v.tif"];
    }

    private static int[] Values(string path, SequenceOptions? options = null) =>
        [.. Assert.Single(FrameSequences.Find(path, options)).Frames.Select(f => (int)FrameFile.Read(f.Path, f.Page).Counts[^1])];

    private void AssertPlanesCanBeReplaced()
    {
        var frame = TestFrames.Random(Side, Side, PixelType.UInt8);
        FrameFile.WriteLike(_folder["v.tif"], _folder["out.tif"], new Dictionary<int, Frame> { [4] = frame });
        TestFrames.AssertSame(frame, FrameFile.Read(_folder["out.tif"], 4));
        foreach (var page in new[] { 0, 1, 2, 3, 5 })
            TestFrames.AssertSame(FrameFile.Read(_folder["v.tif"], page), FrameFile.Read(_folder["out.tif"], page));
        Assert.Equal(new FileInfo(_folder["v.tif"]).Length, new FileInfo(_folder["out.tif"]).Length);
    }

    [Theory]
    [InlineData("ImageJ=1.54f\nimages=6\nframes=6\n", 1)]
    [InlineData("ImageJ=1.54f\nimages=6\nframes=6\n", 4)]
    [InlineData("ImageJ=1.54f\nframes=6\n", 1)]
    [InlineData("""{"axes": "TYX", "shape": [6, 16, 16], "truncated": true}""", 1)]
    [InlineData("""{"axes": "TYX", "shape": [6, 16, 16], "truncated": true}""", 4)]
    [InlineData("""{"truncated": true, "shape": [6, 16, 16]}""", 1)]
    public void AllPlanesOfADescribedStackAreRead(string description, int strips)
    {
        Assert.Equal([0, 1, 2, 3, 4, 5], Values(Write(6, strips, 1, Text(270, description))));
        AssertPlanesCanBeReplaced();
    }

    [Theory]
    [InlineData("ImageJ=1.54f\nimages=6\nframes=6\n")]
    [InlineData("ImageJ=1.54f\nimages=6\n")]
    [InlineData("""{"axes": "TYX", "shape": [6, 16, 16]}""")]
    public void OnePlaneThatStandsForSeveralIsSaid(string description)
    {
        var path = Write(1, 1, 1, Text(270, description));
        Assert.Equal([0], Values(path));
        Assert.Contains(
            "of 6 instants|6 images, of which 1".Split('|'),
            s => Assert.Single(FrameSequences.Find(path)).Layout!.Description.Contains(s, StringComparison.Ordinal)
        );
        Assert.Contains(
            "6 images, of which 1 can be found",
            Assert.Single(FrameSequences.Search(_folder.Path).Remarks),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("ImageJ=1.54f\nimages=1\n")]
    [InlineData("ImageJ=1.54f\n")]
    [InlineData("""{"shape": [16, 16]}""")]
    [InlineData("""{"shape": [1, 16, 16]}""")]
    [InlineData("""{"shape": [3, 4]}""")]
    [InlineData("""{"shape": []}""")]
    public void OfAnOrdinaryFrameNothingIsSaid(string description)
    {
        var path = Write(1, 1, 1, Text(270, description));
        Assert.Null(Assert.Single(FrameSequences.Find(path)).Layout);
        Assert.Empty(FrameSequences.Search(_folder.Path).Remarks);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void ThePlanesOfAVolumeAreFocalPlanes(int strips)
    {
        Write(6, strips, 6, Short(32997, 6));
        Assert.Equal("6 pages: Z=6 (tag ImageDepth)", Assert.Single(StackReader.Read(_folder["v.tif"])).Description);
        Assert.Equal([4], Values(_folder["v.tif"], new SequenceOptions { Plane = 4 }));
        Assert.Equal([0, 1, 2, 3, 4, 5], Values(_folder["v.tif"], new SequenceOptions { AxisOrder = "T" }));
        AssertPlanesCanBeReplaced();
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("strips of one plane")]
    [InlineData("order")]
    [InlineData("compressed")]
    public void AVolumeThatCannotBeReadIsNotTakenForItsFirstPlane(string kind)
    {
        Write(
            kind == "cut" ? 3 : 6,
            1,
            kind == "strips of one plane" ? 1 : 6,
            kind switch
            {
                "order" =>
                [
                    Short(32997, 6),
                    (
                        273,
                        4,
                        Numbers(
                            6,
                            s =>
                                FirstByte
                                + (
                                    s == 2 ? 3
                                    : s == 3 ? 2
                                    : s
                                ) * PlaneBytes
                        )
                    ),
                ],
                "compressed" => [Short(32997, 6), Short(259, 5)],
                _ => [Short(32997, 6)],
            }
        );
        Assert.Contains(
            "volume of 6 planes",
            Assert.Throws<FrameFormatException>(() => FrameFile.Read(_folder["v.tif"])).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void VolumesAreNoPagesOfAStack()
    {
        File.WriteAllBytes(_folder["v.tif"], TaggedTiff.Bytes(Filled(1), Filled(2, Short(32997, 2))));
        Assert.Equal(1, FrameFile.Read(_folder["v.tif"], 0).Counts[0]);
        Assert.Contains(
            "volume of 2 planes",
            Assert.Throws<FrameFormatException>(() => FrameFile.Read(_folder["v.tif"], 1)).Message,
            StringComparison.Ordinal
        );
    }
}
