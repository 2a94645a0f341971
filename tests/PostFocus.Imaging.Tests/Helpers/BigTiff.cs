using System.Buffers.Binary;

namespace PostFocus.Imaging.Tests.Helpers;

/// <summary>BigTIFF files of both byte orders, made of classic ones by the text of the BigTIFF specification.</summary>
internal static class BigTiff
{
    private const int Shift = 16; // the new header; the old file follows it as a whole

    public static void Convert(string path)
    {
        var classic = File.ReadAllBytes(path);
        var bigEndian = classic[0] == 'M';
        List<byte> big = [classic[0], classic[1], .. Bytes(43, 2), .. Bytes(8, 2), .. Bytes(0, 2), .. Bytes(0, 8), .. classic];
        var link = 8;
        for (var directory = (int)Number(4, 4); directory != 0; )
        {
            var tags = (int)Number(directory, 2);
            var values = Enumerable.Range(0, tags).Select(i => Entry(directory + 2 + 12 * i)).ToArray();
            while (big.Count % 8 != 0)
                big.Add(0);
            Put(link, Bytes((ulong)big.Count, 8));
            big.AddRange([.. Bytes((ulong)tags, 8), .. values.SelectMany(v => v)]);
            link = big.Count;
            big.AddRange(Bytes(0, 8));
            directory = (int)Number(directory + 2 + 12 * tags, 4);
        }
        File.WriteAllBytes(path, [.. big]);

        byte[] Entry(int at)
        {
            ulong tag = Number(at, 2),
                type = Number(at + 2, 2),
                count = Number(at + 4, 4);
            var size = type switch
            {
                1 or 2 or 6 or 7 => 1,
                3 or 8 => 2,
                5 or 10 or 12 => 8,
                _ => 4,
            };
            var from = (int)count * size <= 4 ? at + 8 : (int)Number(at + 8, 4);
            var values = classic[from..(from + (int)count * size)];
            if (tag is 273 or 324) // where the strips and tiles lie
            {
                values = [.. values.Chunk(size).SelectMany(v => Bytes(Decode(v) + Shift, 8))];
                type = 16;
            }
            var end = values.Length <= 8 ? [.. values, .. new byte[8 - values.Length]] : Bytes((ulong)big.Count, 8);
            if (values.Length > 8)
                big.AddRange(values);
            return [.. Bytes(tag, 2), .. Bytes(type, 2), .. Bytes(count, 8), .. end];
        }

        void Put(int at, byte[] bytes)
        {
            for (var i = 0; i < bytes.Length; i++)
                big[at + i] = bytes[i];
        }

        ulong Number(int at, int bytes) => Decode(classic.AsSpan(at, bytes));

        ulong Decode(ReadOnlySpan<byte> bytes)
        {
            ulong value = 0;
            for (var i = 0; i < bytes.Length; i++)
                value = value << 8 | bytes[bigEndian ? i : bytes.Length - 1 - i];
            return value;
        }

        byte[] Bytes(ulong value, int bytes)
        {
            var all = new byte[8];
            BinaryPrimitives.WriteUInt64BigEndian(all, value);
            var low = all[^bytes..];
            return bigEndian ? low : [.. low.Reverse()];
        }
    }
}
