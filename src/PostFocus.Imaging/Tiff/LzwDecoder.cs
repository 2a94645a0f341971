using System.Runtime.InteropServices;

namespace PostFocus.Imaging.Tiff;

/// <summary>
/// TIFF's LZW (TIFF 6.0, section 13), and the one that writers before 1988 used: bits from the lowest on, and codes
/// that grow one later.
/// </summary>
/// <remarks>
/// A new code always stands for the string before and one more byte, and these lie side by side in what has been decoded.
/// So the table holds no strings but where they lie.
/// </remarks>
internal sealed class LzwDecoder
{
    private const int Clear = 256,
        End = 257,
        First = 258,
        ShortestCode = 9,
        LongestCode = 12;

    private readonly (int Start, int Length)[] _strings = new (int, int)[1 << LongestCode];

    /// <returns>How much was decoded: less than the buffer where the data end before it is full.</returns>
    /// <exception cref="InvalidDataException">A code stands for nothing.</exception>
    public int Decode(ReadOnlySpan<byte> stored, Span<byte> decoded)
    {
        var old = stored is [0, var second, ..] && (second & 1) == 1;
        var strings = _strings;
        ulong pool = 0;
        int inPool = 0,
            from = 0,
            to = 0;
        int width = ShortestCode,
            next = First;
        // What the last code stood for; nothing after a Clear.
        int lastStart = 0,
            lastLength = 0;
        while (to < decoded.Length)
        {
            for (; inPool <= 56 && from < stored.Length; inPool += 8)
                pool = old ? pool | (ulong)stored[from++] << inPool : pool << 8 | stored[from++];
            if (inPool < width)
                return to;
            var code = (int)(old ? pool : pool >> (inPool - width)) & ((1 << width) - 1);
            inPool -= width;
            if (old)
                pool >>= width;

            if (code == Clear)
            {
                (width, next, lastLength) = (ShortestCode, First, 0);
                continue;
            }
            if (code == End)
                return to;
            if (lastLength > 0 && next < strings.Length)
            {
                strings[next++] = (lastStart, lastLength + 1);
                if (next >= (1 << width) - (old ? 0 : 1) && width < LongestCode)
                    width++;
            }
            lastStart = to;
            if (code < Clear)
            {
                decoded[to++] = (byte)code;
                lastLength = 1;
                continue;
            }
            if (code >= next)
                throw new InvalidDataException($"code {code} stands for nothing");
            (var start, lastLength) = strings[code];
            Copy(decoded, start, to, Math.Min(lastLength, decoded.Length - to));
            to += lastLength;
        }
        return decoded.Length;
    }

    /// <summary>Copies from what has been decoded; a string may reach one byte into its own copy.</summary>
    private static void Copy(Span<byte> decoded, int start, int to, int length)
    {
        if (length <= 8 && to + 8 <= decoded.Length)
        {
            // Most strings are short. What is copied too much is overwritten by the next ones.
            MemoryMarshal.Write(decoded[to..], MemoryMarshal.Read<ulong>(decoded[start..]));
        }
        else
        {
            decoded.Slice(start, length).CopyTo(decoded[to..]);
        }
        if (start + length > to)
            decoded[to + length - 1] = decoded[start];
    }
}
