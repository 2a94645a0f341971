using PostFocus.Imaging;
using PostFocus.Imaging.Pairs;

namespace PostFocus.Transforms.Frames;

/// <summary>One row of a <see cref="FramesView"/>.</summary>
internal sealed record FrameRow(
    FrameLocation Location,
    string Sequence,
    int FrameIndex,
    bool? OutOfFocus = null,
    FrameLocation? Reference = null,
    double? DefocusMicrons = null,
    FrameWindow? Window = null,
    FrameWindow? ReferenceWindow = null,
    double? PixelMicrons = null,
    FrameLocation? Mask = null
);
