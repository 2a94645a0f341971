using System.Numerics;
using System.Runtime.InteropServices;
using BitMiracle.LibTiff.Classic;

namespace PostFocus.Imaging.SampleFormats;

/// <summary>Samples that are numbers of the machine.</summary>
internal sealed class NumberKind<T>(int bits, SampleFormat format, float minimum, float maximum)
    : SampleKind(bits, format, minimum, maximum)
    where T : unmanaged, INumberBase<T>
{
    public override double? ToCounts(ReadOnlySpan<byte> samples, Span<float> counts)
    {
        if (Widening.TryToCounts<T>(samples, counts))
            return null;
        var numbers = MemoryMarshal.Cast<byte, T>(samples);
        for (var i = 0; i < counts.Length; i++)
        {
            var number = double.CreateTruncating(numbers[i]);
            counts[i] = (float)number;
            // Floats may lose digits, but not become infinite.
            if (IsInteger ? counts[i] != number : float.IsInfinity(counts[i]) && double.IsFinite(number))
                return number;
        }
        return null;
    }

    public override void FromCounts(ReadOnlySpan<float> counts, Span<byte> samples)
    {
        var numbers = MemoryMarshal.Cast<byte, T>(samples);
        for (var i = 0; i < counts.Length; i++)
            numbers[i] = T.CreateSaturating(counts[i]);
    }

    // As doubles, which hold every T. Equals: a NaN is the same as a NaN.
    public override bool Holds(float count) => double.CreateTruncating(T.CreateSaturating(count)).Equals(count);

    public override float Round(float count) => IsInteger ? MathF.Round(count) : float.CreateTruncating(T.CreateSaturating(count));
}
