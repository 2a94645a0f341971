using System.Text.Json.Nodes;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Sequences;
using PostFocus.Imaging.Tests.Helpers;

namespace PostFocus.Imaging.Tests.Zarr;

/// <summary>Whatever happens to the bytes of a Zarr image: frames or a named error, and bounded memory and time.</summary>
public sealed class DamagedZarrTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Puts a golden array into an OME-Zarr image and damages any of its files, 2000 times.</summary>
    [Theory]
    [InlineData(
        "zarr2",
        "blosc-lz4-shuffle",
        "blosc-zstd-bits-blocks",
        "blosc-zlib-shuffle",
        "blosc-stored",
        "lz4",
        "zstd",
        "gzip",
        "fortran"
    )]
    [InlineData("zarr3", "shards", "shards-start", "shards-plain", "blosc", "transposed", "checksum", "zarrita-transposed")]
    public void NoDamageEndsInAnyOtherWayThanFramesOrANamedError(string version, params string[] names)
    {
        var random = new Random(1);
        foreach (var name in names)
        {
            var image = _folder[name];
            var files = Lay(GoldenFile.Find(version, name), image);
            for (var mutant = 0; mutant < 2000 / names.Length; mutant++)
            {
                var (file, original) = files[random.Next(files.Length)];
                File.WriteAllBytes(file, Mutation.Of(original, random, headerBytes: 40));
                try
                {
                    foreach (var sequence in FrameSequences.Find(image, new SequenceOptions { AxisOrder = "T" }))
                    foreach (var frame in sequence.Frames.Take(4))
                        Assert.InRange(FrameFile.Read(frame.Path, frame.Page).Counts.Length, 1, 1 << 28);
                }
                catch (FrameFormatException e)
                {
                    Assert.StartsWith(image, e.Path, StringComparison.Ordinal);
                }
                File.WriteAllBytes(file, original);
            }
        }
    }

    /// <summary>The same with a lower resolution, 400 times, where a plane is to be replaced.</summary>
    [Theory]
    [InlineData("zarr2", "blosc-zstd-bits", "zlib", "none-big", "planes")]
    [InlineData("zarr3", "shards", "shards-start", "shards-plain", "checksum")]
    public void NoDamageEndsInAnyOtherWayThanAResultOrANamedError(string version, params string[] names)
    {
        var random = new Random(1);
        var written = 0;
        foreach (var name in names)
        {
            var image = _folder[name];
            Lay(GoldenFile.Find(version, name), image, "1");
            var files = Lay(GoldenFile.Find(version, name), image, "0");
            for (var mutant = 0; mutant < 400 / names.Length; mutant++)
            {
                var (file, original) = files[random.Next(files.Length)];
                File.WriteAllBytes(file, Mutation.Of(original, random, headerBytes: 400));
                try
                {
                    var page = FrameFile.Read(image, 1);
                    FrameFile.WriteLike(image, _folder["out/a"], new Dictionary<int, Frame> { [1] = page.Reversed() });
                    TestFrames.AssertSame(page.Reversed(), FrameFile.Read(_folder["out/a"], 1));
                    written++;
                }
                catch (FrameFormatException e)
                {
                    Assert.StartsWith(image, e.Path, StringComparison.Ordinal);
                    Assert.False(Directory.Exists(_folder["out"]) && Directory.EnumerateFileSystemEntries(_folder["out"]).Any());
                }
                File.WriteAllBytes(file, original);
                if (Directory.Exists(_folder["out"]))
                    Directory.Delete(_folder["out"], recursive: true);
            }
        }
        Assert.InRange(written, 50, 399);
    }

    [Theory]
    [InlineData("shape", "[1, 16384, 16384]")]
    [InlineData("shape", "[1048577, 16, 20]")]
    [InlineData("shape", "[65536, 65536, 65536, 16, 20]")]
    [InlineData("shape", "[1, 1e9, 1e9]")]
    [InlineData("shape", "[1, 9223372036854775807, 20]")]
    [InlineData("chunks", "[1, 2147483647, 2147483647]")]
    [InlineData("chunks", "[1, 1, 1]")]
    public void AbsurdSizesAreRefusedSoonAndWithoutMemory(string field, string value)
    {
        RawZarr.Array(
            _folder["a"],
            [1],
            m =>
            {
                m[field] = JsonNode.Parse(value);
                // Planes of as many chunks as pixels.
                if (field == "shape" && value.Contains("16384", StringComparison.Ordinal) || value == "[1, 1, 1]")
                    (m["shape"], m["chunks"]) = (RawZarr.Numbers(1, 16384, 16384), RawZarr.Numbers(1, 1, 1));
            }
        );
        Soon.Refused(() => FrameFile.Read(_folder["a"]), mostBytes: 1_000_000);
    }

    [Fact]
    public void AChunkThatClaimsMoreThanItsSizeTakesNoMemory()
    {
        // Blosc: version 2, lz4, 1-byte samples, a claim of 2 GiB. Zstandard: a frame that declares 4 GiB. LZ4 likewise.
        byte[] blosc = [2, 1, 0x21, 1, 0xFF, 0xFF, 0xFF, 0x7F, 0, 0, 1, 0, 24, 0, 0, 0, 20, 0, 0, 0, 0, 0, 0, 0];
        byte[] zstd = [0x28, 0xB5, 0x2F, 0xFD, 0xA0, 0xFF, 0xFF, 0xFF, 0xFF, 0x01, 0, 0];
        byte[] lz4 = [0xFF, 0xFF, 0xFF, 0x7F, 0, 0];
        foreach (var (name, bytes) in new[] { ("blosc", blosc), ("zstd", zstd), ("lz4", lz4) })
        {
            RawZarr.Array(_folder[name], [1], m => m["compressor"] = JsonNode.Parse($$"""{"id": "{{name}}"}"""));
            File.WriteAllBytes(Path.Combine(_folder[name], "0.0.0"), bytes);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Contains(
                "0.0.0",
                Assert.Throws<FrameFormatException>(() => FrameFile.Read(_folder[name])).Message,
                StringComparison.Ordinal
            );
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
        }
    }

    [Fact]
    public void AShardWhoseIndexLiesIsRefused()
    {
        var files = Lay(GoldenFile.Find("zarr3", "shards-plain"), _folder["a"]);
        var (path, original) = files.First(f => Path.GetFileName(f.Path) == "0");
        // Two chunks to a shard; the index without a checksum is the last 32 bytes: offset, length, offset, length.
        foreach (var at in new[] { 32, 24, 16, 8 })
        {
            var bytes = original.ToArray();
            bytes[^(at - 6)] = 1;
            File.WriteAllBytes(path, bytes);
            Assert.Contains(
                "its index puts a chunk",
                Assert.Throws<FrameFormatException>(() => FrameFile.Read(_folder["a"])).Message,
                StringComparison.Ordinal
            );
        }
        File.WriteAllBytes(path, original[..20]);
        Assert.Contains(
            "needs 32 bytes",
            Assert.Throws<FrameFormatException>(() => FrameFile.Read(_folder["a"])).Message,
            StringComparison.Ordinal
        );
    }

    /// <summary>Puts an array into an image as its full resolution, or as a lower one before that is there.</summary>
    private static (string Path, byte[] Bytes)[] Lay(string array, string image, string level = "0")
    {
        var lower = Directory.Exists(Path.Combine(image, "1")) ? """, {"path": "1"}""" : "";
        RawZarr.Group(image, $$"""{"multiscales": [{"axes": ["t", "y", "x"], "datasets": [{"path": "0"}{{lower}}]}]}""");
        foreach (var file in Directory.GetFiles(array, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(image, level, Path.GetRelativePath(array, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        return
        [
            .. Directory
                .GetFiles(image, "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(f => (f, File.ReadAllBytes(f))),
        ];
    }
}
