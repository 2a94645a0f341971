using System.Buffers.Binary;
using K4os.Compression.LZ4;

namespace PostFocus.Imaging.Zarr.Codecs;

/// <summary>One LZ4 block behind its length, as numcodecs writes it.</summary>
internal sealed class Lz4Codec : ZarrCodec
{
    public override string Name => "lz4";

    public override byte[] Decode(byte[] data, int most)
    {
        var length = data.Length < 4 ? -1 : BinaryPrimitives.ReadInt32LittleEndian(data);
        if (length < 0 || length > most)
            throw Wrong($"they claim to decompress to {length} bytes");
        var bytes = new byte[length];
        return LZ4Codec.Decode(data.AsSpan(4), bytes) == length
            ? bytes
            : throw Wrong("they are not LZ4 data of the length that they claim");
    }

    public override byte[] Encode(byte[] data)
    {
        var stored = new byte[4 + LZ4Codec.MaximumOutputSize(data.Length)];
        BinaryPrimitives.WriteInt32LittleEndian(stored, data.Length);
        return stored[..(4 + LZ4Codec.Encode(data, stored.AsSpan(4)))];
    }
}
