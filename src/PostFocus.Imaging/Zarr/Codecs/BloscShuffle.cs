using System.Buffers.Binary;

namespace PostFocus.Imaging.Zarr.Codecs;

/// <summary>Does and undoes Blosc's filters, which put together the bytes, or the bits, that samples have at the same place.</summary>
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

    /// <summary>
    /// First all lowest bits of the first bytes, eight samples to a byte. A block whose number of samples is not a multiple of eight is
    /// left as it is.
    /// </summary>
    public static void Bits(ReadOnlySpan<byte> source, Span<byte> target, int typeBytes) =>
        TransposeBits(source, target, typeBytes, toSamples: true);

    /// <summary>Does what <see cref="Bits"/> undoes.</summary>
    public static void ShuffleBits(ReadOnlySpan<byte> source, Span<byte> target, int typeBytes) =>
        TransposeBits(source, target, typeBytes, toSamples: false);

    private static void TransposeBits(ReadOnlySpan<byte> source, Span<byte> target, int typeBytes, bool toSamples)
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
            // Where the eight bytes of a place begin, and how far apart they are.
            var (ofSamples, ofBits) = ((At: 8 * i * typeBytes + place, Step: typeBytes), (At: 8 * place * eights + i, Step: eights));
            var (from, to) = toSamples ? (ofBits, ofSamples) : (ofSamples, ofBits);
            for (var k = 0; k < 8; k++)
                octet[k] = source[from.At + k * from.Step];
            var turned = Transpose(BinaryPrimitives.ReadUInt64LittleEndian(octet));
            for (var k = 0; k < 8; k++)
                target[to.At + k * to.Step] = (byte)(turned >> (8 * k));
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
