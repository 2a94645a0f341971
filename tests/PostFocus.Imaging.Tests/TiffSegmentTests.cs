using BitMiracle.LibTiff.Classic;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Tests.Helpers;
using LibTiff = BitMiracle.LibTiff.Classic.Tiff;

namespace PostFocus.Imaging.Tests;

/// <summary>Strips and tiles at the limits of their lengths, of our buffers, and beside each other.</summary>
public sealed class TiffSegmentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Template => _folder["a.tif"];

    private string Destination => _folder["b.tif"];

    public void Dispose() => _folder.Dispose();

    // Uncompressed rows are read in bands of 256 KiB.
    public static TheoryData<int, int, PixelType> LargeFrames =>
        new()
        {
            { 512, 512, PixelType.UInt16 }, // two bands to the byte
            { 700, 521, PixelType.UInt16 },
            { 700, 521, PixelType.UInt12 },
            { 300, 1025, PixelType.UInt8 },
            { 260, 521, PixelType.Float64 },
            { 17, 140_001, PixelType.UInt16 }, // a row is longer than a band
        };

    [Theory]
    [MemberData(nameof(LargeFrames))]
    [Trait("Speed", "Slow")]
    public void FramesLargerThanABufferAreReadAndRewrittenWhole(int height, int width, PixelType type)
    {
        var frame = TestFrames.Random(height, width, type);
        TiffLayout oneStrip = new() { RowsPerStrip = height };
        foreach (
            var layout in new[]
            {
                oneStrip,
                oneStrip with
                {
                    BigEndian = true,
                },
                oneStrip with
                {
                    Compression = Compression.LZW,
                },
                new() { TileSide = 528 },
            }
        )
        {
            layout.Write(Template, frame);
            TestFrames.AssertSame(frame, FrameFile.Read(Template));
        }
        FrameFile.WriteLike(Template, Destination, new Dictionary<int, Frame> { [0] = frame.Reversed() });
        TestFrames.AssertSame(frame.Reversed(), FrameFile.Read(Destination));
    }

    [Theory]
    [InlineData(255, false)]
    [InlineData(256, true)]
    public void AStripOneByteTooShortIsDamaged(uint bytes, bool isRead)
    {
        const ushort stripByteCounts = 279;
        File.WriteAllBytes(Template, RawTiff.Bytes((stripByteCounts, bytes)));
        if (isRead)
            Assert.Equal(new float[256], FrameFile.Read(Template).Counts);
        else
            Assert.Contains(
                "255 bytes, but its pixels need 256",
                Assert.Throws<FrameFormatException>(() => FrameFile.Read(Template)).Message,
                StringComparison.Ordinal
            );
    }

    [Fact]
    public void ABlackFrameThatDeflateMakesAThousandTimesSmallerIsRead()
    {
        var black = new Frame(2048, 2048, new float[2048 * 2048], PixelType.UInt16);
        new TiffLayout { Compression = Compression.ADOBE_DEFLATE, RowsPerStrip = 2048 }.Write(Template, black);
        Assert.InRange(StoredBytes(Template), 1, 2 * 2048 * 2048 / 1010);
        TestFrames.AssertSame(black, FrameFile.Read(Template));
    }

    [Fact]
    public void OneStripOfOnePlaneThatDiffersIsNoGrey()
    {
        var frame = TestFrames.Random(16, 20, PixelType.UInt8);
        new TiffLayout
        {
            Photometric = Photometric.RGB,
            Channels = 3,
            Planar = true,
            RowsPerStrip = 4,
        }.Write(Template, frame);
        ulong[] offsets;
        using (var tiff = LibTiff.Open(Template, "r"))
            offsets = [.. tiff.GetField(TiffTag.STRIPOFFSETS)[0].TolongArray().Select(o => (ulong)o)];
        Assert.Equal(12, offsets.Length);
        var bytes = File.ReadAllBytes(Template);
        foreach (var offset in offsets)
        {
            bytes[offset] ^= 1;
            File.WriteAllBytes(Template, bytes);
            Assert.Contains(
                "channels differ",
                Assert.Throws<FrameFormatException>(() => FrameFile.Read(Template)).Message,
                StringComparison.Ordinal
            );
            bytes[offset] ^= 1;
        }
        File.WriteAllBytes(Template, bytes);
        TestFrames.AssertSame(frame, FrameFile.Read(Template));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void WithoutAColourModelSamplesAreGrey(int channels)
    {
        var grey = TestFrames.Random(16, 16, PixelType.UInt8);
        byte[] samples = [.. grey.Counts.SelectMany(c => Enumerable.Repeat((byte)c, channels))];
        // Left out by taking the tag for another, of no meaning.
        File.WriteAllBytes(Template, TaggedTiff.Bytes(new TaggedTiff.Page(samples, 16, 16, TaggedTiff.Short(277, channels))));
        var bytes = File.ReadAllBytes(Template);
        var colourModel = bytes.AsSpan().LastIndexOf((byte[])[6, 1, 4, 0]);
        bytes[colourModel] = 5;
        File.WriteAllBytes(Template, bytes);
        TestFrames.AssertSame(grey, FrameFile.Read(Template));
        FrameFile.WriteLike(Template, Destination, new Dictionary<int, Frame> { [0] = grey.Reversed() });
        TestFrames.AssertSame(grey.Reversed(), FrameFile.Read(Destination));
    }

    [Fact]
    public void LzwOfTheOldKindIsRead()
    {
        var frame = TestFrames.Random(80, 60, PixelType.UInt8);
        byte[] pixels = [.. frame.Counts.Select(c => (byte)c)];
        File.WriteAllBytes(Template, TaggedTiff.Bytes(new TaggedTiff.Page(OldLzw.Encode(pixels), 80, 60, TaggedTiff.Short(259, 5))));
        using (var tiff = LibTiff.Open(Template, "r"))
        {
            var decoded = new byte[pixels.Length];
            Assert.Equal(decoded.Length, tiff.ReadEncodedStrip(0, decoded, 0, decoded.Length));
            Assert.Equal(pixels, decoded);
        }
        TestFrames.AssertSame(frame, FrameFile.Read(Template));
    }

    [Fact]
    public void AStripThatCompressesBetterIsListedWithItsNewLength()
    {
        new TiffLayout { Compression = Compression.ADOBE_DEFLATE, RowsPerStrip = 64 }.Write(
            Template,
            TestFrames.Random(64, 64, PixelType.UInt16)
        );
        var flat = new Frame(64, 64, [.. Enumerable.Repeat(7f, 64 * 64)], PixelType.UInt16);
        FrameFile.WriteLike(Template, Destination, new Dictionary<int, Frame> { [0] = flat });
        Assert.InRange(StoredBytes(Destination), 1, StoredBytes(Template) / 50);
    }

    [Fact]
    public void TilesBeyondTheFrameRepeatItsEdge()
    {
        var frame = TestFrames.Random(21, 19, PixelType.UInt8);
        new TiffLayout { TileSide = 16 }.Write(Template, frame);
        FrameFile.WriteLike(Template, Destination, new Dictionary<int, Frame> { [0] = frame.Reversed() });
        using var tiff = LibTiff.Open(Destination, "r");
        for (var tile = 0; tile < 4; tile++)
        {
            var stored = new byte[256];
            Assert.Equal(256, tiff.ReadEncodedTile(tile, stored, 0, 256));
            var (top, left) = (tile / 2 * 16, tile % 2 * 16);
            Assert.Equal(
                Enumerable
                    .Range(0, 256)
                    .Select(i => (byte)frame.Reversed().Counts[Math.Min(20, top + i / 16) * 19 + Math.Min(18, left + i % 16)]),
                stored
            );
        }
    }

    [Fact]
    public void WhatLiesUnderAnEarlierLongStripIsNotOverwritten()
    {
        byte[] data = [.. Enumerable.Range(0, 1024).Select(i => (byte)(i % 251))];
        // The last page begins behind the second one, and inside of the first.
        File.WriteAllBytes(
            Template,
            RawDirectories.Bytes(data, [RawDirectories.Page(0, 64), RawDirectories.Page(192, 16), RawDirectories.Page(512, 16)])
        );
        var frame = new Frame(16, 16, [.. Enumerable.Repeat(255f, 256)], PixelType.UInt8);
        FrameFile.WriteLike(Template, Destination, new Dictionary<int, Frame> { [2] = frame });
        TestFrames.AssertSame(frame, FrameFile.Read(Destination, 2));
        for (var page = 0; page < 2; page++)
            TestFrames.AssertSame(FrameFile.Read(Template, page), FrameFile.Read(Destination, page));
    }

    [Fact]
    public void PagesThatListMoreStripsThanThereAreBytesAreNotRewritten()
    {
        const int strips = 500,
            pages = 60;
        byte[] data =
        [
            .. Enumerable.Range(0, strips).SelectMany(i => BitConverter.GetBytes(RawDirectories.Data + 8 * strips + 16 * i)),
            .. Enumerable.Repeat(BitConverter.GetBytes(16), strips).SelectMany(b => b),
            .. Enumerable.Repeat((byte)9, 16 * strips),
        ];
        var page = RawDirectories.Page(strips, 1, (strips, RawDirectories.Data), (strips, RawDirectories.Data + 4 * strips));
        File.WriteAllBytes(Template, RawDirectories.Bytes(data, Enumerable.Repeat(page, pages)));
        var frame = FrameFile.Read(Template, pages - 1);
        Assert.Equal(Enumerable.Repeat(9f, 16 * strips), frame.Counts);
        var error = Assert.Throws<FrameFormatException>(() =>
            FrameFile.WriteLike(Template, Destination, new Dictionary<int, Frame> { [0] = frame })
        );
        Assert.Contains("more strips than it has bytes", error.Message, StringComparison.Ordinal);
        Assert.Equal(["a.tif"], _folder.Files);
    }

    private static long StoredBytes(string path)
    {
        using var tiff = LibTiff.Open(path, "r");
        return tiff.RawStripSize(0);
    }

    [Fact]
    public void ACodeOfPackBitsThatStandsForNothingIsSkipped()
    {
        const byte nothing = 0x80; // TIFF 6.0, section 9: -128
        byte[] different = [.. Enumerable.Range(0, 128).Select(i => (byte)i)];
        byte[] stored = [nothing, 127, .. different, nothing, 0x81, 9];
        File.WriteAllBytes(Template, TaggedTiff.Bytes(new TaggedTiff.Page(stored, 16, 16, TaggedTiff.Short(259, 32773))));
        Assert.Equal(different.Select(b => (float)b).Concat(Enumerable.Repeat(9f, 128)), FrameFile.Read(Template).Counts);
    }

    [Fact]
    public void WhatIsAppendedBeginsAtAnEvenByte()
    {
        new TiffLayout { Compression = Compression.LZW, RowsPerStrip = 64 }.Write(
            Template,
            new Frame(64, 64, new float[64 * 64], PixelType.UInt16)
        );
        if (new FileInfo(Template).Length % 2 == 0)
            File.AppendAllBytes(Template, [0]);
        FrameFile.WriteLike(Template, Destination, new Dictionary<int, Frame> { [0] = TestFrames.Random(64, 64, PixelType.UInt16) });
        using var tiff = LibTiff.Open(Destination, "r");
        Assert.Equal(new FileInfo(Template).Length + 1, Assert.Single(tiff.GetField(TiffTag.STRIPOFFSETS)[0].TolongArray()));
    }
}
