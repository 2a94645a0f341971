using System.Text.Json.Nodes;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Stacks;
using PostFocus.Imaging.Tests.Helpers;

namespace PostFocus.Imaging.Tests.Zarr;

/// <summary>Arrays that zarr-python, numcodecs and zarrita wrote; what they hold is a formula (Data/zarr2.py, Data/zarr3.py).</summary>
public sealed class ZarrArrayTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Refused(string path, int page = 0) => Assert.Throws<FrameFormatException>(() => FrameFile.Read(path, page)).Message;

    private static void AssertHolds(string folder, PixelType type, int planes, int width = 12)
    {
        Assert.Equal(planes, FrameFile.CountPages(folder));
        for (var t = 0; t < planes; t++)
        {
            var frame = FrameFile.Read(folder, t);
            var expected = from y in Enumerable.Range(0, 10) from x in Enumerable.Range(0, width) select Count(1000 * t + 10 * y + x, type);
            TestFrames.AssertSame(new Frame(10, width, [.. expected], type), frame);
        }
    }

    private static float Count(int value, PixelType type) =>
        type switch
        {
            PixelType.UInt8 => (byte)value,
            PixelType.Int8 => (sbyte)(byte)value,
            PixelType.Int16 or PixelType.Int32 => value - 1500,
            PixelType.Float16 or PixelType.Float32 or PixelType.Float64 => value + 0.5f,
            _ => value,
        };

    [Theory]
    [InlineData("none", PixelType.UInt8)]
    [InlineData("none-big", PixelType.UInt16)]
    [InlineData("none-half", PixelType.Float16, 1)]
    [InlineData("gzip", PixelType.UInt16)]
    [InlineData("zlib", PixelType.Int32)]
    [InlineData("zstd", PixelType.UInt16)]
    [InlineData("lz4", PixelType.Int16)]
    [InlineData("blosc-lz4-shuffle", PixelType.UInt16)]
    [InlineData("blosc-lz4hc-none", PixelType.Float32)]
    [InlineData("blosc-zstd-bits", PixelType.UInt16)]
    [InlineData("blosc-zstd-bits-odd", PixelType.Float32)]
    [InlineData("blosc-lz4-blocks", PixelType.UInt32)]
    [InlineData("blosc-zstd-bits-blocks", PixelType.Int16, 3, 13)]
    [InlineData("blosc-zlib-shuffle", PixelType.Float64)]
    [InlineData("blosc-stored", PixelType.Int8)]
    [InlineData("fortran", PixelType.UInt16)]
    [InlineData("nested", PixelType.UInt16)]
    public void Version2HoldsItsCounts(string name, PixelType type, int planes = 3, int width = 12) =>
        AssertHolds(GoldenFile.Find("zarr2", name), type, planes, width);

    [Theory]
    [InlineData("gzip", PixelType.UInt16)]
    [InlineData("dots", PixelType.UInt8)]
    [InlineData("keys2", PixelType.Int16)]
    [InlineData("blosc", PixelType.Float32)]
    [InlineData("transposed", PixelType.Float64)]
    [InlineData("checksum", PixelType.Int32)]
    [InlineData("shards", PixelType.UInt16)]
    [InlineData("shards-start", PixelType.Float32)]
    [InlineData("shards-plain", PixelType.UInt32)]
    [InlineData("zarrita-zstd", PixelType.UInt16)]
    [InlineData("zarrita-blosc", PixelType.UInt16)]
    [InlineData("zarrita-transposed", PixelType.UInt16)]
    public void Version3HoldsItsCounts(string name, PixelType type) => AssertHolds(GoldenFile.Find("zarr3", name), type, 3);

    [Fact]
    public void PagesArePlanesInTheOrderOfTheLeadingAxes()
    {
        var folder = GoldenFile.Find("zarr2", "planes");
        Assert.Equal(12, FrameFile.CountPages(folder));
        for (var page = 0; page < 12; page++)
        {
            var (t, c, z) = (page / 6, page / 3 % 2, page % 3);
            Assert.Equal(1000 * t + 10 * c + 100 * z + 10 * 9 + 11, FrameFile.Read(folder, page).Counts[^1]);
        }
        Assert.Contains("12 planes", Refused(folder, 12), StringComparison.Ordinal);
        var layout = Assert.Single(StackReader.Read(folder));
        Assert.Equal("12 pages: T=2, Z=3, C=2 (Zarr dimension names)", layout.Description);
        Assert.Equal(11, layout.Location(1, 2, 1).Page);
        Assert.Equal(7, layout.Location(1, 1, 0).Page);
    }

    [Theory]
    [InlineData("bz2", "'bz2'")]
    [InlineData("blosc-blosclz", "blosclz")]
    public void OtherCodecsAreNamed(string name, string codec)
    {
        var message = Refused(GoldenFile.Find("zarr2", name));
        Assert.Contains(codec, message, StringComparison.Ordinal);
        Assert.Contains("gzip", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("|u1", "7", 7)]
    [InlineData("|u1", "null", 0)]
    [InlineData("<i2", "-3", -3)]
    [InlineData("<f4", "1.5", 1.5f)]
    [InlineData("<f4", "\"NaN\"", float.NaN)]
    [InlineData("<f8", "\"-Infinity\"", float.NegativeInfinity)]
    [InlineData("<f4", "\"0x3fc00000\"", 1.5f)]
    public void ChunksThatAreNotStoredAreFilled(string type, string fill, float count)
    {
        RawZarr.Array(_folder["a"], [2], m => (m["dtype"], m["fill_value"]) = (type, JsonNode.Parse(fill)));
        File.Delete(_folder["a/1.0.0"]);
        Assert.All(FrameFile.Read(_folder["a"], 1).Counts, c => Assert.Equal(count, c));
    }

    [Theory]
    [InlineData("dtype", "\"|b1\"", "|b1")]
    [InlineData("dtype", "\"<c8\"", "<c8")]
    [InlineData("dtype", "\"<u8\"", "<u8")]
    [InlineData("dtype", "[[\"r\", \"|u1\"]]", "[\"r\"")]
    [InlineData("fill_value", "300", "fill value is 300")]
    [InlineData("fill_value", "\"NaN\"", "of type UInt8 cannot have")]
    [InlineData("shape", "[0, 16, 20]", "[0,16,20]")]
    [InlineData("shape", "[20]", "1 axes")]
    [InlineData("shape", "[1, 1, 1, 1, 16, 20]", "6 axes")]
    [InlineData("shape", "[1, 16385, 16384]", "more than the 268435456 pixels")]
    [InlineData("shape", "[2000000, 16, 20]", "more than 1048576 planes")]
    [InlineData("chunks", "[1, 16]", "[1,16]")]
    [InlineData("chunks", "[1, 40000, 40000]", "1073741824 bytes")]
    [InlineData("order", "\"K\"", "'K'")]
    [InlineData("dimension_separator", "\"-\"", "'-'")]
    [InlineData("filters", "[{\"id\": \"delta\"}]", "'delta'")]
    [InlineData("compressor", "{\"id\": \"lzma\"}", "'lzma'")]
    public void MetadataThatCannotBeReadAreNamed(string field, string value, string named)
    {
        RawZarr.Array(_folder["a"], [1], m => m[field] = JsonNode.Parse(value));
        Assert.Contains(named, Refused(_folder["a"]), StringComparison.Ordinal);
    }

    [Fact]
    public void ChunksInFoldersAreFoundThoughNoSeparatorIsNamed()
    {
        RawZarr.Array(_folder["a"], [2]);
        foreach (var plane in new[] { "0", "1" })
        {
            Directory.CreateDirectory(_folder[$"a/{plane}/0"]);
            File.Move(_folder[$"a/{plane}.0.0"], _folder[$"a/{plane}/0/0"]);
        }
        Assert.All(FrameFile.Read(_folder["a"], 0).Counts, c => Assert.Equal(0, c));
        Assert.All(FrameFile.Read(_folder["a"], 1).Counts, c => Assert.Equal(1, c));
    }

    /// <summary>
    /// Blosc's own rule: blocks are split into the bytes of their samples where at least 128 samples lie in one; a shorter
    /// last block never is.
    /// </summary>
    [Theory]
    [InlineData(640, 2)] // one block
    [InlineData(320, 2)]
    [InlineData(258, 2)] // a last one of 124 bytes
    [InlineData(256, 2)] // 128 samples, and a last one of 64
    [InlineData(254, 2)] // 127 samples
    [InlineData(300, 3)] // a last one of 13 samples and a byte
    public void BlocksOfBloscAreSplitDownToALeastLengthAndButForAShortLastOne(int blockBytes, int sampleBytes)
    {
        const int flags = 1 | 1 << 5; // shuffled, LZ4; pieces that would not get shorter are stored as they are
        byte[] samples = [.. Enumerable.Range(0, 640).Select(i => (byte)(i * 7 + i / 256))];
        var blocks = samples.Chunk(blockBytes).ToArray();
        var (starts, body) = (new List<int>(), new List<byte>());
        foreach (var block in blocks)
        {
            starts.Add(16 + 4 * blocks.Length + body.Count);
            var whole = block.Length / sampleBytes * sampleBytes;
            byte[] shuffled =
            [
                .. Enumerable.Range(0, sampleBytes).SelectMany(place => block[..whole].Where((_, i) => i % sampleBytes == place)),
                .. block[whole..],
            ];
            var isSplit = blockBytes / sampleBytes >= 128 && block.Length == blockBytes;
            foreach (var piece in shuffled.Chunk(isSplit ? block.Length / sampleBytes : block.Length))
                body.AddRange([.. BitConverter.GetBytes(piece.Length), .. piece]);
        }
        int[] lengths = [samples.Length, blockBytes, 16 + 4 * blocks.Length + body.Count];
        RawZarr.Array(
            _folder["a"],
            [1],
            m =>
            {
                m["dtype"] = "<u2";
                m["compressor"] = JsonNode.Parse("""{"id": "blosc", "cname": "lz4", "clevel": 5, "shuffle": 1, "blocksize": 0}""");
            }
        );
        File.WriteAllBytes(
            _folder["a/0.0.0"],
            [2, 1, flags, (byte)sampleBytes, .. lengths.Concat(starts).SelectMany(BitConverter.GetBytes), .. body]
        );
        var expected = Enumerable.Range(0, 320).Select(i => (float)(samples[2 * i] + 256 * samples[2 * i + 1]));
        Assert.Equal(expected, FrameFile.Read(_folder["a"], 0).Counts);
    }

    [Fact]
    public void ChunksOfAnotherSizeAreRefused()
    {
        RawZarr.Array(_folder["a"], [1]);
        File.WriteAllBytes(_folder["a/0.0.0"], new byte[319]);
        var message = Refused(_folder["a"]);
        Assert.Contains("319 bytes, where a chunk has 320", message, StringComparison.Ordinal);
        Assert.Contains("0.0.0", message, StringComparison.Ordinal);
        File.WriteAllBytes(_folder["a/0.0.0"], new byte[1 << 20]);
        Assert.Contains("decodes to less", Refused(_folder["a"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zstd", 1)]
    [InlineData("gzip", 1)]
    [InlineData("blosc-lz4-shuffle", 1)]
    [InlineData("blosc-zstd-bits", 3)]
    [InlineData("blosc-stored", 1)]
    public void CutChunksAreRefused(string name, int least)
    {
        var source = GoldenFile.Find("zarr2", name);
        Directory.CreateDirectory(_folder["a"]);
        foreach (var file in Directory.GetFiles(source))
            File.Copy(file, Path.Combine(_folder["a"], Path.GetFileName(file)));
        var whole = File.ReadAllBytes(_folder["a/0.0.0"]);
        // The last eight bytes of gzip are a checksum and a length: without them the samples are still whole.
        for (var length = least; length < whole.Length - 8; length += 11)
        {
            File.WriteAllBytes(_folder["a/0.0.0"], whole[..length]);
            Assert.Contains("0.0.0", Refused(_folder["a"]), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void AChecksumThatIsWrongIsRefused()
    {
        Directory.CreateDirectory(_folder["a/c/0/0"]);
        File.Copy(GoldenFile.Find("zarr3", "checksum", "zarr.json"), _folder["a/zarr.json"]);
        var bytes = File.ReadAllBytes(GoldenFile.Find("zarr3", "checksum", "c", "0", "0", "0"));
        bytes[7] ^= 1;
        File.WriteAllBytes(_folder["a/c/0/0/0"], bytes);
        Assert.Contains("checksum", Refused(_folder["a"]), StringComparison.Ordinal);
    }

    [Fact]
    public void AChunkThatChangesIsReadAgain()
    {
        RawZarr.Array(_folder["a"], [2], m => m["chunks"] = RawZarr.Numbers(2, 16, 20));
        File.Delete(_folder["a/1.0.0"]);
        File.WriteAllBytes(_folder["a/0.0.0"], [.. Enumerable.Repeat((byte)1, 320), .. Enumerable.Repeat((byte)2, 320)]);
        Assert.Equal([1, 2], new[] { 0, 1 }.Select(p => FrameFile.Read(_folder["a"], p).Counts[0]));
        File.WriteAllBytes(_folder["a/0.0.0"], [.. Enumerable.Repeat((byte)3, 320), .. Enumerable.Repeat((byte)4, 320)]);
        File.SetLastWriteTimeUtc(_folder["a/0.0.0"], new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.Equal([3, 4], new[] { 0, 1 }.Select(p => FrameFile.Read(_folder["a"], p).Counts[0]));
    }

    [Fact]
    public void SeveralThreadsReadTheSameChunks()
    {
        var folder = GoldenFile.Find("zarr2", "planes");
        Parallel.For(
            0,
            240,
            i => Assert.Equal(1000 * (i % 12 / 6), FrameFile.Read(folder, i % 12).Counts[0] - 10 * (i / 3 % 2) - 100 * (i % 3))
        );
    }
}
