using PostFocus.Imaging;

namespace PostFocus.Benchmarks.Frames;

/// <summary>Parts of frames.</summary>
internal static class FrameCut
{
    public static Frame Cut(Frame frame, int top, int left, int height, int width)
    {
        var counts = new float[height * width];
        for (var y = 0; y < height; y++)
            frame.Counts.AsSpan((top + y) * frame.Width + left, width).CopyTo(counts.AsSpan(y * width));
        return new(height, width, counts, frame.PixelType);
    }

    /// <summary>The left (0) or right (1) half.</summary>
    public static Frame Half(Frame frame, int half) => Cut(frame, 0, half * (frame.Width / 2), frame.Height, frame.Width / 2);
}
