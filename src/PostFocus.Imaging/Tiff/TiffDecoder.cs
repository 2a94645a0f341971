using System.IO.Compression;
using BitMiracle.LibTiff.Classic;

namespace PostFocus.Imaging.Tiff;

/// <summary>Decompresses the strips or tiles of a page.</summary>
internal sealed class TiffDecoder(TiffPage page)
{
    private static readonly byte[] s_reversed =
    [
        .. Enumerable.Range(0, 256).Select(b => (byte)Enumerable.Range(0, 8).Sum(i => (b >> i & 1) << (7 - i))),
    ];

    private readonly LzwDecoder? _lzw = page.Compression == Compression.LZW ? new() : null;

    /// <summary>Bytes may be stored from their lowest bit on (FillOrder 2).</summary>
    public void PutBitsInOrder(Span<byte> stored)
    {
        if (page.FillOrder == FillOrder.MSB2LSB)
            return;
        foreach (ref var value in stored)
            value = s_reversed[value];
    }

    /// <summary>Fills a buffer from the first bytes of another.</summary>
    /// <returns>How much was decoded: less than the buffer where the data end before it is full.</returns>
    /// <exception cref="InvalidDataException">The data are damaged.</exception>
    public int Decode(byte[] stored, int count, Span<byte> decoded) =>
        page.Compression switch
        {
            Compression.LZW => _lzw!.Decode(stored.AsSpan(0, count), decoded),
            Compression.PACKBITS => PackBits(stored.AsSpan(0, count), decoded),
            _ => Inflate(stored, count, decoded),
        };

    private static int Inflate(byte[] stored, int count, Span<byte> decoded)
    {
        using var inflated = new ZLibStream(new MemoryStream(stored, 0, count), CompressionMode.Decompress);
        var got = inflated.ReadAtLeast(decoded, decoded.Length, throwOnEndOfStream: false);
        // Reading on to the end lets the decoder compare the checksum.
        _ = inflated.ReadByte();
        return got;
    }

    /// <summary>
    /// TIFF 6.0, section 9: n from 0 to 127 and then n + 1 bytes, or −n from 1 to 127 and a byte that stands n + 1 times.
    /// </summary>
    private static int PackBits(ReadOnlySpan<byte> stored, Span<byte> decoded)
    {
        int from = 0,
            to = 0;
        while (to < decoded.Length && from + 1 < stored.Length)
        {
            var n = (sbyte)stored[from++];
            if (n == sbyte.MinValue)
                continue;
            var run = Math.Min(Math.Abs((int)n) + 1, decoded.Length - to);
            if (n < 0)
            {
                decoded.Slice(to, run).Fill(stored[from++]);
            }
            else
            {
                run = Math.Min(run, stored.Length - from);
                stored.Slice(from, run).CopyTo(decoded[to..]);
                from += run;
            }
            to += run;
        }
        return to;
    }
}
