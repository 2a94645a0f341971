using BitMiracle.LibTiff.Classic;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Tests.Helpers;
using LibTiff = BitMiracle.LibTiff.Classic.Tiff;

namespace PostFocus.Imaging.Tests;

/// <summary>TIFF pages whose samples are indices of a palette.</summary>
public sealed class GreyPaletteTests : IDisposable
{
    private static readonly Frame s_indices = TestFrames.Random(20, 24, PixelType.UInt8);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static ushort[] Palette(Func<int, int> grey, int entries = 256) =>
        [.. Enumerable.Range(0, entries).Select(i => (ushort)grey(i))];

    private void Write(ushort[] palette, Frame indices, Compression compression = Compression.ADOBE_DEFLATE) =>
        new TiffLayout
        {
            Photometric = Photometric.PALETTE,
            Palette = palette,
            Compression = compression,
        }.Write(_folder["a.tif"], indices, indices);

    [Fact]
    public void EightBitGreysAreReadInAllWaysThatTheyAreWritten()
    {
        foreach (var factor in new[] { 257, 256, 1 })
        {
            Write(Palette(i => i * factor), s_indices);
            TestFrames.AssertSame(s_indices, FrameFile.Read(_folder["a.tif"]));
        }
        Write(Palette(i => (255 - i) * 257), s_indices);
        Assert.Equal(s_indices.Counts.Select(i => 255 - i), FrameFile.Read(_folder["a.tif"]).Counts);
    }

    [Fact]
    public void OtherGreysAreSixteenBitCounts()
    {
        Write(Palette(i => i * i), s_indices);
        TestFrames.AssertSame(
            new Frame(20, 24, [.. s_indices.Counts.Select(i => i * i)], PixelType.UInt16),
            FrameFile.Read(_folder["a.tif"])
        );
        var deep = TestFrames.Random(20, 24, PixelType.UInt16);
        Write(Palette(i => 65535 - i, 65536), deep);
        TestFrames.AssertSame(
            new Frame(20, 24, [.. deep.Counts.Select(i => 65535 - i)], PixelType.UInt16),
            FrameFile.Read(_folder["a.tif"])
        );
    }

    [Theory]
    [InlineData(Compression.NONE)]
    [InlineData(Compression.LZW)]
    [InlineData(Compression.ADOBE_DEFLATE)]
    public void NewPixelsAreWrittenAsIndices(Compression compression)
    {
        Write(Palette(i => (255 - i) * 257), s_indices, compression);
        var frame = FrameFile.Read(_folder["a.tif"]);
        FrameFile.WriteLike(_folder["a.tif"], _folder["b.tif"], new Dictionary<int, Frame> { [1] = frame.Reversed() });
        TestFrames.AssertSame(frame, FrameFile.Read(_folder["b.tif"], 0));
        TestFrames.AssertSame(frame.Reversed(), FrameFile.Read(_folder["b.tif"], 1));
        using var tiff = LibTiff.Open(_folder["b.tif"], "r");
        tiff.SetDirectory(1);
        Assert.Equal((int)Photometric.PALETTE, tiff.GetField(TiffTag.PHOTOMETRIC)[0].ToInt());
        var row = new byte[24];
        tiff.ReadScanline(row, 0);
        Assert.Equal(s_indices.Counts.Reverse().Take(24), row.Select(b => (float)b));
    }

    [Fact]
    public void PixelsThatThePaletteCannotTakeAreRefusedAndOthersMayFollow()
    {
        Write(Palette(i => i / 2 * 2 * 257), s_indices);
        var frame = FrameFile.Read(_folder["a.tif"]);
        using var rewriter = FrameFileRewriter.Open(_folder["a.tif"], _folder["b.tif"]);
        float[] odd = [.. frame.Counts];
        odd[5] = 7;
        Assert.Contains(
            "no grey of 7 counts",
            Assert.Throws<FrameFormatException>(() => rewriter.Replace(0, new Frame(20, 24, odd, PixelType.UInt8))).Reason,
            StringComparison.Ordinal
        );
        rewriter.Replace(0, frame.Reversed());
        rewriter.Commit();
        TestFrames.AssertSame(frame.Reversed(), FrameFile.Read(_folder["b.tif"], 0));
        TestFrames.AssertSame(frame, FrameFile.Read(_folder["b.tif"], 1));
    }

    [Fact]
    public void APaletteOfColoursIsRefused()
    {
        // The colours of a hue, one channel each.
        new TiffLayout { Photometric = Photometric.PALETTE, Palette = Palette(i => i * 257) }.Write(_folder["a.tif"], s_indices);
        var bytes = File.ReadAllBytes(_folder["a.tif"]);
        var white = bytes.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0xFE, 0xFE, 0xFF, 0xFF]);
        bytes[white] = 3;
        File.WriteAllBytes(_folder["a.tif"], bytes);
        Assert.Contains(
            "false-colour",
            Assert.Throws<FrameFormatException>(() => FrameFile.Read(_folder["a.tif"])).Reason,
            StringComparison.Ordinal
        );
    }
}
