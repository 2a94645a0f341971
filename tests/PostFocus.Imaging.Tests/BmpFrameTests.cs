using PostFocus.Imaging.Files;
using PostFocus.Imaging.Tests.Helpers;

namespace PostFocus.Imaging.Tests;

public sealed class BmpFrameTests : IDisposable
{
    private static readonly int[] s_identity = [.. Enumerable.Range(0, 256)];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private Frame Read(byte[] file)
    {
        File.WriteAllBytes(_folder["a.bmp"], file);
        return FrameFile.Read(_folder["a.bmp"]);
    }

    private string Refused(byte[] file)
    {
        File.WriteAllBytes(_folder["a.bmp"], file);
        var error = Assert.Throws<FrameFormatException>(() => FrameFile.Read(_folder["a.bmp"]));
        Assert.Equal(_folder["a.bmp"], error.Path);
        return error.Reason;
    }

    [Theory]
    [InlineData("core.bmp", 256)]
    [InlineData("info.bmp", 256)]
    [InlineData("rgb24.bmp", 256)]
    [InlineData("v4-32.bmp", 256)]
    [InlineData("rle8.bmp", 256)]
    [InlineData("pillow-8.bmp", 256)]
    [InlineData("pillow-24.bmp", 256)]
    [InlineData("one-bit.bmp", 2)]
    public void FilesOfOtherProgramsHaveTheirCounts(string name, int modulus)
    {
        var frame = FrameFile.Read(GoldenFile.Find("pictures", name));
        Assert.Equal((18, 21, PixelType.UInt8), (frame.Height, frame.Width, frame.PixelType));
        Assert.Equal(
            from y in Enumerable.Range(0, 18)
            from x in Enumerable.Range(0, 21)
            select (float)((7 * x + 13 * y) % modulus * (modulus == 2 ? 255 : 1)),
            frame.Counts
        );
    }

    [Fact]
    public void FiveBitsAChannelKeepTheirCounts()
    {
        // ImageMagick scales 8 bits to 5 and rounds down.
        var frame = FrameFile.Read(GoldenFile.Find("pictures", "rgb555.bmp"));
        Assert.Equal(
            from y in Enumerable.Range(0, 18)
            from x in Enumerable.Range(0, 21)
            select (float)((7 * x + 13 * y) % 256 * 31 / 255),
            frame.Counts
        );
    }

    [Fact]
    public void RowsStandEitherWay()
    {
        byte[] rows = [1, 2, 0, 0, 3, 4, 0, 0];
        Assert.Equal([3, 4, 1, 2], Read(RawBmp.File(2, 2, 8, rows, RawBmp.Greys(s_identity))).Counts);
        Assert.Equal([1, 2, 3, 4], Read(RawBmp.File(2, -2, 8, rows, RawBmp.Greys(s_identity))).Counts);
        // The padding behind the last pixel is often left out.
        Assert.Equal([3, 4, 1, 2], Read(RawBmp.File(2, 2, 8, rows[..6], RawBmp.Greys(s_identity))).Counts);
    }

    [Fact]
    public void IndicesStandForTheGreysOfThePalette()
    {
        Assert.Equal([9, 70, 9], Read(RawBmp.File(3, 1, 1, [0b0100_0000, 0, 0, 0], RawBmp.Greys(9, 70))).Counts);
        Assert.Equal([30, 10, 20], Read(RawBmp.File(3, 1, 4, [0x20, 0x10, 0, 0], RawBmp.Greys(10, 20, 30))).Counts);
        Assert.Contains("colour 3", Refused(RawBmp.File(3, 1, 4, [0x23, 0x10, 0, 0], RawBmp.Greys(10, 20, 30))), StringComparison.Ordinal);
        // Colours that no pixel uses do no harm.
        Assert.Equal([5, 5], Read(RawBmp.File(2, 1, 8, [0, 0, 0, 0], [5, 5, 5, 0, 1, 2, 3, 0])).Counts);
        Assert.Contains("channels differ", Refused(RawBmp.File(2, 1, 8, [0, 1, 0, 0], [5, 5, 5, 0, 1, 2, 3, 0])), StringComparison.Ordinal);
    }

    [Fact]
    public void RunsOfBothKindsAreDecoded()
    {
        // Two rows of five: a run and a literal; a literal with its padding. End of row, end of bitmap.
        byte[] eight = [2, 7, 0, 3, 1, 2, 3, 0, 0, 0, 0, 5, 5, 4, 3, 2, 1, 0, 0, 1];
        Assert.Equal([5, 4, 3, 2, 1, 7, 7, 1, 2, 3], Read(RawBmp.File(5, 2, 8, eight, RawBmp.Greys(s_identity), compression: 1)).Counts);
        byte[] four = [5, 0x12, 0, 0, 0, 5, 0x34, 0x56, 0x70, 0, 0, 1];
        Assert.Equal(
            [3, 4, 5, 6, 7, 1, 2, 1, 2, 1],
            Read(RawBmp.File(5, 2, 4, four, RawBmp.Greys(s_identity[..16]), compression: 2)).Counts
        );
        Assert.Contains(
            "leave out",
            Refused(RawBmp.File(5, 2, 8, [2, 7, 0, 0, 5, 1, 0, 1], RawBmp.Greys(s_identity), compression: 1)),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "leave out",
            Refused(RawBmp.File(5, 2, 8, [5, 7, 0, 2, 0, 1, 5, 1, 0, 1], RawBmp.Greys(s_identity), compression: 1)),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "beyond",
            Refused(RawBmp.File(5, 2, 8, [9, 7, 0, 0, 5, 1, 0, 1], RawBmp.Greys(s_identity), compression: 1)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void ColourAndTransparencyAreRefused()
    {
        var reason = Assert.Throws<FrameFormatException>(() => FrameFile.Read(GoldenFile.Find("pictures", "colour.bmp"))).Reason;
        Assert.Contains("channels differ", reason, StringComparison.Ordinal);
        Assert.Contains("Split Channels", reason, StringComparison.Ordinal);
        uint[] masks = [0xFF0000, 0xFF00, 0xFF, 0xFF000000];
        Assert.Equal([7], Read(RawBmp.File(1, 1, 32, [7, 7, 7, 255], compression: 3, masks: masks, headerBytes: 108)).Counts);
        Assert.Contains(
            "transparent",
            Refused(RawBmp.File(1, 1, 32, [7, 7, 7, 254], compression: 3, masks: masks, headerBytes: 108)),
            StringComparison.Ordinal
        );
        Assert.Equal([7], Read(RawBmp.File(1, 1, 32, [7, 7, 7, 0])).Counts);
        Assert.Contains(
            "different numbers of bits",
            Refused(RawBmp.File(1, 1, 16, [0, 0, 0, 0], compression: 3, masks: [0xF800, 0x7E0, 0x1F])),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void TenBitsAChannelAre16BitCounts()
    {
        var pixel = BitConverter.GetBytes(777u << 20 | 777u << 10 | 777u);
        TestFrames.AssertSame(
            new Frame(1, 1, [777], PixelType.UInt16),
            Read(RawBmp.File(1, 1, 32, pixel, compression: 3, masks: [0x3FF00000, 0xFFC00, 0x3FF]))
        );
    }

    [Fact]
    public void DamageIsNamed()
    {
        var whole = RawBmp.File(16, 16, 8, new byte[256], RawBmp.Greys(s_identity));
        Assert.Equal(256, Read(whole).Counts.Length);
        Assert.Contains("the file ends at byte", Refused(whole[..^1]), StringComparison.Ordinal);
        Assert.Contains("within its header", Refused(whole[..20]), StringComparison.Ordinal);
        Assert.Contains("0 × 16", Refused(RawBmp.File(16, 0, 8, new byte[256])), StringComparison.Ordinal);
        Assert.Contains("5 bits a pixel", Refused(RawBmp.File(16, 16, 5, new byte[256])), StringComparison.Ordinal);
        Assert.Contains("Windows BMP header", Refused(RawBmp.File(16, 16, 8, new byte[256], headerBytes: 64)), StringComparison.Ordinal);
        Assert.Contains("JPEG stream", Refused(RawBmp.File(16, 16, 24, new byte[768], compression: 4)), StringComparison.Ordinal);
        Assert.Contains(
            "colour masks",
            Refused(RawBmp.File(1, 1, 32, new byte[4], compression: 3, masks: [0xFF, 0xFF, 0xFF])),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "page 0",
            Assert.Throws<FrameFormatException>(() => FrameFile.Read(_folder["a.bmp"], 1)).Reason,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(16384, 16384, 0)]
    [InlineData(16384, 16384, 1)]
    [InlineData(16385, 16384, 0)]
    [InlineData(int.MaxValue, int.MinValue, 0)]
    [InlineData(1 << 28, 1, 1)]
    public void AnAbsurdSizeIsRefusedBeforeItIsAllocated(int width, int height, int compression)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Refused(RawBmp.File(width, height, 8, new byte[100], RawBmp.Greys(s_identity), compression));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Theory]
    [InlineData("core.bmp")]
    [InlineData("info.bmp")]
    [InlineData("rgb24.bmp")]
    [InlineData("v4-32.bmp")]
    [InlineData("pillow-8.bmp")]
    public void NewPixelsKeepEverythingElse(string name)
    {
        var template = GoldenFile.Find("pictures", name);
        var frame = TestFrames.Random(18, 21, PixelType.UInt8);
        FrameFile.WriteLike(template, _folder["b.bmp"], new Dictionary<int, Frame> { [0] = frame });
        TestFrames.AssertSame(frame, FrameFile.Read(_folder["b.bmp"]));
        byte[] before = File.ReadAllBytes(template),
            after = File.ReadAllBytes(_folder["b.bmp"]);
        Assert.Equal(before.Length, after.Length);
        var pixels = BitConverter.ToInt32(before, 10);
        Assert.Equal(before[..pixels], after[..pixels]);
        // The pixels that were there give the file that was there.
        FrameFile.WriteLike(_folder["b.bmp"], _folder["c.bmp"], new Dictionary<int, Frame> { [0] = FrameFile.Read(template) });
        Assert.Equal(before, File.ReadAllBytes(_folder["c.bmp"]));
    }

    [Fact]
    public void RowsAreReplacedWhereTheyStand()
    {
        File.WriteAllBytes(_folder["a.bmp"], RawBmp.File(2, -2, 8, [1, 2, 77, 77, 3, 4, 77, 77], RawBmp.Greys([.. s_identity.Reverse()])));
        FrameFile.WriteLike(
            _folder["a.bmp"],
            _folder["b.bmp"],
            new Dictionary<int, Frame> { [0] = new Frame(2, 2, [255, 0, 10, 20], PixelType.UInt8) }
        );
        Assert.Equal([0, 255, 77, 77, 245, 235, 77, 77], File.ReadAllBytes(_folder["b.bmp"])[^8..]);
        Assert.Equal([255, 0, 10, 20], FrameFile.Read(_folder["b.bmp"]).Counts);
    }

    [Fact]
    public void WhatCannotTakeTheCountsSaysSo()
    {
        Assert.Contains(
            "no grey of 11 counts",
            Unwritable(RawBmp.File(1, 1, 8, [0, 0, 0, 0], RawBmp.Greys(10, 12))),
            StringComparison.Ordinal
        );
        Assert.Contains("cannot take the count 32", Unwritable(RawBmp.File(1, 1, 16, [0, 0, 0, 0]), 32), StringComparison.Ordinal);
        Assert.Contains(
            "run-length",
            Unwritable(File.ReadAllBytes(GoldenFile.Find("pictures", "rle8.bmp")), 11, 18, 21),
            StringComparison.Ordinal
        );

        string Unwritable(byte[] template, int count = 11, int height = 1, int width = 1)
        {
            File.WriteAllBytes(_folder["a.bmp"], template);
            var frame = new Frame(height, width, [.. Enumerable.Repeat((float)count, height * width)], PixelType.UInt8);
            var reason = Assert
                .Throws<FrameFormatException>(() =>
                    FrameFile.WriteLike(_folder["a.bmp"], _folder["b.bmp"], new Dictionary<int, Frame> { [0] = frame })
                )
                .Reason;
            Assert.False(File.Exists(_folder["b.bmp"]));
            return reason;
        }
    }
}
