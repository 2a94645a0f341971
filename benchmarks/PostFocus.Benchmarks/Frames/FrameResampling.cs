using PostFocus.Imaging;
using PostFocus.Imaging.Scaling;

namespace PostFocus.Benchmarks.Frames;

/// <summary>A frame at another pixel size.</summary>
internal static class FrameResampling
{
    /// <param name="frame">The frame.</param>
    /// <param name="microns">Its pixel size.</param>
    /// <param name="newMicrons">The new one.</param>
    public static Frame At(Frame frame, double microns, double newMicrons)
    {
        (var counts, var height, var width) = FrameScaling.Resample(frame.Counts, frame.Height, frame.Width, microns / newMicrons);
        return new(height, width, counts, PixelType.Float32);
    }
}
