using PostFocus.Imaging.Sequences;

namespace PostFocus.Imaging.Pairs;

/// <summary>Pairs of focal planes.</summary>
internal static class StackPairs
{
    public static IReadOnlyList<FramePair> Find(string input, int inFocusPlane, IReadOnlyList<int> offsets, SequenceOptions options) =>
        // Any plane does for finding the files: the first is always there.
        [
            .. FrameSequences
                .Find(input, options with { Plane = 0 })
                .SelectMany(sequence => Planes(sequence, inFocusPlane, offsets, options.Channel ?? 0)),
        ];

    private static IEnumerable<FramePair> Planes(FrameSequence sequence, int inFocusPlane, IReadOnlyList<int> offsets, int channel)
    {
        if (sequence.Problem is { } problem)
            throw problem;
        if (sequence.Layout is not { } layout)
        {
            throw new FrameFormatException(
                sequence.Frames[0].Path,
                null,
                "the file has one page, so it has no focal planes to pair. Take it out of the folder; where every plane is a file of its own, give folders of frames out of focus and in focus (FromFolders, --pairs on the command line)."
            );
        }
        foreach (var plane in offsets.Select(offset => inFocusPlane + offset).Prepend(inFocusPlane))
        {
            if (plane < 0 || plane >= layout.Planes)
            {
                throw new FrameFormatException(
                    layout.Path,
                    null,
                    $"it has no focal plane {plane}; it has {layout.Planes}, counted from 0 [{layout.Description}]. Choose others (--in-focus and --offsets on the command line), "
                        + "or say what its pages are: AxisOrder = \"Z\" in SequenceOptions, --axes Z on the command line."
                );
            }
        }
        for (var frame = 0; frame < layout.Frames; frame++)
        {
            if (!layout.Has(frame, inFocusPlane, channel))
                continue;
            var reference = Location(frame, 0);
            foreach (var offset in offsets.Where(offset => layout.Has(frame, inFocusPlane + offset, channel)))
            {
                yield return new FramePair(Location(frame, offset), reference, sequence.Name, frame)
                {
                    PlaneOffset = offset,
                    PixelMicrons = sequence.PixelMicrons,
                    DefocusMicrons = offset * layout.PlaneSpacingMicrons,
                };
            }
        }

        FrameLocation Location(int frame, int offset) => layout.Location(frame, inFocusPlane + offset, channel);
    }
}
