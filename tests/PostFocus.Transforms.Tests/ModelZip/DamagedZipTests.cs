using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Microsoft.ML;
using PostFocus.Imaging;
using PostFocus.Transforms.Classification;
using PostFocus.Transforms.Gate;
using PostFocus.Transforms.Restoration;
using PostFocus.Transforms.Restoration.Diffusion;
using PostFocus.Transforms.Tests.Classification;
using static PostFocus.Testing.TinyOnnx;

namespace PostFocus.Transforms.Tests.ModelZip;

/// <summary>A chain of all our transformers with tiny networks, and what a flipped bit makes of its zip.</summary>
public sealed class DamagedZipTests : IDisposable
{
    private const int Side = MeanNetwork.Side;

    private readonly MLContext _context = new(seed: 1);
    private readonly TemporaryFolder _folder = new();
    private readonly byte[] _zip;

    public DamagedZipTests()
    {
        var paths = _context.Data.LoadFrames(SimulatedFolder.Write(_folder["wells"], wells: 1, size: 2 * Side));
        var restorer = Model(
            [Node("AveragePool", ["frame"], "residual", Integers("kernel_shape", 1, 1))],
            [Value("frame", Side, Side)],
            Value("residual", Side, Side)
        );
        ITransformer chain = _context
            .Transforms.LoadFrames("Again", "Path")
            .Append(
                _context.Transforms.ScoreFocus(MeanNetwork.Model(estimatesDefocus: true) with { Temperature = 0.7, PixelMicrons = 0.65 })
            )
            .Append(
                _context.Transforms.ConditionalRestore(
                    new RestorationModel(restorer, Side, 0.1f, Prediction.Regression),
                    new() { TileOverlap = 4 }
                )
            )
            .Append(_context.Transforms.GateRestoration(TestGate.On("Change", -1.5, 1)))
            .Append(_context.Transforms.SharpnessFeatures("Measures", "Frame"))
            .Append(_context.Transforms.FocusMetrics(referenceColumnName: "Frame"))
            .Fit(paths);
        var zip = new MemoryStream();
        _context.Model.Save(chain, paths.Schema, zip);
        _zip = zip.ToArray();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AnEntryThatStandsTwiceIsNamed()
    {
        var entries = ZipEntries.Read(new MemoryStream(_zip)).ToList();
        Assert.Contains(
            $"'{entries[1].Key}' stands twice",
            Refused(ZipEntries.Write([.. entries, entries[1]]).ToArray()),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void APackingThatIsNotSupportedIsTold()
    {
        const byte bzip2 = 12;
        byte[] zip = [.. _zip];
        // The method of the first entry in the directory, and in front of the entry.
        zip[zip.AsSpan().IndexOf("PK\u0001\u0002"u8) + 10] = bzip2;
        zip[8] = bzip2;
        var message = Refused(zip);
        Assert.Contains("BZip2 and is not supported", message, StringComparison.Ordinal);
        Assert.Contains("Pack the zip with Deflate", message, StringComparison.Ordinal);
    }

    private string Refused(byte[] zip)
    {
        File.WriteAllBytes(_folder["model.zip"], zip);
        return Assert.Throws<PostFocusException>(() => _context.FocusRestoration.LoadModels(_folder["model.zip"])).Message;
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void AFlippedBitAnywhereInAZipIsNoticedOrChangesNothing()
    {
        var whole = Resaved(new MemoryStream(_zip))!;
        var random = new Random(1);
        var noticed = 0;
        for (var i = 0; i < 250; i++)
        {
            var flipped = Flipped(_zip, random);
            if (Resaved(new MemoryStream(flipped)) is { } loaded)
                Assert.Equal(whole, loaded);
            else
                noticed++;
        }
        Assert.InRange(noticed, 125, 249);
    }

    /// <summary>The schema of the input is ML.NET's own entry, of which no part of ours keeps a hash.</summary>
    [Fact]
    public void AFlippedBitInTheSchemaIsNoticed()
    {
        // In front of its entry, where its signature and name stand first.
        var data = _zip.AsSpan().IndexOf("Schema"u8) + "Schema".Length;
        var end = data + _zip.AsSpan(data).IndexOf("PK"u8);
        for (var at = data + 2; at < end; at += 37)
        {
            byte[] zip = [.. _zip];
            zip[at] ^= 4;
            Assert.Contains("damaged", Refused(zip), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void AZipOfTwoPartsOfAKindIsRefusedAsNothingSaysWhichCounts()
    {
        var model = _context.Model.Load(new MemoryStream(_zip), out var schema);
        var classifier = model.Parts().OfType<FocusScoringTransformer>().Single();
        var restorer = model.Parts().OfType<ConditionalRestoreTransformer>().Single();
        Assert.Contains(
            "holds 2 classifiers",
            RefusalOf(model.ReplaceParts<RestorationGateTransformer>(_ => classifier)),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "holds 2 restorers",
            RefusalOf(model.ReplaceParts<RestorationGateTransformer>(_ => restorer)),
            StringComparison.Ordinal
        );

        string RefusalOf(ITransformer chain)
        {
            _context.Model.Save(chain, schema, _folder["two.zip"]);
            return Assert.Throws<PostFocusException>(() => _context.FocusRestoration.LoadModels(_folder["two.zip"])).Message;
        }
    }

    [Fact]
    public void ALibraryThatAZipNamesAndNobodyHasIsNoLibraryThatTheProgramLacks()
    {
        var entries = ZipEntries.Read(new MemoryStream(_zip));
        foreach (var part in entries.Where(e => e.Key.Contains("Transform_", StringComparison.Ordinal)).Select(e => e.Value))
            part[part.AsSpan().LastIndexOf(Encoding.Unicode.GetBytes("Transforms, Version="))] ^= 1;
        using (var file = File.Create(_folder["other.zip"]))
            ZipEntries.Write(entries).CopyTo(file);
        var thrown = Assert.Throws<PostFocusException>(() => new MLContext(seed: 1).FocusRestoration.LoadModels(_folder["other.zip"]));
        Assert.Contains("other.zip' is damaged", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("'PostFocus.Uransforms, Version=", thrown.Message, StringComparison.Ordinal);
        Assert.Null(thrown.InnerException);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void AFlippedBitInAnyFieldOfAPartIsNoticedEvenInAZipThatWasPackedAnew()
    {
        Dictionary<string, byte[]> entries = ZipEntries.Read(new MemoryStream(_zip)),
            whole = Resaved(new MemoryStream(_zip))!;
        var random = new Random(2);
        string[] parts = [.. entries.Keys.Where(name => name.Contains("Transform_", StringComparison.Ordinal))];
        Assert.Equal(6, parts.Length);
        foreach (var part in parts.SelectMany(part => Enumerable.Repeat(part, 20)))
        {
            var flipped = new Dictionary<string, byte[]>(entries) { [part] = Flipped(entries[part], random) };
            if (Resaved(ZipEntries.Write(flipped)) is { } loaded)
                Assert.Equal(whole, loaded);
        }
        // Behind ML.NET's header lie hash and fields.
        foreach (var part in parts)
        {
            byte[] bytes = [.. entries[part]];
            bytes[256 + random.Next(60)] ^= 4;
            Assert.Null(Resaved(ZipEntries.Write(new Dictionary<string, byte[]>(entries) { [part] = bytes })));
        }
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void AFlippedBitInAZipOfTheFirstVersionIsNoticedOrChangesNothing()
    {
        var zip = File.ReadAllBytes(Repository.FirstVersion);
        var whole = Resaved(new MemoryStream(zip))!;
        var random = new Random(3);
        for (var i = 0; i < 100; i++)
        {
            if (Resaved(new MemoryStream(Flipped(zip, random))) is { } loaded)
                Assert.Equal(whole, loaded);
        }
    }

    [Fact]
    public void ADamagedEntryIsNamed()
    {
        // Version.txt comes first, and nothing ever reads it.
        byte[] flipped = [.. _zip];
        flipped[30 + "TrainingInfo/Version.txt".Length + 8] ^= 1;
        var path = _folder["damaged.zip"];
        File.WriteAllBytes(path, flipped);
        var thrown = Assert.Throws<PostFocusException>(() => _context.FocusRestoration.LoadModels(path));
        Assert.Contains(path, thrown.Message, StringComparison.Ordinal);
        Assert.Contains("'TrainingInfo/Version.txt' does not match its CRC-32", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "It is no zip")]
    [InlineData(1, "It is no zip")]
    [InlineData(10, "The model zip is cut off or damaged")]
    [InlineData(1000, "The model zip is cut off or damaged")]
    [InlineData(-100, "The model zip is cut off or damaged")]
    [InlineData(-1, "The model zip is cut off or damaged")]
    public void AZipThatIsCutOffIsCalledThat(int length, string word)
    {
        var path = _folder["cut.zip"];
        File.WriteAllBytes(path, _zip[..(length < 0 ? _zip.Length + length : length)]);
        var thrown = Assert.Throws<PostFocusException>(() => _context.FocusRestoration.LoadModels(path));
        Assert.StartsWith($"'{path}' cannot be used as a PostFocus model. {word}", thrown.Message, StringComparison.Ordinal);
    }

    /// <summary>By whoever packs it anew: the zip itself is whole.</summary>
    [Theory]
    [InlineData("TransformerChain/Model.key")]
    [InlineData("TransformerChain/Transform_001/Model.key")]
    [InlineData("TransformerChain/Transform_005/Model.key")]
    public void APartThatIsCutOffOrMissingIsNamed(string part)
    {
        var entries = ZipEntries.Read(new MemoryStream(_zip));
        var bytes = entries[part];
        foreach (var length in new[] { 0, 100, 300, bytes.Length - 1 })
        {
            entries[part] = bytes[..length];
            Assert.Contains(
                $"its entry '{part}' is cut off, after {length} of {(length < 256 ? 256 : bytes.Length)} bytes. Copy",
                Refusal(),
                StringComparison.Ordinal
            );
        }
        entries.Remove(part);
        var missing = Refusal();
        Assert.Contains($"entry '{part}'", missing, StringComparison.Ordinal);
        Assert.Contains("copy or fetch it again.", missing, StringComparison.OrdinalIgnoreCase);

        string Refusal()
        {
            File.WriteAllBytes(_folder["cut.zip"], ZipEntries.Write(entries).ToArray());
            return Assert.Throws<PostFocusException>(() => _context.FocusRestoration.LoadModels(_folder["cut.zip"])).Message;
        }
    }

    [Fact]
    public void PartsThatWereWrittenWithoutAHashAreStillRead()
    {
        var entries = ZipEntries.Read(new MemoryStream(_zip));
        uint[] versions = [0x00010001, 0x00010003, 0x00010005, 0x00010002, 0x00010001, 0x00010001];
        for (var part = 0; part < versions.Length; part++)
        {
            var name = $"TransformerChain/Transform_{part:000}/Model.key";
            entries[name] = ZipEntries.WithoutHash(
                entries[name],
                versions[part],
                part switch
                {
                    1 => [ZipEntries.OnBadFrameAndPrefix],
                    2 => [ZipEntries.OnBadFramePixelSizeAndDither],
                    3 => [ZipEntries.NoDomain],
                    _ => [],
                }
            );
        }
        Assert.Equal(Resaved(new MemoryStream(_zip)), Resaved(ZipEntries.Write(entries)));
    }

    [Fact]
    public void AChangedNetworkInAPartWithoutAHashIsNoticed()
    {
        const string name = "TransformerChain/Transform_001/Model.key";
        var entries = ZipEntries.Read(new MemoryStream(_zip));
        var part = entries[name] = ZipEntries.WithoutHash(entries[name], 0x00010003, ZipEntries.OnBadFrameAndPrefix);
        Assert.NotNull(Resaved(ZipEntries.Write(entries)));
        part[part.AsSpan().IndexOf("test"u8)] ^= 1; // the name of the graph, which changes nothing
        Assert.Null(Resaved(ZipEntries.Write(entries)));
    }

    [Fact]
    public void AZipThatUnpacksToTooMuchIsRefusedUnread()
    {
        var zip = new MemoryStream();
        zip.Write(_zip);
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Update, leaveOpen: true))
            archive.CreateEntry("zeros.bin");
        var bytes = zip.ToArray();
        var entry = bytes.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(entry + 24), 0xFFFFFFF0);
        File.WriteAllBytes(_folder["bomb.zip"], bytes);
        var thrown = Assert.Throws<PostFocusException>(() => _context.FocusRestoration.LoadModels(_folder["bomb.zip"]));
        Assert.Contains("more than 1 GiB ('zeros.bin')", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void EntriesThatTogetherUnpackToTooMuchAreRefused()
    {
        using (var archive = new ZipArchive(File.Create(_folder["bomb.zip"]), ZipArchiveMode.Create))
        {
            foreach (var (name, bytes) in ZipEntries.Read(new MemoryStream(_zip)))
                Write(archive.CreateEntry(name), bytes, 1);
            foreach (var name in new[] { "a.bin", "b.bin" })
                Write(archive.CreateEntry(name, CompressionLevel.Fastest), new byte[1 << 20], 520);
        }
        var thrown = Assert.Throws<PostFocusException>(() => _context.FocusRestoration.LoadModels(_folder["bomb.zip"]));
        Assert.Contains("more than 1 GiB ('b.bin')", thrown.Message, StringComparison.Ordinal);

        static void Write(ZipArchiveEntry entry, byte[] bytes, int times)
        {
            using var stream = entry.Open();
            for (var i = 0; i < times; i++)
                stream.Write(bytes);
        }
    }

    [Fact]
    public void ModelsAreLoadedWithoutATemporaryFile()
    {
        var path = _folder["model.zip"];
        File.WriteAllBytes(path, _zip);
        var context = new MLContext { TempFilePath = Path.Combine(path, "no folder") };
        Assert.Throws<DirectoryNotFoundException>(() => context.Model.Load(path, out _));
        Assert.NotNull(context.FocusRestoration.LoadModels(path).Classifier);
    }

    private static byte[] Flipped(byte[] bytes, Random random)
    {
        byte[] flipped = [.. bytes];
        flipped[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        return flipped;
    }

    /// <summary>The entries of the zip that the loaded model is saved as: all that was read; null where it cannot be loaded.</summary>
    private Dictionary<string, byte[]>? Resaved(Stream zip)
    {
        try
        {
            var model = _context.Model.Load(zip, out var schema);
            using var saved = new MemoryStream();
            _context.Model.Save(model, schema, saved);
            (model as IDisposable)?.Dispose();
            return ZipEntries.Read(saved);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return null;
        }
    }
}
