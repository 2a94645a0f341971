using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace PostFocus.Imaging.Tests.Hostile;

/// <summary>Damage to PNG files that gets past the checksums, which would else hide all behind them.</summary>
internal static class PngRecipes
{
    private const int HeaderBytes = 13;

    public static IReadOnlyList<Recipe> All { get; } = [.. ByteRecipes.All, ChangeHeader, ChangeHeader, ChangeLength, MoveChunk, MoveChunk];

    /// <summary>Bytes of the pixels as counts in memory, or decoded, whichever is more.</summary>
    public static long ClaimedBytes(byte[] file) =>
        file.Length < 33
            ? 0
            : (long)
                Math.Min(
                    8.0 * BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(16)) * BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(20)),
                    long.MaxValue / 16
                );

    /// <summary>Mostly puts right the checksum of every chunk that can be found.</summary>
    public static byte[] SealChunks(byte[] file, Random random)
    {
        if (random.Next(8) > 0)
            foreach (var (start, length) in Chunks(file))
                BinaryPrimitives.WriteUInt32BigEndian(
                    file.AsSpan(start + 8 + length),
                    Crc32.HashToUInt32(file.AsSpan(start + 4, 4 + length))
                );
        return file;
    }

    /// <summary>Takes the content for a header and rows with their filters, and compresses them.</summary>
    public static byte[] SealRows(byte[] content, Random random)
    {
        var header = new byte[HeaderBytes];
        content.AsSpan(0, Math.Min(HeaderBytes, content.Length)).CopyTo(header);
        using var data = new MemoryStream();
        using (var deflate = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true))
            deflate.Write(content.AsSpan(Math.Min(HeaderBytes, content.Length)));
        return
        [
            0x89,
            .. "PNG\r\n\x1a\n"u8,
            .. RawPng.Chunk("IHDR", header),
            .. RawPng.Chunk("PLTE", [1, 1, 1, 9, 9, 9]),
            .. RawPng.Chunk("IDAT", data.ToArray()),
            .. RawPng.Chunk("IEND", []),
        ];
    }

    /// <summary>The content for <see cref="SealRows"/>: any rows, each with a filter that PNG knows.</summary>
    public static byte[] Rows(int width, int height, int bits, int colour, int channels)
    {
        var rows = new byte[HeaderBytes + height * (1 + (width * bits * channels + 7) / 8)];
        new Random(width).NextBytes(rows);
        rows.AsSpan(0, HeaderBytes).Clear();
        BinaryPrimitives.WriteInt32BigEndian(rows, width);
        BinaryPrimitives.WriteInt32BigEndian(rows.AsSpan(4), height);
        rows[8] = (byte)bits;
        rows[9] = (byte)colour;
        for (var y = 0; y < height; y++)
            rows[HeaderBytes + y * ((rows.Length - HeaderBytes) / height)] = (byte)(y % 5);
        return rows;
    }

    private static byte[] ChangeHeader(byte[] file, Random random)
    {
        if (file.Length < 33)
            return file;
        if (random.Next(2) == 0)
            file[24 + random.Next(5)] = (byte)random.Next(17);
        else
            BinaryPrimitives.WriteUInt32BigEndian(
                file.AsSpan(16 + 4 * random.Next(2)),
                (uint)ByteRecipes.Interesting(16, file.Length, random)
            );
        return file;
    }

    private static byte[] ChangeLength(byte[] file, Random random)
    {
        var chunks = Chunks(file);
        if (chunks.Count == 0)
            return file;
        var (start, length) = chunks[random.Next(chunks.Count)];
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(start), (uint)ByteRecipes.Interesting((ulong)length, file.Length, random));
        return file;
    }

    /// <summary>A chunk is left out, comes twice, or under the name of another.</summary>
    private static byte[] MoveChunk(byte[] file, Random random)
    {
        var chunks = Chunks(file);
        if (chunks.Count == 0)
            return file;
        var (start, length) = chunks[random.Next(chunks.Count)];
        var end = start + 12 + length;
        switch (random.Next(3))
        {
            case 0:
                return [.. file.AsSpan(0, start), .. file.AsSpan(end)];
            case 1:
                return [.. file.AsSpan(0, end), .. file.AsSpan(start)];
            default:
                file.AsSpan(chunks[random.Next(chunks.Count)].Start + 4, 4).CopyTo(file.AsSpan(start + 4));
                return file;
        }
    }

    private static List<(int Start, int Length)> Chunks(byte[] file)
    {
        var chunks = new List<(int, int)>();
        for (
            var at = 8;
            at + 12 <= file.Length
                && BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at)) is var length
                && length <= file.Length - at - 12;
            at += 12 + (int)length
        )
            chunks.Add((at, (int)length));
        return chunks;
    }
}
