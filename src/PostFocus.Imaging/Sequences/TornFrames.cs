namespace PostFocus.Imaging.Sequences;

/// <summary>Finds the frames of a video whose transfer lost rows, or left rows of the frame before.</summary>
internal static class TornFrames
{
    // Of a camera, a row or two may be dead or repeat another.
    private const int Most = 2;

    /// <param name="frames">The frames of a video, of one size and pixel type.</param>
    /// <returns>What is wrong with which.</returns>
    public static IEnumerable<(FrameLocation Location, string Reason)> Problems(IReadOnlyList<FrameLook> frames)
    {
        // A bar or mask that others have too belongs to the video.
        var usual = frames.Select(f => f.LostRows).Order().ElementAt(frames.Count / 4);
        foreach (var frame in frames)
        {
            var height = frame.Frame.Height;
            if (frame.LostRows > usual + Most)
                yield return (
                    frame.Frame.Location,
                    $"{frame.LostRows} of its {height} rows between others carry no data, in other frames {usual}: rows were lost in its transfer. Remove the frame or export it again."
                );
            else if (frame.StaleRows > Most)
                yield return (
                    frame.Frame.Location,
                    $"{frame.StaleRows} of its {height} rows are those of the frame before it, to the last count: its transfer was torn. Remove the frame or export it again."
                );
        }
    }
}
