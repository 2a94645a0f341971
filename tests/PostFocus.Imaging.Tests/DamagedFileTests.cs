using System.Buffers.Binary;
using System.Runtime.InteropServices;
using BitMiracle.LibTiff.Classic;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Tests.Helpers;
using PostFocus.Imaging.Tests.Hostile;

namespace PostFocus.Imaging.Tests;

public sealed class DamagedFileTests : IDisposable
{
    /// <summary>For an error about a file of a few kB, whatever size it claims.</summary>
    private const long MostBytes = 2_000_000;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private FrameFormatException Refused(byte[] file, int page = 0)
    {
        var path = _folder["a.tif"];
        File.WriteAllBytes(path, file);
        var error = Soon.Refused(() => FrameFile.Read(path, page), MostBytes);
        Assert.Equal(path, error.Path);
        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        return error;
    }

    /// <summary>An 8-bit frame of 16 × 16 in strips of one row each, 16 bytes long.</summary>
    private static byte[] WithStrips(uint[] offsets)
    {
        var at = (uint)RawTiff.Bytes().Length;
        var file = RawTiff.Bytes((273, at), (278, 1), (279, at + 64));
        foreach (var tag in new[] { 5, 8 }) // the places of 273 and 279 among the tags
            BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(264 + 2 + 12 * tag + 4), 16);
        return
        [
            .. file,
            .. MemoryMarshal.AsBytes(offsets.AsSpan()),
            .. MemoryMarshal.AsBytes(Enumerable.Repeat(16u, 16).ToArray().AsSpan()),
        ];
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
        Assert.Contains(
            "folder",
            Assert.Throws<FrameFormatException>(() => FrameFile.CountPages(_folder.Path)).Reason,
            StringComparison.Ordinal
        );
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
    [InlineData(257, 0u, "height is missing or 0")]
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
    [InlineData(258, 0u, "0-bit")]
    [InlineData(277, 0u, "0 samples per pixel")]
    [InlineData(278, 0u, "no rows")]
    [InlineData(322, 0u, "tile height is missing or 0")]
    [InlineData(278, 1u, "16 strips")]
    [InlineData(279, 1000000u, "the file ends")]
    [InlineData(279, 100u, "its pixels need 256")]
    [InlineData(279, 0u, "is empty")]
    public void ATagThatCannotBeTrueIsNamed(int tag, uint? value, string reason) =>
        Assert.Contains(reason, Refused(RawTiff.Bytes(((ushort)tag, value))).Reason, StringComparison.Ordinal);

    [Fact]
    public void ATileMuchLargerThanItsImageIsRefused() =>
        Assert.Contains(
            "tiles have 64 × 100000 pixels",
            Refused(RawTiff.Bytes((322, 100000), (323, 64), (324, 8), (325, 256), (259, 5))).Reason,
            StringComparison.Ordinal
        );

    [Fact]
    public void ATileLargerThanMemoryIsRefused()
    {
        Assert.Contains(
            "pieces",
            Refused(RawTiff.Bytes((322, 1u << 30), (323, 1u << 30), (324, 8), (325, 256))).Reason,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(5u)]
    [InlineData(8u)]
    [InlineData(32773u)]
    public void MoreThanTheDataCanDecodeToIsRefusedBeforeItIsAllocated(uint compression)
    {
        var file = RawTiff.Bytes((256, 16384), (257, 16384), (259, compression), (278, 16384));
        Assert.Contains("can hold", Refused(file).Reason, StringComparison.Ordinal);
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
        Assert.Contains(
            "circle",
            Assert.Throws<FrameFormatException>(() => FrameFile.CountPages(_folder["a.tif"])).Reason,
            StringComparison.Ordinal
        );
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
    public void SubDirectoriesThatLeadBackAreNotFollowed()
    {
        // Tag 330, SubIFDs, names the page's own directory.
        File.WriteAllBytes(_folder["a.tif"], RawTiff.Bytes((330, 264)));
        Assert.Equal(1, FrameFile.CountPages(_folder["a.tif"]));
        Assert.Equal(256, FrameFile.Read(_folder["a.tif"]).Counts.Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    public void StripsThatOverlapAreNamed(int distance)
    {
        // 16 strips of 16 bytes; the second begins too early.
        uint[] offsets = [.. Enumerable.Range(0, 16).Select(i => (uint)(i == 1 ? 8 + distance : 8 + 16 * i))];
        Assert.Contains("strips 0 and 1 overlap", Refused(WithStrips(offsets)).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "the header of the file")]
    [InlineData(7, "the header of the file")]
    [InlineData(9, "a directory")]
    public void AStripOverHeaderOrDirectoryIsNamed(int offset, string what) =>
        Assert.Contains($"strip 0 lies over {what}", Refused(RawTiff.Bytes((273, (uint)offset))).Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void AStripOverTheDirectoryOfAnotherPageIsNamed(int page)
    {
        var file = PlainStack.File(2, []);
        var map = new TiffMap(file);
        int other = map.Directories[1 - page],
            strip = map.Entries.Where(e => map.Number(e, 2) == 273).ElementAt(page);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(strip + 8), (uint)other);
        Assert.Contains("strip 0 lies over a directory", Refused(file, page).Reason, StringComparison.Ordinal);
        Assert.Equal(256, FrameFile.Read(_folder["a.tif"], 1 - page).Counts.Length);
    }

    [Fact]
    public void AValueThatLiesInTheHeaderIsRefused()
    {
        // Three values of 2 bytes, from byte 4 on.
        var file = RawTiff.Bytes();
        var compression = new TiffMap(file).Entries[3];
        "\x03\x00\x03\x00\x00\x00\x04\x00\x00\x00"u8.CopyTo(file.AsSpan(compression + 2));
        Assert.Contains("tag 259 lie over the header", Refused(file).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void StripsMayLieInAnyOrder()
    {
        uint[] offsets = [.. Enumerable.Range(0, 16).Reverse().Select(i => (uint)(8 + 16 * i))];
        File.WriteAllBytes(_folder["a.tif"], WithStrips(offsets));
        Assert.Equal(256, FrameFile.Read(_folder["a.tif"]).Counts.Length);
    }

    [Fact]
    public void ADirectoryThatClaimsMoreTagsThanAnyHasIsRefused()
    {
        var file = RawTiff.Bytes();
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(264), ushort.MaxValue);
        Assert.Contains("claims 65535 tags", Refused(file).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void ATagThatClaimsMoreValuesThanTheFileHasIsRefused()
    {
        var file = RawTiff.Bytes();
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(264 + 2 + 4), uint.MaxValue);
        Assert.Contains("tag 256 claims 4294967295 values", Refused(file).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void DirectoriesThatLieOverEachOtherEnd()
    {
        // 4000 directories of 4000 tags each, 12 bytes apart: 192 MB to read in a file of 96 kB.
        const int tags = 4000;
        var file = new byte[8 + 2 * 12 * tags + 2];
        "II*\0\x08"u8.CopyTo(file);
        for (var i = 0; i < 2 * tags; i++)
        {
            var cell = file.AsSpan(8 + 12 * i, 12);
            BinaryPrimitives.WriteUInt16LittleEndian(cell, tags);
            // A directory's end, where the next one's place stands, is the beginning of a tag of another.
            BinaryPrimitives.WriteUInt32LittleEndian(cell[2..], i < tags - 1 ? 0 : (uint)(8 + 12 * (i - tags + 1)));
            BinaryPrimitives.WriteUInt32LittleEndian(cell[6..], 1);
        }
        Assert.Contains("overlap", Refused(file, page: 3000).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void OfAFileThatEndsInItsSecondPageTheFirstIsRead()
    {
        var whole = PlainStack.File(2, []);
        var cut = whole[..^100];
        Assert.Contains("the file ends", Refused(cut, page: 1).Reason, StringComparison.Ordinal);
        Assert.Equal(256, FrameFile.Read(_folder["a.tif"], 0).Counts.Length);
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
