using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace PostFocus.Imaging.Png;

/// <summary>One chunk of a PNG file: a four-letter name and its data.</summary>
internal readonly record struct PngChunk(string Name, ReadOnlyMemory<byte> Data)
{
    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The chunks of a file up to and with IEND, each with its checksum verified.</summary>
    public static IReadOnlyList<PngChunk> ReadAll(byte[] file, string path)
    {
        var chunks = new List<PngChunk>();
        var position = Signature.Length;
        while (true)
        {
            if (file.Length - position < 12)
                throw Damaged(path, $"it ends at byte {file.Length}, within a chunk");
            var length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(position));
            if (length > (uint)(file.Length - position - 12))
                throw Damaged(path, $"the chunk at byte {position} claims {length} bytes, but the file ends at byte {file.Length}");
            var named = file.AsSpan(position + 4, 4 + (int)length);
            if (Crc32.HashToUInt32(named) != BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(position + 8 + (int)length)))
                throw Damaged(path, $"the checksum of the chunk at byte {position} is wrong");
            var chunk = new PngChunk(Encoding.Latin1.GetString(named[..4]), file.AsMemory(position + 8, (int)length));
            chunks.Add(chunk);
            if (chunk.Name == "IEND")
                return chunks;
            position += 12 + (int)length;
        }
    }

    public void WriteTo(Stream stream)
    {
        var bytes = new byte[12 + Data.Length];
        BinaryPrimitives.WriteInt32BigEndian(bytes, Data.Length);
        Encoding.Latin1.GetBytes(Name, bytes.AsSpan(4));
        Data.Span.CopyTo(bytes.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(8 + Data.Length), Crc32.HashToUInt32(bytes.AsSpan(4, 4 + Data.Length)));
        stream.Write(bytes);
    }

    public static FrameFormatException Damaged(string path, string what, Exception? inner = null) =>
        new(path, 0, $"{what}. The file is truncated or damaged: copy or export it again.", inner);
}
