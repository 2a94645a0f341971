using BitMiracle.LibJpeg.Classic;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Tests.Helpers;

namespace PostFocus.Imaging.Tests;

public sealed class JpegFrameTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Refused(byte[] file)
    {
        File.WriteAllBytes(_folder["a.jpg"], file);
        var error = Assert.Throws<FrameFormatException>(() => FrameFile.Read(_folder["a.jpg"]));
        Assert.Equal(_folder["a.jpg"], error.Path);
        return error.Reason;
    }

    private static byte[] Golden(string name) => File.ReadAllBytes(GoldenFile.Find("pictures", name));

    /// <summary>Where the data of the frame header begin: its bits, height, width and channels.</summary>
    private static int Header(byte[] file, byte marker = 0xC0) => file.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, marker]) + 4;

    [Theory]
    [InlineData("baseline")]
    [InlineData("progressive")]
    [InlineData("neutral")]
    public void CountsAreThoseOfAnotherDecoder(string name)
    {
        var frame = FrameFile.Read(GoldenFile.Find("pictures", name + ".jpg"));
        TestFrames.AssertSame(FrameFile.Read(GoldenFile.Find("pictures", name + ".png")), frame);
        Assert.Equal(1, FrameFile.CountPages(GoldenFile.Find("pictures", name + ".jpg")));
    }

    [Fact]
    public void ColourIsRefused()
    {
        var reason = Refused(Golden("colour.jpg"));
        Assert.Contains("channels differ", reason, StringComparison.Ordinal);
        Assert.Contains("Split Channels", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void OneChannelThatDiffersIsColour()
    {
        // In a flat image these decode to red and green of one count, and blue of another.
        Assert.Contains("channels differ", Refused(Flat(100, 134, 127)), StringComparison.Ordinal);
        File.WriteAllBytes(_folder["grey.jpg"], Flat(100, 128, 128));
        Assert.All(FrameFile.Read(_folder["grey.jpg"]).Counts, count => Assert.Equal(100, count));
    }

    private static byte[] Flat(byte y, byte cb, byte cr)
    {
        using var file = new MemoryStream();
        var encoder = new jpeg_compress_struct(new jpeg_error_mgr());
        encoder.jpeg_stdio_dest(file);
        (encoder.Image_height, encoder.Image_width, encoder.Input_components, encoder.In_color_space) = (
            16,
            16,
            3,
            J_COLOR_SPACE.JCS_YCbCr
        );
        encoder.jpeg_set_defaults();
        encoder.jpeg_set_quality(100, true);
        encoder.jpeg_start_compress(true);
        for (var row = 0; row < 16; row++)
            encoder.jpeg_write_scanlines(
                [
                    [.. Enumerable.Repeat(new[] { y, cb, cr }, 16).SelectMany(p => p)],
                ],
                1
            );
        encoder.jpeg_finish_compress();
        return file.ToArray();
    }

    [Theory]
    [InlineData(0xC3, "lossless")]
    [InlineData(0xC9, "arithmetic")]
    [InlineData(0xC5, "hierarchical")]
    public void OtherKindsOfJpegAreNamed(byte marker, string kind)
    {
        var file = Golden("baseline.jpg");
        file[Header(file) - 3] = marker;
        Assert.Contains(kind, Refused(file), StringComparison.Ordinal);
    }

    [Fact]
    public void TwelveBitsAndFourChannelsAreNamed()
    {
        var file = Golden("baseline.jpg");
        file[Header(file)] = 12;
        Assert.Contains("12 bits", Refused(file), StringComparison.Ordinal);
        file = Golden("baseline.jpg");
        file[Header(file) + 5] = 4;
        Assert.Contains("4 channels", Refused(file), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("baseline.jpg")]
    [InlineData("progressive.jpg")]
    [InlineData("neutral.jpg")]
    public void EveryTruncationIsAnError(string name)
    {
        var whole = Golden(name);
        for (var length = 3; length < whole.Length; length += 7)
            Refused(whole[..length]);
        // Also where the end of the image is put behind what is left: half of the pixels are then invented.
        Refused([.. whole[..^40], 0xFF, 0xD9]);
    }

    [Fact]
    public void AnAbsurdSizeIsRefusedBeforeItIsAllocated()
    {
        foreach (var (marker, name) in new[] { ((byte)0xC0, "baseline.jpg"), ((byte)0xC2, "progressive.jpg") })
        {
            var file = Golden(name);
            var size = Header(file, marker) + 1;
            (file[size], file[size + 1], file[size + 2], file[size + 3]) = (0x40, 0, 0x40, 0);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Contains("can hold", Refused(file), StringComparison.Ordinal);
            (file[size], file[size + 2]) = (0xFF, 0xFF);
            Assert.Contains("more than the 268435456 pixels", Refused(file), StringComparison.Ordinal);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
        }
    }

    [Fact]
    public void ScansWithoutEndAreRefused()
    {
        var file = Golden("progressive.jpg");
        var scan = file.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]);
        Assert.Contains(
            "scans",
            Refused([.. file[..scan], .. Enumerable.Repeat(file[scan..^2], 1000).SelectMany(s => s), 0xFF, 0xD9]),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void NewPixelsDifferByFewCountsAndKeepTheMetadata()
    {
        var template = GoldenFile.Find("pictures", "baseline.jpg");
        var frame = TestFrames.Random(18, 21, PixelType.UInt8);
        FrameFile.WriteLike(template, _folder["b.jpg"], new Dictionary<int, Frame> { [0] = frame });
        var read = FrameFile.Read(_folder["b.jpg"]);
        Assert.Equal(PixelType.UInt8, read.PixelType);
        Assert.All(read.Counts.Zip(frame.Counts), c => Assert.InRange(Math.Abs(c.First - c.Second), 0, 2));
        byte[] before = File.ReadAllBytes(template),
            after = File.ReadAllBytes(_folder["b.jpg"]);
        // SOI, JFIF, Exif and comment stand at the beginning, in front of the tables.
        var metadata = before.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xDB]);
        Assert.True(after.AsSpan().StartsWith(before.AsSpan(0, metadata)));
        Assert.True(before.AsSpan(0, metadata).IndexOf("well 7"u8) > 0);
    }

    [Fact]
    public void ATemplateOfThreeEqualComponentsKeepsThem()
    {
        var frame = TestFrames.Random(18, 21, PixelType.UInt8);
        FrameFile.WriteLike(GoldenFile.Find("pictures", "neutral.jpg"), _folder["b.jpg"], new Dictionary<int, Frame> { [0] = frame });
        Assert.All(FrameFile.Read(_folder["b.jpg"]).Counts.Zip(frame.Counts), c => Assert.InRange(Math.Abs(c.First - c.Second), 0, 2));
        var file = File.ReadAllBytes(_folder["b.jpg"]);
        Assert.Equal(3, file[Header(file) + 5]);
    }

    [Fact]
    public void FramesOfAnotherSizeOrTypeAreRefused()
    {
        var template = GoldenFile.Find("pictures", "baseline.jpg");
        foreach (var frame in new[] { TestFrames.Random(18, 20, PixelType.UInt8), TestFrames.Random(18, 21, PixelType.UInt16) })
            Assert.Throws<ArgumentException>(() =>
                FrameFile.WriteLike(template, _folder["b.jpg"], new Dictionary<int, Frame> { [0] = frame })
            );
        Assert.Equal(
            1,
            Assert
                .Throws<FrameFormatException>(() =>
                    FrameFile.WriteLike(
                        template,
                        _folder["b.jpg"],
                        new Dictionary<int, Frame> { [1] = TestFrames.Random(18, 21, PixelType.UInt8) }
                    )
                )
                .Page
        );
        Assert.Empty(_folder.Files);
    }
}
