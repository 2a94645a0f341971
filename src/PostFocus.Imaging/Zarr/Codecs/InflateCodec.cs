using System.IO.Compression;

namespace PostFocus.Imaging.Zarr.Codecs;

/// <summary>Deflate in the wrapping of gzip or zlib.</summary>
internal sealed class InflateCodec(bool isGzip, int level) : ZarrCodec
{
    /// <summary>Deflate expands at most 1032 times.</summary>
    private const long MostExpansion = 1040;

    public override string Name => isGzip ? "gzip" : "zlib";

    public override byte[] Decode(byte[] data, int most)
    {
        using var compressed = new MemoryStream(data);
        using Stream inflated = isGzip
            ? new GZipStream(compressed, CompressionMode.Decompress)
            : new ZLibStream(compressed, CompressionMode.Decompress);
        var bytes = new byte[Math.Min(most, data.Length * MostExpansion)];
        var got = inflated.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        // Reading on to the end lets the decoder compare the checksum.
        if (inflated.ReadByte() >= 0)
            throw Wrong($"they decompress to more than {bytes.Length} bytes");
        return got == bytes.Length ? bytes : bytes[..got];
    }

    public override byte[] Encode(byte[] data)
    {
        using var stored = new MemoryStream();
        var options = new ZLibCompressionOptions { CompressionLevel = Math.Clamp(level, -1, 9) };
        using (Stream deflated = isGzip ? new GZipStream(stored, options) : new ZLibStream(stored, options))
            deflated.Write(data);
        return stored.ToArray();
    }
}
