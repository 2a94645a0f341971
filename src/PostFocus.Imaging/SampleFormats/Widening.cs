using System.Numerics;
using System.Runtime.InteropServices;

namespace PostFocus.Imaging.SampleFormats;

/// <summary>The samples that a float32 always holds, to counts, as many at a time as the processor can take.</summary>
internal static class Widening
{
    /// <summary>Whether it is such a type; if not, nothing is done.</summary>
    public static bool TryToCounts<T>(ReadOnlySpan<byte> samples, Span<float> counts)
    {
        if (typeof(T) == typeof(float))
            samples[..(counts.Length * sizeof(float))].CopyTo(MemoryMarshal.AsBytes(counts));
        else if (typeof(T) == typeof(byte))
            ToCounts(samples, counts);
        else if (typeof(T) == typeof(ushort))
            ToCounts(MemoryMarshal.Cast<byte, ushort>(samples), counts);
        else if (typeof(T) == typeof(short))
            ToCounts(MemoryMarshal.Cast<byte, short>(samples), counts);
        else
            return false;
        return true;
    }

    private static void ToCounts(ReadOnlySpan<byte> samples, Span<float> counts)
    {
        var i = 0;
        for (; i <= counts.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(samples[i..]), out var low, out var high);
            Store(low, counts[i..]);
            Store(high, counts[(i + Vector<ushort>.Count)..]);
        }
        for (; i < counts.Length; i++)
            counts[i] = samples[i];
    }

    private static void ToCounts(ReadOnlySpan<ushort> samples, Span<float> counts)
    {
        var i = 0;
        for (; i <= counts.Length - Vector<ushort>.Count; i += Vector<ushort>.Count)
            Store(new Vector<ushort>(samples[i..]), counts[i..]);
        for (; i < counts.Length; i++)
            counts[i] = samples[i];
    }

    private static void ToCounts(ReadOnlySpan<short> samples, Span<float> counts)
    {
        var i = 0;
        for (; i <= counts.Length - Vector<short>.Count; i += Vector<short>.Count)
        {
            Vector.Widen(new Vector<short>(samples[i..]), out var low, out var high);
            Vector.ConvertToSingle(low).CopyTo(counts[i..]);
            Vector.ConvertToSingle(high).CopyTo(counts[(i + Vector<int>.Count)..]);
        }
        for (; i < counts.Length; i++)
            counts[i] = samples[i];
    }

    private static void Store(Vector<ushort> samples, Span<float> counts)
    {
        Vector.Widen(samples, out var low, out var high);
        // As signed numbers, which they all fit: only these are converted by one instruction everywhere.
        Vector.ConvertToSingle(Vector.AsVectorInt32(low)).CopyTo(counts);
        Vector.ConvertToSingle(Vector.AsVectorInt32(high)).CopyTo(counts[Vector<int>.Count..]);
    }
}
