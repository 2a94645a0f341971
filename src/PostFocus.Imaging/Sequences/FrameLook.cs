using PostFocus.Imaging.Sequences.Labels;

namespace PostFocus.Imaging.Sequences;

/// <summary>What tells whether a frame belongs to its video.</summary>
/// <param name="Frame">The frame.</param>
/// <param name="Label">Whether it looks like a label image.</param>
/// <param name="Saturation">How much of it is saturated.</param>
internal sealed record FrameLook(ScannedFrame Frame, LabelLook Label, Saturation Saturation)
{
    public static FrameLook Of(ScannedFrame scanned, Frame frame) => new(scanned, LabelImage.Look(frame), Saturation.Of(frame));
}
