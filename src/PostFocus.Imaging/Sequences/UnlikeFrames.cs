using PostFocus.Imaging.Sequences.Labels;

namespace PostFocus.Imaging.Sequences;

/// <summary>
/// Finds the frames of a video that do not belong to it, though each could be read: label images among recorded frames, frames of which far
/// more is saturated, torn frames.
/// </summary>
internal static class UnlikeFrames
{
    private const string Label =
        "it looks like a label image (areas of one whole number each) among recorded frames. Remove it from the video.";

    /// <param name="frames">The frames of a video, of any size and pixel type.</param>
    /// <returns>What is wrong with which.</returns>
    public static Dictionary<FrameLocation, FrameFormatException> Find(IReadOnlyList<FrameLook> frames)
    {
        var byLabel = frames.ToLookup(f => f.Label == LabelLook.Labels);
        // Where most are label images, they were meant.
        var labels = 2 * byLabel[true].Count() < frames.Count ? byLabel[true] : [];
        return labels
            .Select(f => (f.Frame.Location, Reason: Label))
            .Concat(
                frames
                    .Except(labels)
                    .GroupBy(f => (f.Frame.Height, f.Frame.Width, f.Frame.PixelType))
                    .SelectMany(alike => Saturated([.. alike]).Concat(TornFrames.Problems([.. alike])))
            )
            .DistinctBy(p => p.Location)
            .ToDictionary(p => p.Location, p => new FrameFormatException(p.Location.Path, p.Location.Page, p.Reason));
    }

    private static IEnumerable<(FrameLocation Location, string Reason)> Saturated(FrameLook[] alike) =>
        Saturation.Problems([.. alike.Select(f => f.Saturation)]).Select(p => (alike[p.Place].Frame.Location, p.Reason));
}
