using System.Buffers.Binary;
using System.Numerics;

namespace PostFocus.Imaging.Zarr.Codecs;

/// <summary>A checksum behind the bytes: CRC-32C, little-endian.</summary>
internal sealed class Crc32CCodec : ZarrCodec
{
    public const int Bytes = 4;

    public override string Name => "crc32c";

    public override byte[] Decode(byte[] data, int most)
    {
        if (data.Length < Bytes)
            throw Wrong("their checksum is missing");
        var bytes = data[..^Bytes];
        return Hash(bytes) == BinaryPrimitives.ReadUInt32LittleEndian(data.AsSpan(bytes.Length))
            ? bytes
            : throw Wrong("their checksum is wrong");
    }

    public override byte[] Encode(byte[] data)
    {
        var bytes = new byte[data.Length + Bytes];
        data.CopyTo(bytes, 0);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(data.Length), Hash(data));
        return bytes;
    }

    private static uint Hash(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var b in bytes)
            crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }
}
