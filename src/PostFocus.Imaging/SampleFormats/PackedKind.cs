using BitMiracle.LibTiff.Classic;

namespace PostFocus.Imaging.SampleFormats;

/// <summary>Unsigned integers of up to 16 bits without gaps between them, the most significant bit first.</summary>
internal sealed class PackedKind(int bits) : SampleKind(bits, SampleFormat.UINT, 0, (1 << bits) - 1)
{
    public override double? ToCounts(ReadOnlySpan<byte> samples, Span<float> counts)
    {
        // The low bits of the pool are read but not yet used.
        uint pool = 0;
        int inPool = 0,
            next = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            for (; inPool < Bits; inPool += 8)
                pool = pool << 8 | samples[next++];
            inPool -= Bits;
            counts[i] = pool >> inPool & ((1u << Bits) - 1);
        }
        return null;
    }

    public override void FromCounts(ReadOnlySpan<float> counts, Span<byte> samples)
    {
        uint pool = 0;
        int inPool = 0,
            next = 0;
        foreach (var count in counts)
        {
            pool = pool << Bits | (uint)count;
            for (inPool += Bits; inPool >= 8; inPool -= 8)
                samples[next++] = (byte)(pool >> (inPool - 8));
        }
        // A row ends with a whole byte.
        if (inPool > 0)
            samples[next] = (byte)(pool << (8 - inPool));
    }

    public override bool Holds(float count) => count >= Minimum && count <= Maximum && count == MathF.Truncate(count);

    public override float Round(float count) => MathF.Round(count);
}
