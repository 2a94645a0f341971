using ZstdSharp;
using ZstdSharp.Unsafe;

namespace PostFocus.Imaging.Zarr.Codecs;

/// <summary>Zstandard.</summary>
internal sealed class ZstdCodec(int level, bool hasChecksum) : ZarrCodec
{
    public override string Name => "zstd";

    public override byte[] Decode(byte[] data, int most)
    {
        // What the frames declare, or where they do not, what their blocks can hold.
        var bytes = new byte[Math.Min(Decompressor.GetDecompressedSize(data), (ulong)most)];
        var got = Decode(data, bytes);
        return got == bytes.Length ? bytes : bytes[..got];
    }

    public override byte[] Encode(byte[] data) => Encode(data, level, hasChecksum);

    public static byte[] Encode(ReadOnlySpan<byte> data, int level, bool hasChecksum)
    {
        using var compressor = new Compressor(Math.Clamp(level, Compressor.MinCompressionLevel, Compressor.MaxCompressionLevel));
        compressor.SetParameter(ZSTD_cParameter.ZSTD_c_checksumFlag, hasChecksum ? 1 : 0);
        return compressor.Wrap(data).ToArray();
    }

    /// <returns>The bytes that came out.</returns>
    public static int Decode(ReadOnlySpan<byte> data, Span<byte> bytes)
    {
        using var decompressor = new Decompressor();
        return decompressor.Unwrap(data, bytes);
    }
}
