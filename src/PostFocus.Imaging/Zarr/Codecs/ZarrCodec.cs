namespace PostFocus.Imaging.Zarr.Codecs;

/// <summary>One step between the bytes of a file and those of a chunk.</summary>
internal abstract class ZarrCodec
{
    /// <summary>Undoes the step. Any exception means that the data are damaged.</summary>
    /// <param name="data">The bytes as stored.</param>
    /// <param name="most">How many bytes may come out: more need not be taken memory for.</param>
    public abstract byte[] Decode(byte[] data, int most);

    /// <summary>The codec of a name, by version 2 or 3; null where it is not supported.</summary>
    public static ZarrCodec? Find(string? name)
    {
        const string library = "numcodecs.";
        var known = name is not null && name.StartsWith(library, StringComparison.Ordinal) ? name[library.Length..] : name;
        return known switch
        {
            "gzip" => new InflateCodec(isGzip: true),
            "zlib" => new InflateCodec(isGzip: false),
            "zstd" => new ZstdCodec(),
            "blosc" => new BloscCodec(),
            "lz4" => new Lz4Codec(),
            "crc32c" => new Crc32CCodec(),
            _ => null,
        };
    }

    protected static InvalidDataException Wrong(string what) => new(what);
}
