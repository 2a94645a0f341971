namespace PostFocus.Imaging.SampleFormats;

/// <summary>What the samples of any file are held to.</summary>
internal static class SampleLimits
{
    /// <summary>
    /// Largest frame in pixels: 16384 × 16384, 1 GiB of counts. A bound, so that a damaged header cannot ask for all memory.
    /// </summary>
    public const long MostPixels = 1L << 28;

    /// <summary>Most bytes that one piece of a file may decode to.</summary>
    public const long MostBytes = 1L << 30;

    /// <summary>Writing must not change counts silently: what the type cannot hold exactly is an error.</summary>
    public static void RequireExact(Frame frame)
    {
        var kind = SampleKind.Of(frame.PixelType);
        foreach (var count in frame.Counts)
        {
            if (!kind.Holds(count))
                throw new ArgumentException(
                    $"The count {count} is not a {(kind.IsInteger ? "whole number" : $"{kind.Bits}-bit float")} from {kind.Minimum} to {kind.Maximum}, so {frame.PixelType} cannot hold it. IntensityMap.ToFrame rounds and saturates.",
                    nameof(frame)
                );
        }
    }
}
