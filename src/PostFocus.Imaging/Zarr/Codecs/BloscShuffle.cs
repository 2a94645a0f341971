using System.Buffers.Binary;

namespace PostFocus.Imaging.Zarr.Codecs;

/// <summary>Undoes Blosc's filters, which put together the bytes, or the bits, that samples have at the same place.</summary>
internal static class BloscShuffle
{
    /// <summary>First all first bytes, then all second ones; what is left behind the last whole sample stays.</summary>
    public static void Bytes(ReadOnlySpan<byte> source, Span<byte> target, int typeBytes)
    {
        var samples = source.Length / typeBytes;
        for (var place = 0; place < typeBytes; place++)
        {
            var together = source.Slice(place * samples, samples);
            for (var i = 0; i < samples; i++)
                target[i * typeBytes + place] = together[i];
        }
        source[(samples * typeBytes)..].CopyTo(target[(samples * typeBytes)..]);
    }

    /// <summary>Does what <see cref="Bytes"/> undoes.</summary>
    public static void Shuffle(ReadOnlySpan<byte> source, Span<byte> target, int typeBytes)
    {
        var samples = source.Length / typeBytes;
        for (var place = 0; place < typeBytes; place++)
        for (var i = 0; i < samples; i++)
            target[place * samples + i] = source[i * typeBytes + place];
        source[(samples * typeBytes)..].CopyTo(target[(samples * typeBytes)..]);
    }

    /// <summary>Does what <see cref="Bits"/> undoes.</summary>
    public static void ShuffleBits(ReadOnlySpan<byte> source, Span<byte> target, int typeBytes)
    {
        var samples = source.Length / typeBytes;
        source.CopyTo(target);
        if (samples % 8 != 0)
            return;
        var eights = samples / 8;
        Span<byte> octet = stackalloc byte[8];
        for (var place = 0; place < typeBytes; place++)
        for (var i = 0; i < eights; i++)
        {
            for (var sample = 0; sample < 8; sample++)
                octet[sample] = source[(i * 8 + sample) * typeBytes + place];
            var columns = Transpose(BinaryPrimitives.ReadUInt64LittleEndian(octet));
            for (var bit = 0; bit < 8; bit++)
                target[(place * 8 + bit) * eights + i] = (byte)(columns >> (8 * bit));
        }
    }

    /// <summary>
    /// First all lowest bits of the first bytes, eight samples to a byte. A block whose number of samples is not a multiple of eight is
    /// left as it is.
    /// </summary>
    public static void Bits(ReadOnlySpan<byte> source, Span<byte> target, int typeBytes)
    {
        var samples = source.Length / typeBytes;
        source.CopyTo(target);
        if (samples % 8 != 0)
            return;
        var eights = samples / 8;
        Span<byte> octet = stackalloc byte[8];
        for (var place = 0; place < typeBytes; place++)
        {
            for (var i = 0; i < eights; i++)
            {
                for (var bit = 0; bit < 8; bit++)
                    octet[bit] = source[(place * 8 + bit) * eights + i];
                var columns = Transpose(BinaryPrimitives.ReadUInt64LittleEndian(octet));
                for (var sample = 0; sample < 8; sample++)
                    target[(i * 8 + sample) * typeBytes + place] = (byte)(columns >> (8 * sample));
            }
        }
    }

    /// <summary>Rows and columns of 8 × 8 bits change places, by halves, quarters and eighths (Warren, Hacker's Delight, 7-3).</summary>
    private static ulong Transpose(ulong bits)
    {
        var swap = (bits ^ bits >> 7) & 0x00AA00AA00AA00AA;
        bits ^= swap ^ swap << 7;
        swap = (bits ^ bits >> 14) & 0x0000CCCC0000CCCC;
        bits ^= swap ^ swap << 14;
        swap = (bits ^ bits >> 28) & 0x00000000F0F0F0F0;
        return bits ^ swap ^ swap << 28;
    }
}
