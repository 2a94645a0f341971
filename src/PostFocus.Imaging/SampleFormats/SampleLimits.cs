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

    /// <summary>What is wrong with a frame of more than <see cref="MostPixels"/>, and what to do; null for others.</summary>
    /// <param name="height">Rows; with <paramref name="width"/> no more than 2^63 pixels.</param>
    /// <param name="width">Columns.</param>
    /// <param name="claim">Who says so, such as "it claims".</param>
    /// <param name="damaged">What is wrong otherwise, such as "the file is damaged".</param>
    public static string? TooLarge(long height, long width, string claim = "it claims", string damaged = "the file is damaged") =>
        height * width > MostPixels
            ? $"{claim} {height} × {width} pixels (height × width), more than the {MostPixels} pixels supported. If that is true, cut the image into fields of view; otherwise {damaged}."
            : null;

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
