using System.Buffers.Binary;
using System.Text;

namespace PostFocus.Imaging.Tests.Helpers;

/// <summary>A little-endian one-page TIFF, tag by tag, so that any of them can lie.</summary>
internal static class RawTiff
{
    /// <summary>An 8-bit frame of 16 × 16 zeros whose tags are replaced (or, with null, left out) as given.</summary>
    public static byte[] Bytes(params (ushort Tag, uint? Value)[] changes)
    {
        const int pixels = 16 * 16;
        var tags = new SortedDictionary<ushort, uint>
        {
            [256] = 16,
            [257] = 16,
            [258] = 8,
            [259] = 1,
            [262] = 1,
            [273] = 8,
            [277] = 1,
            [278] = 16,
            [279] = pixels,
        };
        foreach (var (tag, value) in changes)
        {
            if (value is { } number)
                tags[tag] = number;
            else
                tags.Remove(tag);
        }
        var bytes = new byte[8 + pixels + 2 + 12 * tags.Count + 4];
        WriteHeader(bytes, 8 + pixels);
        WriteDirectory(bytes.AsSpan(8 + pixels), tags, []);
        return bytes;
    }

    /// <summary>The beginning of a file of 8-bit frames of 16 × 16, up to where the pixels of the only directory's page lie.</summary>
    public static byte[] Described(string description)
    {
        const int tags = 10,
            directory = 2 + 12 * tags + 4;
        byte[] text = [.. Encoding.ASCII.GetBytes(description), 0];
        var pixels = (uint)(8 + directory + text.Length);
        var bytes = new byte[pixels];
        WriteHeader(bytes, 8);
        WriteDirectory(
            bytes.AsSpan(8),
            new SortedDictionary<ushort, uint>
            {
                [256] = 16,
                [257] = 16,
                [258] = 8,
                [259] = 1,
                [262] = 1,
                [270] = 8 + directory,
                [273] = pixels,
                [277] = 1,
                [278] = 16,
                [279] = 256,
            },
            text
        );
        text.CopyTo(bytes, 8 + directory);
        return bytes;
    }

    private static void WriteHeader(Span<byte> bytes, int directory)
    {
        "II*\0"u8.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[4..], directory);
    }

    /// <param name="bytes">Where it goes.</param>
    /// <param name="tags">Values; of 270 the place of the description.</param>
    /// <param name="description">How long that is.</param>
    private static void WriteDirectory(Span<byte> bytes, SortedDictionary<ushort, uint> tags, byte[] description)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)tags.Count);
        var at = 2;
        foreach (var (tag, value) in tags)
        {
            var isText = tag == 270 && description.Length > 0;
            BinaryPrimitives.WriteUInt16LittleEndian(bytes[at..], tag);
            BinaryPrimitives.WriteUInt16LittleEndian(bytes[(at + 2)..], (ushort)(isText ? 2 : 4));
            BinaryPrimitives.WriteInt32LittleEndian(bytes[(at + 4)..], isText ? description.Length : 1);
            BinaryPrimitives.WriteUInt32LittleEndian(bytes[(at + 8)..], value);
            at += 12;
        }
    }
}
