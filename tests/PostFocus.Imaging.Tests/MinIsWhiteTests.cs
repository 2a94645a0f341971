using BitMiracle.LibTiff.Classic;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Tests.Helpers;
using LibTiff = BitMiracle.LibTiff.Classic.Tiff;

namespace PostFocus.Imaging.Tests;

/// <summary>Pages whose highest sample is the darkest: their counts are what the eye sees.</summary>
public sealed class MinIsWhiteTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<PixelType> Invertible =>
        [.. Enum.GetValues<PixelType>().Where(t => t is not (PixelType.UInt32 or PixelType.Int32))];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(PixelType.UInt8, 10, 245)]
    [InlineData(PixelType.Int8, -128, 127)]
    [InlineData(PixelType.UInt16, 65535, 0)]
    [InlineData(PixelType.Int16, 100, -101)]
    [InlineData(PixelType.UInt12, 1, 4094)]
    [InlineData(PixelType.Int32, 1000, -1001)]
    [InlineData(PixelType.Float16, 0.5, -0.5)]
    [InlineData(PixelType.Float32, -3.25, 3.25)]
    [InlineData(PixelType.Float64, 7, -7)]
    public void CountsAreTurnedWithinTheRangeOfTheirType(PixelType type, float stored, float seen)
    {
        foreach (var bigEndian in new[] { false, true })
        {
            new TiffLayout { Photometric = Photometric.MINISWHITE, BigEndian = bigEndian }.Write(
                _folder["a.tif"],
                new Frame(16, 17, [.. Enumerable.Repeat(stored, 16 * 17)], type)
            );
            var frame = FrameFile.Read(_folder["a.tif"]);
            Assert.Equal(type, frame.PixelType);
            Assert.All(frame.Counts, count => Assert.Equal(seen, count));
        }
    }

    [Theory]
    [MemberData(nameof(Invertible))]
    [Trait("Speed", "Slow")]
    public void NewPixelsAreTurnedBackAndOthersKeepTheirBytes(PixelType type)
    {
        var layouts =
            from bigEndian in new[] { false, true }
            from compression in new[] { Compression.NONE, Compression.LZW, Compression.ADOBE_DEFLATE }
            from predictor in compression == Compression.NONE || (type != PixelType.UInt8 && bigEndian == BitConverter.IsLittleEndian)
                ? [Predictor.NONE]
                : TiffLayout.Predictors(type)
            from tileSide in new[] { 0, 16 }
            select new TiffLayout
            {
                Photometric = Photometric.MINISWHITE,
                BigEndian = bigEndian,
                Compression = compression,
                Predictor = predictor,
                TileSide = tileSide,
            };
        Frame[] pages = [TestFrames.Random(20, 33, type, 1), TestFrames.Random(20, 33, type, 2)];
        foreach (var layout in layouts)
        {
            layout.Write(_folder["a.tif"], pages);
            var (first, second) = (FrameFile.Read(_folder["a.tif"], 0), FrameFile.Read(_folder["a.tif"], 1));
            FrameFile.WriteLike(_folder["a.tif"], _folder["b.tif"], new Dictionary<int, Frame> { [1] = second.Reversed() });
            TestFrames.AssertSame(first, FrameFile.Read(_folder["b.tif"], 0));
            TestFrames.AssertSame(second.Reversed(), FrameFile.Read(_folder["b.tif"], 1));
            // As it is stored, which LibTiff tells: the reversed samples, not their opposites.
            Assert.Equal(Samples(_folder["a.tif"], 0), Samples(_folder["b.tif"], 0));
            if (layout.TileSide == 0 && type == PixelType.UInt8)
                Assert.Equal(pages[1].Reversed().Counts, Samples(_folder["b.tif"], 1).Select(b => (float)b));
        }
    }

    [Fact]
    public void UnsignedCountsThatFloatsCannotHoldWhenTurnedAreRefused()
    {
        new TiffLayout { Photometric = Photometric.MINISWHITE }.Write(
            _folder["a.tif"],
            new Frame(16, 16, [.. Enumerable.Repeat(1f, 256)], PixelType.UInt32)
        );
        Assert.Contains(
            "4294967294",
            Assert.Throws<FrameFormatException>(() => FrameFile.Read(_folder["a.tif"])).Reason,
            StringComparison.Ordinal
        );
    }

    private static byte[] Samples(string path, short page)
    {
        using var tiff = LibTiff.Open(path, "r");
        tiff.SetDirectory(page);
        var bytes = new List<byte>();
        var buffer = new byte[tiff.IsTiled() ? tiff.TileSize() : tiff.StripSize()];
        for (var i = 0; i < (tiff.IsTiled() ? tiff.NumberOfTiles() : tiff.NumberOfStrips()); i++)
            bytes.AddRange(buffer[..(tiff.IsTiled() ? tiff.ReadEncodedTile(i, buffer, 0, -1) : tiff.ReadEncodedStrip(i, buffer, 0, -1))]);
        return [.. bytes];
    }
}
