using System.Buffers.Binary;
using System.Text.Json;
using K4os.Compression.LZ4;
using PostFocus.Imaging.Json;

namespace PostFocus.Imaging.Zarr.Codecs;

/// <summary>Writes blocks of one piece each.</summary>
/// <param name="asked">The compressor that the metadata name; null: none.</param>
/// <param name="compressor">That which is taken, by its number in the header.</param>
/// <param name="level">From 0 to 9.</param>
/// <param name="shuffle">Bits of the header's flags.</param>
/// <param name="typeBytes">Bytes of a sample.</param>
internal sealed partial class BloscCodec(string? asked, int compressor, int level, int shuffle, int typeBytes)
{
    private const int BlockBytes = 1 << 18,
        Version = 2,
        CompressorVersion = 1;

    private const int Lz4 = 1,
        ZLib = 3,
        Zstd = 4;

    /// <summary>As the metadata say; what cannot be written becomes lz4.</summary>
    public static BloscCodec Of(JsonElement? settings, int sampleBytes)
    {
        var typeBytes = (int)(settings.Get("typesize").Number() ?? sampleBytes);
        var asked = settings.Get("cname").Text();
        var shuffle = settings.Get("shuffle").Text() ?? $"{settings.Get("shuffle").Number() ?? 1}";
        return new(
            asked,
            asked switch
            {
                "zlib" => ZLib,
                "zstd" => Zstd,
                _ => Lz4,
            },
            (int)Math.Clamp(settings.Get("clevel").Number() ?? 5, 0, 9),
            shuffle switch
            {
                "0" or "noshuffle" => 0,
                "2" or "bitshuffle" => BitShuffled,
                "-1" when typeBytes == 1 => BitShuffled,
                _ => typeBytes > 1 ? Shuffled : 0,
            },
            Math.Clamp(typeBytes, 1, byte.MaxValue)
        );
    }

    public override string Name =>
        s_compressors[compressor] is var taken && (asked ?? taken) == taken ? $"Blosc {taken}" : $"Blosc {taken} in place of {asked}";

    public override byte[] Encode(byte[] data)
    {
        // Whole samples by eights, which both filters need.
        var blockBytes = Math.Max(1, Math.Min(data.Length, BlockBytes / (8 * typeBytes) * (8 * typeBytes)));
        var blocks = (data.Length + blockBytes - 1) / blockBytes;
        using var stored = new MemoryStream();
        var head = new byte[HeaderBytes + 4 * blocks];
        stored.Write(head);
        var filtered = new byte[blockBytes];
        Span<byte> length = stackalloc byte[4];
        for (var block = 0; block < blocks; block++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(HeaderBytes + 4 * block), (int)stored.Position);
            var source = data.AsSpan(block * blockBytes, Math.Min(blockBytes, data.Length - block * blockBytes));
            var target = filtered.AsSpan(0, source.Length);
            if (shuffle == Shuffled)
                BloscShuffle.Shuffle(source, target, typeBytes);
            else if (shuffle == BitShuffled)
                BloscShuffle.ShuffleBits(source, target, typeBytes);
            else
                source.CopyTo(target);
            var piece = level == 0 ? null : Compress(target);
            var written = piece is not null && piece.Length < target.Length ? piece : target;
            BinaryPrimitives.WriteInt32LittleEndian(length, written.Length);
            stored.Write(length);
            stored.Write(written);
        }
        var isStored = stored.Length >= HeaderBytes + data.Length;
        var bytes = isStored ? new byte[HeaderBytes + data.Length] : stored.ToArray();
        if (isStored)
            data.CopyTo(bytes, HeaderBytes);
        else
            head.CopyTo(bytes, 0);
        bytes[0] = Version;
        bytes[1] = CompressorVersion;
        bytes[2] = (byte)(compressor << 5 | NotSplit | shuffle | (isStored ? Stored : 0));
        bytes[3] = (byte)typeBytes;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), data.Length);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), blockBytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), bytes.Length);
        return bytes;
    }

    private byte[] Compress(ReadOnlySpan<byte> block)
    {
        switch (compressor)
        {
            case ZLib:
                return new InflateCodec(isGzip: false, level).Encode(block.ToArray());
            case Zstd:
                return ZstdCodec.Encode(block, level == 9 ? 22 : 2 * level - 1, hasChecksum: false);
            default:
                var bytes = new byte[LZ4Codec.MaximumOutputSize(block.Length)];
                return bytes[..LZ4Codec.Encode(block, bytes)];
        }
    }
}
