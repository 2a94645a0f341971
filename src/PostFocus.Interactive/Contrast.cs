using PostFocus.Imaging;
using PostFocus.Imaging.Intensity;

namespace PostFocus.Interactive;

/// <summary>What is black and what is white in pictures of frames.</summary>
internal static class Contrast
{
    /// <summary>One scale for all frames: robust percentiles, as for networks.</summary>
    /// <param name="frames">At least one.</param>
    public static IntensityMap Of(params IEnumerable<Frame> frames)
    {
        Frame[] floats = [.. frames.Select(f => new Frame(f.Height, f.Width, f.Counts, PixelType.Float32))];
        try
        {
            return IntensityMap.Fit(floats);
        }
        catch (ArgumentException)
        {
            // All counts are equal, or none is a number: grey, or black.
            var count = floats[0].Counts[0];
            return new(count - 1.0, count + 1.0);
        }
    }
}
