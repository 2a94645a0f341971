using System.Buffers.Binary;
using System.IO.Compression;
using K4os.Compression.LZ4;

namespace PostFocus.Imaging.Zarr.Codecs;

/// <summary>
/// The container of Blosc 1: a header of 16 bytes, where each block begins, then the blocks; each of one piece or as many
/// as a sample has bytes, and filtered.
/// </summary>
internal sealed partial class BloscCodec : ZarrCodec
{
    private const int HeaderBytes = 16,
        LastVersion = 2;

    /// <summary>Bits of the header's flags.</summary>
    private const int Shuffled = 1,
        Stored = 2,
        BitShuffled = 4,
        NotSplit = 16;

    /// <summary>Blocks are split only for samples of at most so many bytes, and into pieces of at least so many.</summary>
    private const int MostSplits = 16,
        LeastPiece = 128;

    private static readonly string[] s_compressors = ["blosclz", "lz4", "snappy", "zlib", "zstd"];

    public override byte[] Decode(byte[] data, int most)
    {
        if (data.Length < HeaderBytes)
            throw Wrong("they are too short for Blosc");
        int version = data[0],
            flags = data[2],
            typeBytes = Math.Max(1, (int)data[3]);
        int length = Int(data, 4),
            blockBytes = Int(data, 8),
            stored = Int(data, 12);
        if (version is 0 or > LastVersion)
            throw Wrong($"they are of Blosc format {version}, of which 1 and 2 are supported");
        if (length < 0 || length > most)
            throw Wrong($"they claim to decompress to {length} bytes");
        if (stored > data.Length)
            throw Wrong($"they end after {data.Length} of {stored} bytes");
        if ((flags & Stored) != 0)
            return data.AsSpan(HeaderBytes, length).ToArray();
        if (length == 0)
            return [];
        var blocks = blockBytes > 0 ? ((long)length + blockBytes - 1) / blockBytes : 0;
        if (blocks == 0 || HeaderBytes + 4 * blocks > data.Length)
            throw Wrong($"they claim blocks of {blockBytes} bytes");

        var bytes = new byte[length];
        var filtered = new byte[Math.Min(blockBytes, length)];
        for (var block = 0; block < blocks; block++)
        {
            var target = bytes.AsSpan(block * blockBytes, Math.Min(blockBytes, length - block * blockBytes));
            var source = filtered.AsSpan(0, target.Length);
            var split =
                (flags & NotSplit) == 0 && typeBytes <= MostSplits && blockBytes / typeBytes >= LeastPiece && target.Length == blockBytes;
            DecodeBlock(data, Int(data, HeaderBytes + 4 * block), source, split ? typeBytes : 1, flags >> 5);
            if ((flags & Shuffled) != 0)
                BloscShuffle.Bytes(source, target, typeBytes);
            else if ((flags & BitShuffled) != 0)
                BloscShuffle.Bits(source, target, typeBytes);
            else
                source.CopyTo(target);
        }
        return bytes;
    }

    /// <summary>The pieces stand behind each other, each behind its length.</summary>
    private static void DecodeBlock(ReadOnlySpan<byte> data, int at, Span<byte> block, int pieces, int compressor)
    {
        var pieceBytes = block.Length / pieces;
        for (var i = 0; i < pieces; i++)
        {
            var stored = Int(data, at);
            var source = data.Slice(at + 4, stored);
            var target = block.Slice(i * pieceBytes, pieceBytes);
            if (stored == pieceBytes)
                source.CopyTo(target);
            else if (Decompress(source, target, compressor) != pieceBytes)
                throw Wrong($"a block does not decompress to its {pieceBytes} bytes");
            at += 4 + stored;
        }
    }

    private static int Decompress(ReadOnlySpan<byte> source, Span<byte> target, int compressor)
    {
        switch (compressor)
        {
            case 1:
                return LZ4Codec.Decode(source, target);
            case 3:
                using (var inflated = new ZLibStream(new MemoryStream(source.ToArray()), CompressionMode.Decompress))
                    return inflated.ReadAtLeast(target, target.Length, throwOnEndOfStream: false);
            case 4:
                return ZstdCodec.Decode(source, target);
            default:
                var name = compressor < s_compressors.Length ? s_compressors[compressor] : $"number {compressor}";
                throw new NotSupportedException(
                    $"they are compressed with Blosc's {name}, which is not supported: lz4, zlib and zstd are. Save the image again with Blosc and zstd, or with gzip"
                );
        }
    }

    private static int Int(ReadOnlySpan<byte> data, int at) => BinaryPrimitives.ReadInt32LittleEndian(data[at..]);
}
