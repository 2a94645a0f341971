namespace PostFocus.Imaging.Tests.Helpers;

/// <summary>LZW as TIFF writers before 1988 had it: bits from the lowest on, codes that grow one later than since.</summary>
internal static class OldLzw
{
    /// <summary>Each byte as a code of its own: that the table grows is all that makes codes longer.</summary>
    public static byte[] Encode(ReadOnlySpan<byte> bytes)
    {
        const int clear = 256,
            end = 257,
            first = 258,
            longest = 12;
        var encoded = new List<byte>();
        int bits = 0,
            pending = 0,
            width = 9,
            next = first;
        Put(clear);
        for (var i = 0; i < bytes.Length; i++)
        {
            Put(bytes[i]);
            // What a reader has in its table behind this code: an entry for each but the first.
            if (i % 3800 == 3799)
            {
                Put(clear);
                (width, next) = (9, first);
            }
            else if (i % 3800 > 0 && ++next >= 1 << width && width < longest)
            {
                width++;
            }
        }
        Put(end);
        encoded.Add((byte)bits);
        return [.. encoded];

        void Put(int code)
        {
            bits |= code << pending;
            for (pending += width; pending >= 8; pending -= 8, bits >>= 8)
                encoded.Add((byte)bits);
        }
    }
}
