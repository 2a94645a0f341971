using System.Buffers.Binary;

namespace PostFocus.Imaging.Tests;

/// <summary>A little-endian one-page TIFF, tag by tag, so that any of them can lie.</summary>
internal static class RawTiff
{
    /// <summary>An 8-bit frame of 16 × 16 zeros whose tags are replaced (or, with null, left out) as given.</summary>
    public static byte[] Bytes(params (ushort Tag, uint? Value)[] changes)
    {
        const int pixels = 16 * 16;
        var tags = new SortedDictionary<ushort, uint>
        {
            [256] = 16, [257] = 16, [258] = 8, [259] = 1, [262] = 1, [273] = 8, [277] = 1, [278] = 16, [279] = pixels,
        };
        foreach (var (tag, value) in changes)
        {
            if (value is { } number)
                tags[tag] = number;
            else
                tags.Remove(tag);
        }
        var bytes = new byte[8 + pixels + 2 + 12 * tags.Count + 4];
        "II*\0"u8.CopyTo(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), 8 + pixels);
        var at = 8 + pixels;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at), (ushort)tags.Count);
        at += 2;
        foreach (var (tag, value) in tags)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at), tag);
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at + 2), 4);
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at + 4), 1);
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at + 8), value);
            at += 12;
        }
        return bytes;
    }
}
