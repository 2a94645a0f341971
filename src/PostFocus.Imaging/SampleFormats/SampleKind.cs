using BitMiracle.LibTiff.Classic;

namespace PostFocus.Imaging.SampleFormats;

/// <summary>What a pixel type is in a file: its size, its name in TIFF, its range, and how counts go in and out.</summary>
/// <param name="bits">Bits of a sample.</param>
/// <param name="format">What TIFF calls it.</param>
/// <param name="minimum">Smallest finite count.</param>
/// <param name="maximum">Largest finite count that a float32 holds exactly.</param>
internal abstract class SampleKind(int bits, SampleFormat format, float minimum, float maximum)
{
    /// <summary>In the order of <see cref="PixelType"/>.</summary>
    private static readonly SampleKind[] s_kinds =
    [
        new NumberKind<byte>(8, SampleFormat.UINT, byte.MinValue, byte.MaxValue),
        new NumberKind<ushort>(16, SampleFormat.UINT, ushort.MinValue, ushort.MaxValue),
        new NumberKind<float>(32, SampleFormat.IEEEFP, float.MinValue, float.MaxValue),
        new NumberKind<sbyte>(8, SampleFormat.INT, sbyte.MinValue, sbyte.MaxValue),
        new NumberKind<short>(16, SampleFormat.INT, short.MinValue, short.MaxValue),
        // The largest 32-bit integers are not float32 values: these are the next ones below.
        new NumberKind<uint>(32, SampleFormat.UINT, uint.MinValue, uint.MaxValue - 255),
        new NumberKind<int>(32, SampleFormat.INT, int.MinValue, int.MaxValue - 127),
        new NumberKind<Half>(16, SampleFormat.IEEEFP, (float)Half.MinValue, (float)Half.MaxValue),
        new NumberKind<double>(64, SampleFormat.IEEEFP, float.MinValue, float.MaxValue),
        new PackedKind(12),
    ];

    public int Bits { get; } = bits;

    public SampleFormat Format { get; } = format;

    public float Minimum { get; } = minimum;

    public float Maximum { get; } = maximum;

    public bool IsInteger => Format != SampleFormat.IEEEFP;

    /// <summary>Whether samples share bytes.</summary>
    public bool IsPacked => Bits % 8 != 0;

    public static SampleKind Of(PixelType type) =>
        Enum.IsDefined(type) ? s_kinds[(int)type] : throw new ArgumentOutOfRangeException(nameof(type), type, "Unknown pixel type.");

    /// <summary>The pixel type of such samples; null where there is none.</summary>
    public static PixelType? Find(int bits, SampleFormat format) =>
        Array.FindIndex(s_kinds, k => k.Bits == bits && k.Format == format) is var index and >= 0 ? (PixelType)index : null;

    /// <summary>Bytes of so many samples in a row.</summary>
    public long BytesOf(long samples) => (samples * Bits + 7) / 8;

    /// <summary>Takes samples, in the machine's byte order, to counts.</summary>
    /// <returns>The first sample that float32 cannot hold: null where it holds all.</returns>
    public abstract double? ToCounts(ReadOnlySpan<byte> samples, Span<float> counts);

    /// <summary>Takes counts, all of which the samples hold, to samples in the machine's byte order.</summary>
    public abstract void FromCounts(ReadOnlySpan<float> counts, Span<byte> samples);

    /// <summary>
    /// Turns dark into bright, in the machine's byte order: integers run from the other end of their range, floats change their sign.
    /// </summary>
    public void Invert(Span<byte> samples)
    {
        if (IsInteger)
        {
            foreach (ref var value in samples)
                value = (byte)~value;
            return;
        }
        var bytes = Bits / 8;
        for (var sign = BitConverter.IsLittleEndian ? bytes - 1 : 0; sign < samples.Length; sign += bytes)
            samples[sign] ^= 0x80;
    }

    /// <summary>What is wrong with a sample that float32 cannot hold.</summary>
    public string Unheld(double count) =>
        IsInteger
            ? $"it holds the count {count:F0}, but counts are kept as 32-bit floats, which hold every whole number up to 16777216 (2^24) but only some beyond. Subtract the background or divide the counts, and save them as 16-bit integers or 32-bit floats."
            : $"it holds the count {count}, beyond the range of the 32-bit floats that counts are kept as. Divide the counts, or replace such pixels.";

    /// <summary>Whether a sample holds this very count.</summary>
    public abstract bool Holds(float count);

    /// <summary>The nearest count at the precision of a sample, be it in its range or not.</summary>
    public abstract float Round(float count);
}
