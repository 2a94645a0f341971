using System.Text;

namespace PostFocus.Imaging.Tests.Helpers;

/// <summary>Little-endian TIFF files of 8-bit pages, uncompressed, with any further tags in each directory.</summary>
internal static class TaggedTiff
{
    public const int Side = 16;

    public static (ushort Tag, ushort Type, byte[] Value) Short(ushort tag, int value) => (tag, 3, BitConverter.GetBytes((ushort)value));

    public static (ushort Tag, ushort Type, byte[] Value) Text(ushort tag, string text) => (tag, 2, Encoding.UTF8.GetBytes(text + '\0'));

    /// <summary>A page of 16 × 16 pixels, all of one value.</summary>
    public static Page Filled(int value, params (ushort Tag, ushort Type, byte[] Value)[] tags) =>
        new([.. Enumerable.Repeat((byte)value, Side * Side)], Side, Side, tags);

    public static byte[] Bytes(params Page[] pages)
    {
        var file = new List<byte>("II*\0\0\0\0\0"u8.ToArray());
        var link = 4;
        foreach (var page in pages)
        {
            var levels = page.Levels.Select(level => Append(file, level, [], out _)).ToArray();
            var offset = Append(file, page, levels, out var next);
            Put(file, link, offset);
            link = next;
        }
        return [.. file];
    }

    /// <summary>
    /// A MetaMorph stack: planes of 16 × 16 bytes, each filled with its number; over midnight, a frame a minute if nothing else is noted of
    /// them.
    /// </summary>
    public static byte[] Stack(
        int planes,
        int announced,
        int strips = 1,
        int compression = 1,
        (int Minute, int Distance, int Wavelength)[]? notes = null
    )
    {
        notes ??= [.. Enumerable.Range(0, announced).Select(i => (i, 0, 0))];
        byte[] uic2Values =
        [
            .. notes
                .SelectMany(n =>
                    new[]
                    {
                        n.Distance,
                        2,
                        2459000 + (n.Minute > 0 ? 1 : 0),
                        n.Minute == 0 ? 86_400_000 - 60_000 : 60_000 * (n.Minute - 1),
                        0,
                        0,
                    }
                )
                .SelectMany(BitConverter.GetBytes),
        ];
        byte[] wavelengths = [.. notes.SelectMany(n => new[] { n.Wavelength, 1 }).SelectMany(BitConverter.GetBytes)];
        const int stripOffsets = 273,
            stripBytes = 279,
            uic2 = 33629,
            uic3 = 33630;
        // The planes follow the directory, which therefore is made twice: its length does not depend on what it says.
        return [.. Head(Head(0).Length), .. Enumerable.Range(0, planes).SelectMany(p => Enumerable.Repeat((byte)p, Side * Side))];

        byte[] Head(int pixels)
        {
            var file = Bytes(
                new Page(
                    [],
                    Side,
                    Side,
                    (259, 4, BitConverter.GetBytes(compression)),
                    (278, 4, BitConverter.GetBytes(Side / strips)),
                    (uic2, 5, uic2Values),
                    (uic3, 5, wavelengths),
                    (
                        stripOffsets,
                        4,
                        [.. Enumerable.Range(0, strips).SelectMany(s => BitConverter.GetBytes(pixels + s * Side * Side / strips))]
                    ),
                    (stripBytes, 4, [.. Enumerable.Repeat(Side * Side / strips, strips).SelectMany(BitConverter.GetBytes)])
                )
            );
            // The tag counts planes, and has six numbers for each.
            for (var entry = BitConverter.ToInt32(file, 4) + 2; entry < file.Length - 12; entry += 12)
                if (BitConverter.ToUInt16(file, entry) == uic2)
                    BitConverter.GetBytes(announced).CopyTo(file, entry + 4);
            return file;
        }
    }

    private static int Append(List<byte> file, Page page, int[] levels, out int next)
    {
        int pixels = file.Count,
            values = pixels + page.Pixels.Length;
        file.AddRange(page.Pixels);
        var entries = new SortedDictionary<ushort, (ushort Type, uint Count, byte[] Value)>
        {
            [256] = Number(page.Width),
            [257] = Number(page.Height),
            [258] = Number(8),
            [259] = Number(1),
            [262] = Number(1),
            [273] = Number(pixels),
            [277] = Number(1),
            [278] = Number(page.Height),
            [279] = Number(page.Pixels.Length),
        };
        if (levels.Length > 0)
            entries[330] = (4, (uint)levels.Length, [.. levels.SelectMany(BitConverter.GetBytes)]);
        foreach (var (tag, type, value) in page.Tags)
            entries[tag] = (
                type,
                (uint)(
                    value.Length
                    / (
                        type switch
                        {
                            3 => 2,
                            4 => 4,
                            5 => 8,
                            _ => 1,
                        }
                    )
                ),
                value
            );
        foreach (var (tag, entry) in entries.Where(e => e.Value.Value.Length > 4).ToArray())
        {
            file.AddRange(entry.Value);
            entries[tag] = entry with { Value = BitConverter.GetBytes(values) };
            values += entry.Value.Length;
        }
        var offset = file.Count;
        file.AddRange(BitConverter.GetBytes((ushort)entries.Count));
        foreach (var (tag, (type, count, value)) in entries)
            file.AddRange([
                .. BitConverter.GetBytes(tag),
                .. BitConverter.GetBytes(type),
                .. BitConverter.GetBytes(count),
                .. value,
                .. new byte[4 - value.Length],
            ]);
        next = file.Count;
        file.AddRange(new byte[4]);
        return offset;
    }

    private static (ushort, uint, byte[]) Number(int value) => (4, 1, BitConverter.GetBytes(value));

    private static void Put(List<byte> file, int at, int value)
    {
        foreach (var part in BitConverter.GetBytes(value))
            file[at++] = part;
    }

    internal sealed record Page(byte[] Pixels, int Height, int Width, params (ushort Tag, ushort Type, byte[] Value)[] Tags)
    {
        /// <summary>What its tag SubIFDs names.</summary>
        public Page[] Levels { get; init; } = [];
    }
}
