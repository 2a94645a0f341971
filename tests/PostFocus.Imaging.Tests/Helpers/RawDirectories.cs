namespace PostFocus.Imaging.Tests.Helpers;

/// <summary>A little-endian TIFF whose directories point anywhere into one block of data, which begins at byte 8.</summary>
internal static class RawDirectories
{
    public const int Data = 8;

    /// <param name="data">The block.</param>
    /// <param name="pages">Numbers of each directory: a tag, how many, and the number itself or where they lie.</param>
    public static byte[] Bytes(byte[] data, IEnumerable<(ushort Tag, int Count, int Value)[]> pages)
    {
        List<byte> file = [.. "II*\0\0\0\0\0"u8, .. data];
        var link = 4;
        foreach (var page in pages)
        {
            foreach (var (i, part) in BitConverter.GetBytes(file.Count).Index())
                file[link + i] = part;
            file.AddRange(BitConverter.GetBytes((ushort)page.Length));
            foreach (var (tag, count, value) in page)
                file.AddRange([.. BitConverter.GetBytes(tag), 4, 0, .. BitConverter.GetBytes(count), .. BitConverter.GetBytes(value)]);
            link = file.Count;
            file.AddRange(new byte[4]);
        }
        return [.. file];
    }

    /// <summary>A page of bytes, 16 wide, in one strip.</summary>
    public static (ushort Tag, int Count, int Value)[] Page(int offset, int height) =>
        Page(height, height, (1, Data + offset), (1, 16 * height));

    /// <summary>A page of bytes, 16 wide.</summary>
    public static (ushort Tag, int Count, int Value)[] Page(
        int height,
        int rowsPerStrip,
        (int Count, int Value) offsets,
        (int Count, int Value) lengths
    ) =>
        [
            (256, 1, 16),
            (257, 1, height),
            (258, 1, 8),
            (259, 1, 1),
            (262, 1, 1),
            (273, offsets.Count, offsets.Value),
            (277, 1, 1),
            (278, 1, rowsPerStrip),
            (279, lengths.Count, lengths.Value),
        ];
}
