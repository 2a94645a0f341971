using ZstdSharp;

namespace PostFocus.Imaging.Zarr.Codecs;

/// <summary>Zstandard.</summary>
internal sealed class ZstdCodec : ZarrCodec
{
    public override byte[] Decode(byte[] data, int most)
    {
        // What the frames declare, or where they do not, what their blocks can hold.
        var bytes = new byte[Math.Min(Decompressor.GetDecompressedSize(data), (ulong)most)];
        var got = Decode(data, bytes);
        return got == bytes.Length ? bytes : bytes[..got];
    }

    /// <returns>The bytes that came out.</returns>
    public static int Decode(ReadOnlySpan<byte> data, Span<byte> bytes)
    {
        using var decompressor = new Decompressor();
        return decompressor.Unwrap(data, bytes);
    }
}
