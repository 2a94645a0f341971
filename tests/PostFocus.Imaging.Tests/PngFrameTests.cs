using CsCheck;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Png;
using PostFocus.Imaging.Tests.Helpers;

namespace PostFocus.Imaging.Tests;

public sealed class PngFrameTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private Frame Read(byte[] file)
    {
        File.WriteAllBytes(_folder["a.png"], file);
        return FrameFile.Read(_folder["a.png"]);
    }

    private FrameFormatException Refused(byte[] file)
    {
        File.WriteAllBytes(_folder["a.png"], file);
        return Assert.Throws<FrameFormatException>(() => FrameFile.Read(_folder["a.png"]));
    }

    [Fact]
    public void AllFiltersOfA16BitFileAreUndone()
    {
        // Python 3.11, zlib and struct: 5 rows × 4 columns of (y*9001 + x*x*4099 + 7*x*y) % 65536 as big-endian shorts,
        // row y filtered by filter type y as the PNG specification says, zlib.compress(raw, 9) cut into two IDAT chunks.
        var file = Convert.FromBase64String(
            "iVBORw0KGgoAAAANSUhEUgAAAAQAAAAFEAAAAAAXVs5EAAAACklEQVR42mNgYBBgduCZRUeZMQAAACpJREFUIM2orCnAZSAQIMakrKlsoGyubMfs"
                + "FiSloqVtZcgClJJXVlXRBgCCPgYjqfnP+AAAAABJRU5ErkJggg=="
        );
        float[] expected =
        [
            0,
            4099,
            16396,
            36891,
            9001,
            13107,
            25411,
            45913,
            18002,
            22115,
            34426,
            54935,
            27003,
            31123,
            43441,
            63957,
            36004,
            40131,
            52456,
            7443,
        ];
        TestFrames.AssertSame(new Frame(5, 4, expected, PixelType.UInt16), Read(file));
    }

    [Fact]
    public void WhatIsWrittenIsReadBack() =>
        Gen.Select(Gen.Int[1, 70], Gen.Int[1, 70], Gen.OneOf(Gen.Const(PixelType.UInt8), Gen.Const(PixelType.UInt16)), Gen.Int)
            .Sample(
                (height, width, type, seed) =>
                {
                    var path = _folder[$"{Guid.NewGuid():N}.png"];
                    var frame = TestFrames.Random(height, width, type, seed);
                    FrameFile.WritePng(path, frame);
                    TestFrames.AssertSame(frame, FrameFile.Read(path));
                    Assert.Equal(1, FrameFile.CountPages(path));
                    File.Delete(path);
                },
                iter: 60
            );

    [Fact]
    public void FloatsAreNotWrittenAsPng() =>
        Assert.Throws<ArgumentException>(() => FrameFile.WritePng(_folder["a.png"], TestFrames.Random(16, 16, PixelType.Float32)));

    [Fact]
    public void GreyOfFewBitsKeepsItsCounts()
    {
        Assert.Equal([1, 0, 1, 1, 0, 0, 0, 1, 1], Read(RawPng.File(9, 1, 1, 0, [0, 0b1011_0001, 0b1000_0000])).Counts);
        Assert.Equal([3, 0, 1, 2, 3], Read(RawPng.File(5, 1, 2, 0, [0, 0b1100_0110, 0b1100_0000])).Counts);
        Assert.Equal([15, 1, 8], Read(RawPng.File(3, 1, 4, 0, [0, 0xF1, 0x80])).Counts);
    }

    [Fact]
    public void ColourWithEqualChannelsIsGrey()
    {
        Assert.Equal([7, 9], Read(RawPng.File(2, 1, 8, 2, [0, 7, 7, 7, 9, 9, 9])).Counts);
        Assert.Equal([258, 772], Read(RawPng.File(2, 1, 16, 2, [0, 1, 2, 1, 2, 1, 2, 3, 4, 3, 4, 3, 4])).Counts);
        Assert.Equal([7, 9], Read(RawPng.File(2, 1, 8, 6, [0, 7, 7, 7, 255, 9, 9, 9, 255])).Counts);
        Assert.Equal([7, 9], Read(RawPng.File(2, 1, 8, 4, [0, 7, 255, 9, 255])).Counts);
        Assert.Equal([40, 10], Read(RawPng.File(2, 1, 8, 3, [0, 1, 0], palette: [10, 10, 10, 40, 40, 40])).Counts);
    }

    [Fact]
    public void ColourAndTransparencyAreRefused()
    {
        Assert.Contains("channels differ", Refused(RawPng.File(2, 1, 8, 2, [0, 7, 7, 7, 9, 9, 8])).Reason, StringComparison.Ordinal);
        Assert.Contains("channels differ", Refused(RawPng.File(1, 1, 8, 3, [0, 0], palette: [1, 2, 3])).Reason, StringComparison.Ordinal);
        Assert.Contains("transparent", Refused(RawPng.File(2, 1, 8, 4, [0, 7, 255, 9, 254])).Reason, StringComparison.Ordinal);
        Assert.Contains("transparent", Refused(RawPng.File(1, 1, 8, 6, [0, 7, 7, 7, 0])).Reason, StringComparison.Ordinal);
        Assert.Contains(
            "transparent",
            Refused(RawPng.File(1, 1, 8, 3, [0, 0], palette: [1, 1, 1], further: [("tRNS", [9])])).Reason,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void DamageIsNamed()
    {
        Assert.Contains("interlaced", Refused(RawPng.File(1, 1, 8, 0, [0, 7], interlace: 1)).Reason, StringComparison.Ordinal);
        Assert.Contains("filter 5", Refused(RawPng.File(1, 1, 8, 0, [5, 7])).Reason, StringComparison.Ordinal);
        Assert.Contains("colour type 5", Refused(RawPng.File(1, 1, 8, 5, [0, 7])).Reason, StringComparison.Ordinal);
        Assert.Contains("0 × 3", Refused(RawPng.File(3, 0, 8, 0, [])).Reason, StringComparison.Ordinal);
        Assert.Contains("end after 3 of 20", Refused(RawPng.File(4, 4, 8, 0, [0, 1, 2])).Reason, StringComparison.Ordinal);
        Assert.Contains("palette", Refused(RawPng.File(1, 1, 8, 3, [0, 0])).Reason, StringComparison.Ordinal);
        Assert.Contains("colour 7", Refused(RawPng.File(1, 1, 8, 3, [0, 7], palette: [1, 1, 1])).Reason, StringComparison.Ordinal);
        var wrongChecksum = RawPng.File(1, 1, 8, 0, [0, 7]);
        wrongChecksum[20] ^= 1;
        Assert.Contains("checksum", Refused(wrongChecksum).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(16384, 16384)]
    [InlineData(16385, 16384)]
    [InlineData(int.MaxValue, int.MaxValue)]
    [InlineData(1 << 28, 1)]
    public void AnAbsurdSizeIsRefusedBeforeItIsAllocated(int width, int height)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Refused(RawPng.File(width, height, 16, 6, new byte[100]));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
    }

    [Fact]
    public void AColourPictureKeepsItsColours()
    {
        PngFile.WriteRgb(_folder["p.png"], [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 5, 6, 6, 6], width: 3, height: 2);
        TestFrames.AssertSame(new Frame(2, 3, [1, 2, 3, 4, 5, 6], PixelType.UInt8), FrameFile.Read(_folder["p.png"]));
        PngFile.WriteRgb(_folder["p.png"], [1, 2, 3], width: 1, height: 1);
        Assert.Contains(
            "channels differ",
            Assert.Throws<FrameFormatException>(() => FrameFile.Read(_folder["p.png"])).Reason,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentException>(() => PngFile.WriteRgb(_folder["p.png"], [1, 2], width: 1, height: 1));
    }

    [Fact]
    public void AStreamGetsWhatTheFileGets()
    {
        var frame = new Frame(2, 3, [1, 2, 3, 4, 5, 600], PixelType.UInt16);
        FrameFile.WritePng(_folder["p.png"], frame);
        using var stream = new MemoryStream();
        stream.WriteByte(7);
        FrameFile.WritePng(stream, frame);
        Assert.Equal([7, .. File.ReadAllBytes(_folder["p.png"])], stream.ToArray());
        stream.SetLength(0);
        Assert.Throws<ArgumentException>(() => FrameFile.WritePng(stream, new Frame(1, 1, [0.5f], PixelType.Float32)));
        Assert.Equal(0, stream.Length);
    }
}
