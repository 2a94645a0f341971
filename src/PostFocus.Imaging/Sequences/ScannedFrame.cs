namespace PostFocus.Imaging.Sequences;

/// <summary>One frame of a sequence after a first reading.</summary>
/// <param name="Location">Where it lies.</param>
/// <param name="Index">Its index in the sequence; kept where other frames cannot be used.</param>
/// <param name="Height">Pixels; 0 if it cannot be read.</param>
/// <param name="Width">Pixels; 0 if it cannot be read.</param>
/// <param name="PixelType">Null if it cannot be read.</param>
/// <param name="Problem">Why it cannot be used; null if it can.</param>
public sealed record ScannedFrame(
    FrameLocation Location,
    int Index,
    int Height,
    int Width,
    PixelType? PixelType,
    FrameFormatException? Problem
);
