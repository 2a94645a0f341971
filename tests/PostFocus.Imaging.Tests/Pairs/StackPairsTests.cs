using PostFocus.Imaging.Files;
using PostFocus.Imaging.Pairs;
using PostFocus.Imaging.Sequences;
using PostFocus.Imaging.Tests.Helpers;

namespace PostFocus.Imaging.Tests.Pairs;

public sealed class StackPairsTests : IDisposable
{
    private static readonly FramePairOptions s_unmeasured = new() { Registration = PairRegistration.Skip };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Stack(string name, int pages, string description)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
        new TiffLayout { Description = description }.Write(
            _folder[name],
            [.. Enumerable.Range(1, pages).Select(page => TestFrames.Random(32, 32, PixelType.UInt8, page))]
        );
        return _folder[name];
    }

    private string ImageJ(string name = "w.tif") =>
        Stack(name, 20, "ImageJ=1.54f\nimages=20\nchannels=2\nslices=5\nframes=2\nunit=micron\nspacing=2.5");

    private string Ome() =>
        Stack(
            "w.ome.tif",
            6,
            DescribedStack
                .Ome("SizeT='2' SizeZ='3' SizeC='1' DimensionOrder='XYZCT' PhysicalSizeZ='10' PhysicalSizeZUnit='µm'")
                .Replace("\"16\"", "\"32\"", StringComparison.Ordinal)
        );

    private static string Refusal(string path, int inFocus, params int[] offsets)
    {
        var error = Assert.Throws<FrameFormatException>(() => FramePairs.FromStacks(path, inFocus, offsets, s_unmeasured));
        Assert.Equal(path, error.Path);
        return error.Message;
    }

    [Fact]
    public void EveryInstantGivesAPairAnOffsetAndItsFrameInFocus()
    {
        var pairs = FramePairs.FromStacks(ImageJ(), 2, [-2, 1], s_unmeasured with { Sequences = new SequenceOptions { Channel = 1 } });
        // Channels vary fastest, then planes: page = 10 t + 2 z + c.
        Assert.Equal(
            [(1, 5, 0), (7, 5, 0), (5, 5, 0), (11, 15, 1), (17, 15, 1), (15, 15, 1)],
            pairs.Pairs.Select(p => (p.Frame.Page, p.Reference.Page, p.FrameIndex))
        );
        Assert.Equal([-2, 1, 0, -2, 1, 0], pairs.Pairs.Select(p => p.PlaneOffset!.Value));
        Assert.Equal([-5, 2.5, 0, -5, 2.5, 0], pairs.Pairs.Select(p => p.DefocusMicrons!.Value));
        Assert.Equal([true, true, false, true, true, false], pairs.Pairs.Select(p => p.IsOutOfFocus));
        Assert.All(pairs.Pairs, p => Assert.Equal("w", p.Sequence));
        Assert.Equal((32, 32), (pairs.Height, pairs.Width));
    }

    [Fact]
    public void OmeStacksGiveTheDefocusInMicrons()
    {
        var pairs = FramePairs.FromStacks(Ome(), 1, [-1, 1], s_unmeasured with { IncludeInFocus = false }).Pairs;
        Assert.Equal(
            [(0, 1, -10), (2, 1, -10 + 20), (3, 4, -10), (5, 4, 10)],
            pairs.Select(p => (p.Frame.Page, p.Reference.Page, (int)p.DefocusMicrons!.Value))
        );
    }

    [Fact]
    public void AFolderOfStacksGivesASequenceAFile()
    {
        ImageJ("plate/A01.tif");
        ImageJ("plate/A02.tif");
        var pairs = FramePairs.FromStacks(_folder["plate"], 0, [4], s_unmeasured with { Sequences = new SequenceOptions { Channel = 0 } });
        Assert.Equal(["A01", "A01", "A01", "A01", "A02", "A02", "A02", "A02"], pairs.Pairs.Select(p => p.Sequence));
    }

    [Fact]
    public void PagesWithoutMetadataAreWhatTheUserSays()
    {
        var path = Stack("w.tif", 5, "nothing");
        Assert.Contains("no focal plane 2; it has 1", Refusal(path, 2, -2, 2), StringComparison.Ordinal);
        Assert.Contains("--axes Z", Refusal(path, 2, -2, 2), StringComparison.Ordinal);
        var pairs = FramePairs
            .FromStacks(path, 2, [-2, 2], s_unmeasured with { Sequences = new SequenceOptions { AxisOrder = "Z" } })
            .Pairs;
        Assert.Equal([(0, 2), (4, 2), (2, 2)], pairs.Select(p => (p.Frame.Page, p.Reference.Page)));
        Assert.All(pairs, p => Assert.Null(p.DefocusMicrons));
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(0, -1)]
    [InlineData(3, -3)]
    public void APlaneOutsideTheStackIsRefusedWithItsNumberOfPlanes(int inFocus, int offset)
    {
        var message = Refusal(Ome(), inFocus, offset);
        Assert.Contains("no focal plane", message, StringComparison.Ordinal);
        Assert.Contains("it has 3, counted from 0", message, StringComparison.Ordinal);
        Assert.Contains("--offsets", message, StringComparison.Ordinal);
    }

    [Fact]
    public void AChannelMustBeChosenAndAFileOfOnePageIsNoStack()
    {
        Assert.Contains("--channel", Refusal(ImageJ(), 2, 1), StringComparison.Ordinal);
        FrameFile.WriteTiff(_folder["single.tif"], [TestFrames.Random(32, 32, PixelType.UInt8)]);
        Assert.Contains("--pairs", Refusal(_folder["single.tif"], 0, 1), StringComparison.Ordinal);
    }

    [Fact]
    public void OffsetsAndPlanesThatMakeNoSenseAreRefused()
    {
        var path = Ome();
        Assert.Throws<ArgumentException>(() => FramePairs.FromStacks(path, 1, []));
        Assert.Throws<ArgumentException>(() => FramePairs.FromStacks(path, 1, [0]));
        Assert.Throws<ArgumentException>(() => FramePairs.FromStacks(path, 1, [1, 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => FramePairs.FromStacks(path, -1, [1]));
        Assert.Throws<ArgumentException>(() =>
            FramePairs.FromStacks(path, 1, [1], new FramePairOptions { Sequences = new SequenceOptions { Plane = 1 } })
        );
    }
}
