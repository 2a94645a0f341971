using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace PostFocus.Testing;

/// <summary>PNG files chunk by chunk, so that any of them can lie.</summary>
public static class RawPng
{
    public static byte[] File(
        int width,
        int height,
        int bits,
        int colour,
        byte[] rows,
        int interlace = 0,
        byte[]? palette = null,
        (string, byte[])[]? further = null
    )
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = (byte)bits;
        header[9] = (byte)colour;
        header[12] = (byte)interlace;
        var data = new MemoryStream();
        using (var deflate = new ZLibStream(data, CompressionMode.Compress))
            deflate.Write(rows);
        byte[] file = [0x89, .. "PNG\r\n\x1a\n"u8, .. Chunk("IHDR", header)];
        if (palette is not null)
            file = [.. file, .. Chunk("PLTE", palette)];
        foreach (var (name, content) in further ?? [])
            file = [.. file, .. Chunk(name, content)];
        return [.. file, .. Chunk("IDAT", data.ToArray()), .. Chunk("IEND", [])];
    }

    public static byte[] Chunk(string name, byte[] data)
    {
        var bytes = new byte[12 + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(bytes, data.Length);
        Encoding.ASCII.GetBytes(name, bytes.AsSpan(4));
        data.CopyTo(bytes, 8);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(8 + data.Length), Crc32.HashToUInt32(bytes.AsSpan(4, 4 + data.Length)));
        return bytes;
    }
}
