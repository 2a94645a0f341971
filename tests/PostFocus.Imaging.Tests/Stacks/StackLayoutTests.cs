using PostFocus.Imaging.Files;
using PostFocus.Imaging.Layout;
using PostFocus.Imaging.Stacks;
using PostFocus.Imaging.Tests.Helpers;

namespace PostFocus.Imaging.Tests.Stacks;

public sealed class StackLayoutTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private StackLayout Read(int pages, string description) =>
        Assert.Single(StackReader.Read(DescribedStack.Write(_folder["stack.tif"], pages, description)));

    private static (int T, int Z, int C) Axes(StackLayout layout) => (layout.Frames, layout.Planes, layout.Channels);

    [Fact]
    public void WithoutMetadataEveryPageIsAnInstant()
    {
        var layout = Read(3, "a note");
        Assert.Equal((3, 1, 1), Axes(layout));
        Assert.Equal([0, 1, 2], Enumerable.Range(0, 3).Select(t => layout.Location(t).Page));
        Assert.Equal("3 pages: T=3 (taken as time: no metadata name the axes)", layout.Description);
        Assert.Null(layout.PixelSizeMicrons);
    }

    [Fact]
    public void APngIsOneFrame()
    {
        FrameFile.WritePng(_folder["a.png"], TestFrames.Random(16, 16, PixelType.UInt8));
        Assert.Equal((1, 1, 1), Axes(Assert.Single(StackReader.Read(_folder["a.png"]))));
    }

    [Fact]
    public void ImageJsChannelsVaryFastestThenPlanesThenTime()
    {
        var layout = Read(12, "ImageJ=1.54f\nimages=12\nchannels=2\nslices=3\nframes=2\nhyperstack=true");
        Assert.Equal((2, 3, 2), Axes(layout));
        for (var t = 0; t < 2; t++)
        for (var z = 0; z < 3; z++)
        for (var c = 0; c < 2; c++)
            Assert.Equal(t * 6 + z * 2 + c, layout.Location(t, z, c).Page);
    }

    [Theory]
    [InlineData("micron")]
    [InlineData("um")]
    [InlineData("µm")]
    [InlineData("μm")]
    [InlineData("\\u00B5m")]
    public void ImageJsCalibrationIsInMicronsAndSeconds(string unit)
    {
        // The helper writes 1.5384 pixels a unit.
        var layout = Read(73, $"ImageJ=1.54f\nimages=73\nframes=73\nunit={unit}\nspacing=0.5\nfinterval=300\nmin=12.0\nmax=99.0");
        Assert.Equal(0.65, layout.PixelSizeMicrons!.Value, 4);
        Assert.Equal((0.5, 300), (layout.PlaneSpacingMicrons, layout.FrameIntervalSeconds));
        Assert.Equal("73 pages: T=73 (ImageJ metadata), 0.65 µm/pixel, 300 s", layout.Description);
        Assert.Equal((12, 99), layout.DisplayRange);
    }

    [Theory]
    [InlineData("nm", "ms", 0.65e-3, 0.3)]
    [InlineData("mm", "min", 650.0, 18000.0)]
    [InlineData("pixel", "moons", null, null)]
    public void OtherUnitsAreConvertedAndUnknownOnesAreNotGuessed(string unit, string timeUnit, double? microns, double? seconds)
    {
        var layout = Read(2, $"ImageJ=1.54f\nimages=2\nframes=2\nunit={unit}\nfinterval=300\ntunit={timeUnit}");
        Assert.Equal(microns ?? double.NaN, layout.PixelSizeMicrons ?? double.NaN, 0.001 * (microns ?? 1));
        Assert.Equal(seconds ?? double.NaN, layout.FrameIntervalSeconds ?? double.NaN, 1e-9);
    }

    [Theory]
    [InlineData("images=12\nchannels=5\nslices=3", "channels=5")]
    [InlineData("images=12", "12 images, of which 4 are there")]
    [InlineData("images=3\nframes=3", "frames=3")]
    [InlineData("images=12\nframes=99999999999999999999", "frames=9999")]
    [InlineData("images=12\nframes=-3", "frames=-3")]
    [InlineData("images=12", "name no axis")]
    [InlineData("unit=micron", "name no axis")]
    public void WhereImageJsNumbersAreNotThePagesTheyAreTimeAndANoteSaysWhy(string lines, string note)
    {
        var layout = Read(4, "ImageJ=1.54f\n" + lines);
        Assert.Equal((4, 1, 1), Axes(layout));
        Assert.Contains(note, layout.Note, StringComparison.Ordinal);
        Assert.Contains(note, layout.Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"axes": "ZYX", "shape": [6, 16, 16]}""", 1, 6, 1)]
    [InlineData("""{"axes": "TCYX", "shape": [3, 2, 16, 16]}""", 3, 1, 2)]
    [InlineData("""{"axes": "QTZYXC", "shape": [1, 1, 6, 16, 16, 1]}""", 1, 6, 1)]
    [InlineData("""{"shape": [6, 16, 16]}""", 6, 1, 1)]
    [InlineData("""{"axes": "ZYX", "shape": [7, 16, 16]}""", 6, 1, 1)]
    [InlineData("""{"axes": "TYX", "shape": [99, 16, 16]}""", 6, 1, 1)]
    [InlineData("""{"axes": "TZYX", "shape": [99, 4, 16, 16]}""", 1, 4, 1)]
    [InlineData("""{"axes": "ZTYX", "shape": [2, 99, 16, 16]}""", 6, 1, 1)]
    [InlineData("""{"axes": "TZCYX", "shape": [2147483647, 2147483647, 2147483647, 16, 16]}""", 6, 1, 1)]
    [InlineData("""{"axes": "ZYX", "shape": [6, 16""", 6, 1, 1)]
    [InlineData("""{"axes": "\ud800YX", "shape": [6, 16, -1]}""", 6, 1, 1)]
    public void TifffilesAxesRunOverThePages(string json, int frames, int planes, int channels) =>
        Assert.Equal((frames, planes, channels), Axes(Read(6, json)));

    [Theory]
    [InlineData("ImageJ=1.54f\nimages=24\nchannels=2\nframes=12", 3, 12)]
    [InlineData("""{"axes": "TCYX", "shape": [9, 2, 16, 16]}""", 3, 9)]
    public void OfInstantsThatAreAnnouncedThoseAreTakenThatAreThereAndWhole(string description, int frames, int announced)
    {
        var layout = Read(7, description);
        Assert.Equal((frames, 1, 2), Axes(layout));
        Assert.Equal([1, 3, 5], Enumerable.Range(0, 3).Select(t => layout.Location(t, 0, 1).Page));
        Assert.Contains($"ended after {frames} of {announced} instants", layout.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void PagesAlongAnAxisThatIsNoTimePlaneOrChannelAreRefused()
    {
        var error = Assert.Throws<FrameFormatException>(() => Read(8, """{"axes": "YXZ", "shape": [8, 5, 10]}"""));
        Assert.Contains("along Y of YXZ", error.Message, StringComparison.Ordinal);
        Assert.Contains("--axes T", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("T", 12, 1, 1, 0, 1)]
    [InlineData("TC2", 6, 1, 2, 1, 2)]
    [InlineData("C2T", 6, 1, 2, 6, 1)]
    [InlineData("TZ3C2", 2, 3, 2, 1, 6)]
    [InlineData("T2Z3C2", 2, 3, 2, 1, 6)]
    public void AUsersAxesGoBeforeTheMetadata(
        string order,
        int frames,
        int planes,
        int channels,
        int pageOfLastChannel,
        int pageOfSecondFrame
    )
    {
        DescribedStack.Write(_folder["stack.tif"], 12, DescribedStack.Ome("no sizes at all"));
        var layout = Assert.Single(StackReader.Read(_folder["stack.tif"], order));
        Assert.Equal((frames, planes, channels), Axes(layout));
        Assert.Equal(pageOfLastChannel, layout.Location(0, 0, channels - 1).Page);
        Assert.Equal(pageOfSecondFrame, layout.Location(1).Page);
        Assert.Contains("as asked", layout.Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("X")]
    [InlineData("t")]
    [InlineData("TT")]
    [InlineData("TZ")]
    [InlineData("T0")]
    [InlineData("T9999999")]
    public void WhatIsNoOrderOfAxesIsRefused(string order)
    {
        DescribedStack.Write(_folder["stack.tif"], 12, "");
        Assert.Contains(
            "TZ5C2",
            Assert.Throws<ArgumentException>(() => StackReader.Read(_folder["stack.tif"], order)).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("T5")]
    [InlineData("TC5")]
    [InlineData("T999999Z999999C999999")]
    public void AUsersAxesMustMultiplyToThePages(string order)
    {
        DescribedStack.Write(_folder["stack.tif"], 12, "");
        Assert.Contains(
            "12 pages",
            Assert.Throws<FrameFormatException>(() => StackReader.Read(_folder["stack.tif"], order)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void PagesOfPlanesThatAreNotThereAreRefused()
    {
        var layout = Read(4, "ImageJ=1.54f\nchannels=2\nframes=2");
        Assert.Throws<ArgumentOutOfRangeException>(() => layout.Location(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => layout.Location(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => layout.Location(0, 0, -1));
    }
}
