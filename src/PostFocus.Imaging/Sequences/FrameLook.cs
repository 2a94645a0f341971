using PostFocus.Imaging.NoData;
using PostFocus.Imaging.Sequences.Labels;

namespace PostFocus.Imaging.Sequences;

/// <summary>What tells whether a frame belongs to its video.</summary>
/// <param name="Frame">The frame.</param>
/// <param name="Label">Whether it looks like a label image.</param>
/// <param name="Saturation">How much of it is saturated.</param>
/// <param name="LostRows">Its rows without data between others with data.</param>
/// <param name="StaleRows">Its rows that are those of the frame before.</param>
internal sealed record FrameLook(ScannedFrame Frame, LabelLook Label, Saturation Saturation, int LostRows, int StaleRows)
{
    public static FrameLook Of(ScannedFrame scanned, Frame frame, MissingPixels? missing, int staleRows) =>
        new(scanned, LabelImage.Look(frame), Saturation.Of(frame), missing is null ? 0 : FrameCheck.RowsWithin(missing, frame), staleRows);
}
