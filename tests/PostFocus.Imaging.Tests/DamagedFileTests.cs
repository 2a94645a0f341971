using System.Buffers.Binary;
using BitMiracle.LibTiff.Classic;
using CsCheck;

namespace PostFocus.Imaging.Tests;

public sealed class DamagedFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private FrameFormatException Refused(byte[] file, int page = 0)
    {
        var path = _folder["a.tif"];
        File.WriteAllBytes(path, file);
        var error = Assert.Throws<FrameFormatException>(() => FrameFile.Read(path, page));
        Assert.Equal(path, error.Path);
        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        return error;
    }

    [Fact]
    public void TheUndamagedFileIsRead()
    {
        File.WriteAllBytes(_folder["a.tif"], RawTiff.Bytes());
        TestFrames.AssertSame(new Frame(16, 16, new float[256], PixelType.UInt8), FrameFile.Read(_folder["a.tif"]));
    }

    [Fact]
    public void AMissingFileAndAFolderAreNamed()
    {
        var missing = Assert.Throws<FrameFormatException>(() => FrameFile.Read(_folder["none/no.tif"]));
        Assert.Contains("does not exist", missing.Reason, StringComparison.Ordinal);
        Assert.Contains("no.tif", missing.Message, StringComparison.Ordinal);
        Assert.Contains("folder", Assert.Throws<FrameFormatException>(() => FrameFile.CountPages(_folder.Root)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void OtherKindsOfFileAreNamed()
    {
        Assert.Contains("empty", Refused([]).Reason, StringComparison.Ordinal);
        Assert.Contains("ZIP", Refused([.. "PK\x03\x04"u8, 0, 0, 0, 0]).Reason, StringComparison.Ordinal);
        Assert.Contains("6162", Refused("ab"u8.ToArray()).Reason, StringComparison.Ordinal);
    }

    // Tags by TIFF 6.0: 256 width, 257 height, 258 bits, 259 compression, 262 colour model, 273 strip offsets,
    // 277 samples per pixel, 278 rows per strip, 279 strip bytes, 322 and 323 tile sides, 339 sample format.
    [Theory]
    [InlineData(256, 0u, "width is missing or 0")]
    [InlineData(257, null, "height is missing or 0")]
    [InlineData(256, uint.MaxValue, "width is 4294967295")]
    [InlineData(257, 1000000000u, "1000000000 × 16")]
    [InlineData(257, 10000u, "strip")]
    [InlineData(258, 10u, "10-bit unsigned integers")]
    [InlineData(258, 24u, "24-bit unsigned integers")]
    [InlineData(258, 64u, "64-bit unsigned integers")]
    [InlineData(258, 12u, "its pixels need 384")]
    [InlineData(258, 32u, "its pixels need 1024")]
    [InlineData(339, 3u, "8-bit floats")]
    [InlineData(259, 7u, "JPEG")]
    [InlineData(259, 50000u, "Zstandard")]
    [InlineData(259, 12345u, "scheme 12345")]
    [InlineData(262, 3u, "palette")]
    [InlineData(262, 6u, "YCBCR")]
    [InlineData(277, 4u, "4 samples per pixel")]
    [InlineData(273, null, "0 are listed")]
    [InlineData(273, 1000000u, "the file ends")]
    [InlineData(278, 0u, "no rows")]
    [InlineData(278, 1u, "16 strips")]
    [InlineData(279, 1000000u, "the file ends")]
    [InlineData(279, 100u, "its pixels need 256")]
    [InlineData(279, 0u, "is empty")]
    public void ATagThatCannotBeTrueIsNamed(int tag, uint? value, string reason) =>
        Assert.Contains(reason, Refused(RawTiff.Bytes(((ushort)tag, value))).Reason, StringComparison.Ordinal);

    [Fact]
    public void ATileLargerThanMemoryIsRefused()
    {
        Assert.Contains("pieces", Refused(RawTiff.Bytes((322, 1u << 30), (323, 1u << 30), (324, 8), (325, 256))).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5u)]
    [InlineData(8u)]
    [InlineData(32773u)]
    public void MoreThanTheDataCanDecodeToIsRefusedBeforeItIsAllocated(uint compression)
    {
        var file = RawTiff.Bytes((256, 16384), (257, 16384), (259, compression), (278, 16384));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("can hold", Refused(file).Reason, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void UndecodableDataAreRefusedWithWhatTheDecoderSaid()
    {
        var error = Refused(RawTiff.Bytes((259, 8)));
        Assert.Contains("cannot be decoded", error.Reason, StringComparison.Ordinal);
        Assert.Equal(0, error.Page);
    }

    [Fact]
    public void AChainOfPagesThatRunsInACircleEnds()
    {
        var file = RawTiff.Bytes();
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(file.Length - 4), 264);
        Assert.Contains("circle", Refused(file, page: 1).Reason, StringComparison.Ordinal);
        Assert.Contains("circle", Assert.Throws<FrameFormatException>(() => FrameFile.CountPages(_folder["a.tif"])).Reason, StringComparison.Ordinal);
        Assert.Equal(256, FrameFile.Read(_folder["a.tif"], 0).Counts.Length);
    }

    [Theory]
    [InlineData(Compression.NONE)]
    [InlineData(Compression.LZW)]
    [InlineData(Compression.ADOBE_DEFLATE)]
    public void EveryTruncationIsAnError(Compression compression)
    {
        // LibTiff writes the directory last, so that every cut loses a part of it.
        new TiffLayout { Compression = compression }.Write(_folder["whole.tif"], TestFrames.Random(20, 20, PixelType.UInt16));
        var whole = File.ReadAllBytes(_folder["whole.tif"]);
        for (var length = 0; length < whole.Length - 1; length += 13)
            Refused(whole[..length]);
        FrameFile.WritePng(_folder["whole.png"], TestFrames.Random(20, 20, PixelType.UInt16));
        var png = File.ReadAllBytes(_folder["whole.png"]);
        for (var length = 0; length < png.Length; length += 13)
            Refused(png[..length]);
    }

    [Fact]
    public void NoDamageEndsInAnyOtherWayThanAFrameOrANamedError()
    {
        var originals = new List<byte[]> { RawTiff.Bytes(), RawPng.File(16, 16, 8, 0, new byte[16 * 17]) };
        foreach (var layout in new[]
        {
            new TiffLayout { Compression = Compression.LZW, Predictor = Predictor.HORIZONTAL },
            new TiffLayout { Compression = Compression.ADOBE_DEFLATE, TileSide = 16, BigEndian = true },
            new TiffLayout { Compression = Compression.PACKBITS },
        })
        {
            layout.Write(_folder["o.tif"], TestFrames.Random(20, 24, PixelType.UInt16, 1), TestFrames.Random(20, 24, PixelType.UInt16, 2));
            originals.Add(File.ReadAllBytes(_folder["o.tif"]));
        }

        Gen.Select(Gen.Int[0, originals.Count - 1], Gen.Select(Gen.Int, Gen.Byte).Array[1, 8]).Sample((which, changes) =>
        {
            var bytes = originals[which].ToArray();
            foreach (var (position, value) in changes)
                bytes[(int)((uint)position % (uint)bytes.Length)] = value;
            var path = _folder[$"{Guid.NewGuid():N}"];
            File.WriteAllBytes(path, bytes);
            for (var page = 0; page < 2; page++)
            {
                try
                {
                    var frame = FrameFile.Read(path, page);
                    Assert.Equal(frame.Height * frame.Width, frame.Counts.Length);
                    FrameFile.WriteLike(path, path + "b", new Dictionary<int, Frame> { [page] = frame });
                    TestFrames.AssertSame(frame, FrameFile.Read(path + "b", page));
                }
                catch (FrameFormatException e)
                {
                    Assert.Contains(path, e.Message, StringComparison.Ordinal);
                }
            }
            File.Delete(path);
            File.Delete(path + "b");
        }, iter: 3000);
    }

    [Fact]
    public void NothingIsPrinted()
    {
        var output = Console.Out;
        var error = Console.Error;
        var heard = new StringWriter();
        Console.SetOut(heard);
        Console.SetError(heard);
        try
        {
            Refused(RawTiff.Bytes((259, 5)));
            Refused(RawTiff.Bytes((259, 8)));
            Refused(RawTiff.Bytes((259, 32773)));
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
        Assert.Equal("", heard.ToString());
    }
}
