using System.Runtime.InteropServices;

namespace PostFocus.Imaging;

/// <summary>Counts to and from the samples of a file, in the machine's byte order.</summary>
internal static class Samples
{
    /// <summary>
    /// Largest frame in pixels: 16384 × 16384, 1 GiB of counts. A bound, so that a damaged header cannot ask for all memory.
    /// </summary>
    public const long MostPixels = 1L << 28;

    /// <summary>Most bytes that one piece of a file may decode to.</summary>
    public const long MostBytes = 1L << 30;

    public static int BytesOf(PixelType type) => type switch
    {
        PixelType.UInt8 => 1,
        PixelType.UInt16 => 2,
        _ => 4,
    };

    /// <summary>Largest count of an integer type.</summary>
    public static int MaximumOf(PixelType type) => type == PixelType.UInt8 ? byte.MaxValue : ushort.MaxValue;

    public static void ToCounts(ReadOnlySpan<byte> samples, PixelType type, Span<float> counts)
    {
        switch (type)
        {
            case PixelType.UInt8:
                for (var i = 0; i < counts.Length; i++)
                    counts[i] = samples[i];
                break;
            case PixelType.UInt16:
                var shorts = MemoryMarshal.Cast<byte, ushort>(samples);
                for (var i = 0; i < counts.Length; i++)
                    counts[i] = shorts[i];
                break;
            default:
                MemoryMarshal.Cast<byte, float>(samples)[..counts.Length].CopyTo(counts);
                break;
        }
    }

    public static void FromCounts(ReadOnlySpan<float> counts, PixelType type, Span<byte> samples)
    {
        switch (type)
        {
            case PixelType.UInt8:
                for (var i = 0; i < counts.Length; i++)
                    samples[i] = (byte)counts[i];
                break;
            case PixelType.UInt16:
                var shorts = MemoryMarshal.Cast<byte, ushort>(samples);
                for (var i = 0; i < counts.Length; i++)
                    shorts[i] = (ushort)counts[i];
                break;
            default:
                counts.CopyTo(MemoryMarshal.Cast<byte, float>(samples));
                break;
        }
    }

    /// <summary>Writing must not change counts silently: what the type cannot hold exactly is an error.</summary>
    public static void RequireExact(Frame frame)
    {
        if (frame.PixelType == PixelType.Float32)
            return;
        var maximum = MaximumOf(frame.PixelType);
        foreach (var count in frame.Counts)
        {
            if (!(count >= 0 && count <= maximum) || count != MathF.Truncate(count))
                throw new ArgumentException($"The count {count} is not a whole number from 0 to {maximum}, so {frame.PixelType} cannot hold it. IntensityMap.ToFrame rounds and saturates.", nameof(frame));
        }
    }
}
