using System.Buffers.Binary;

namespace PostFocus.Imaging.Tests.Hostile;

/// <summary>Small TIFF files, classic or big, put together byte by byte: pages of 16 × 16 8-bit pixels and any description.</summary>
internal static class PlainStack
{
    private const int Side = 16;

    public static byte[] File(int pages, byte[] description, bool big = false, bool bigEndian = false)
    {
        var head = big ? 16 : 8;
        var offsetBytes = big ? 8 : 4;
        var directoryBytes = (big ? 8 : 2) + Tags(0, 0, description).Length * (4 + 2 * offsetBytes) + offsetBytes;
        var pixels = head + pages * directoryBytes;
        var words = pixels + pages * Side * Side;
        var file = new List<byte>();
        file.AddRange(bigEndian ? "MM"u8 : "II"u8);
        Put(big ? 43 : 42, 2);
        if (big)
            Put(8, 4);
        Put(head, offsetBytes);
        for (var page = 0; page < pages; page++)
        {
            var tags = Tags(pixels + page * Side * Side, words, description);
            Put(tags.Length, big ? 8 : 2);
            foreach (var (tag, type, count, value) in tags)
            {
                Put(tag, 2);
                Put(type, 2);
                Put(count, offsetBytes);
                var bytes =
                    type == 2 ? offsetBytes
                    : type == 3 ? 2
                    : 4;
                Put(value, bytes);
                Put(0, offsetBytes - bytes);
            }
            Put(page == pages - 1 ? 0 : head + (page + 1) * directoryBytes, offsetBytes);
        }
        for (var page = 0; page < pages; page++)
            file.AddRange(Enumerable.Range(page, Side * Side).Select(i => (byte)i));
        return [.. file, .. description];

        void Put(long value, int bytes)
        {
            Span<byte> number = stackalloc byte[8];
            if (bigEndian)
                BinaryPrimitives.WriteInt64BigEndian(number, value);
            else
                BinaryPrimitives.WriteInt64LittleEndian(number, value);
            file.AddRange(bigEndian ? number[(8 - bytes)..] : number[..bytes]);
        }
    }

    private static (int Tag, int Type, long Count, long Value)[] Tags(long pixels, long words, byte[] description) =>
        [
            (256, 3, 1, Side),
            (257, 3, 1, Side),
            (258, 3, 1, 8),
            (259, 3, 1, 1),
            (262, 3, 1, 1),
            // So short a text stands in its entry: there it is none of ours.
            (270, 2, description.Length > 8 ? description.Length : 0, words),
            (273, 4, 1, pixels),
            (277, 3, 1, 1),
            (278, 3, 1, Side),
            (279, 4, 1, Side * Side),
        ];
}
