using System.Text.Json;
using PostFocus.Imaging.Json;

namespace PostFocus.Imaging.Zarr.Codecs;

/// <summary>One step between the bytes of a file and those of a chunk.</summary>
internal abstract class ZarrCodec
{
    /// <summary>What it is called when it is told of.</summary>
    public abstract string Name { get; }

    /// <summary>Undoes the step. Any exception means that the data are damaged.</summary>
    /// <param name="data">The bytes as stored.</param>
    /// <param name="most">How many bytes may come out: more need not be taken memory for.</param>
    public abstract byte[] Decode(byte[] data, int most);

    /// <summary>Does the step.</summary>
    public abstract byte[] Encode(byte[] data);

    /// <summary>The codec of a name, by version 2 or 3; null where it is not supported.</summary>
    /// <param name="name">What the metadata call it.</param>
    /// <param name="settings">What they say of it; null: nothing.</param>
    /// <param name="sampleBytes">Bytes of a sample.</param>
    public static ZarrCodec? Find(string? name, JsonElement? settings, int sampleBytes)
    {
        const string library = "numcodecs.";
        var known = name is not null && name.StartsWith(library, StringComparison.Ordinal) ? name[library.Length..] : name;
        return known switch
        {
            "gzip" => new InflateCodec(isGzip: true, Level(5)),
            "zlib" => new InflateCodec(isGzip: false, Level(1)),
            "zstd" => new ZstdCodec(Level(0), settings.Get("checksum") is { ValueKind: JsonValueKind.True }),
            "blosc" => BloscCodec.Of(settings, sampleBytes),
            "lz4" => new Lz4Codec(),
            "crc32c" => new Crc32CCodec(),
            _ => null,
        };

        int Level(int usual) => (int)(settings.Get("level").Number() ?? usual);
    }

    protected static InvalidDataException Wrong(string what) => new(what);
}
