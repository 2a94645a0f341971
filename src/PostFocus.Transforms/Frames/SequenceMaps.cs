using PostFocus.Imaging;
using PostFocus.Imaging.Intensity;
using PostFocus.Imaging.Sequences;

namespace PostFocus.Transforms.Frames;

/// <summary>
/// The intensity maps of a sequence, a map a row. Frames of one size and pixel type share what is fitted, as in a
/// <see cref="SequenceScan"/>: counts of different types have nothing to do with each other.
/// </summary>
internal sealed class SequenceMaps
{
    private readonly string _sequence;
    private readonly (ScannedPart Part, int Place)[] _rows;
    private readonly Dictionary<int, FrameFormatException> _unlike = [];

    /// <param name="part">Each of its frames is a row.</param>
    public SequenceMaps(ScannedPart part) =>
        (_sequence, _rows) = (part.Sequence.Name, [.. part.Frames.Select((_, place) => (part, place))]);

    /// <param name="sequence">What errors call it.</param>
    /// <param name="scan">Each of its frames is a row, and its index that of the row.</param>
    /// <exception cref="FrameFormatException">None of its frames can be used.</exception>
    public SequenceMaps(string sequence, SequenceScan scan)
    {
        var usable = scan
            .Parts.SelectMany(part => part.Frames.Select((frame, place) => (frame.Index, Row: (part, place))))
            .ToDictionary(f => f.Index, f => f.Row);
        if (usable.Count == 0)
            throw scan.Frames[0].Problem!;
        (_sequence, _rows) = (sequence, new (ScannedPart, int)[scan.Frames.Count]);
        // A frame that cannot be used is told of by its own row, which has the intensities of the one before it.
        var last = usable[usable.Keys.Min()];
        for (var row = 0; row < _rows.Length; row++)
            _rows[row] = last = usable.GetValueOrDefault(row, last);
        // Only among the others can it be told that it cannot be used.
        foreach (var frame in scan.Frames)
            if (scan.Unlike.TryGetValue(frame.Location, out var problem))
                _unlike.Add(frame.Index, problem);
    }

    /// <summary>The map of a row.</summary>
    /// <exception cref="FrameFormatException">
    /// The row's frame does not belong to the sequence: a label image among recorded frames, or far more of it is saturated.
    /// </exception>
    /// <exception cref="PostFocusException">
    /// The frames of its size and pixel type, or the camera offset for them, give none; whoever chose them can mend it.
    /// </exception>
    public IntensityMap this[int row]
    {
        get
        {
            if (_unlike.TryGetValue(row, out var problem))
                throw problem;
            var (part, place) = _rows[row];
            try
            {
                return part.Maps[place];
            }
            catch (ArgumentException e)
            {
                throw new PostFocusException(
                    $"Sequence '{_sequence}': {e.Message.Replace($" (Parameter '{e.ParamName}')", "", StringComparison.Ordinal)}",
                    e
                );
            }
        }
    }
}
