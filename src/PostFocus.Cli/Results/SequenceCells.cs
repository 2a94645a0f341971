using PostFocus.Imaging;
using PostFocus.Imaging.Cells;
using PostFocus.Imaging.Sequences;
using PostFocus.Imaging.Tracks;

namespace PostFocus.Cli.Results;

/// <summary>Gathers the cells of a sequence, frame by frame, and follows them in the end. It holds no images.</summary>
/// <param name="sequence">The sequence.</param>
/// <param name="reach">How far a contact reaches, pixels.</param>
/// <param name="nameOf">What tables call a file.</param>
internal sealed class SequenceCells(FrameSequence sequence, double reach, Func<string, string> nameOf)
{
    private readonly IReadOnlyList<CellRegion>?[] _regions = new IReadOnlyList<CellRegion>?[sequence.Frames.Count];
    private readonly IReadOnlyList<(int First, int Second)>?[] _contacts = new IReadOnlyList<(int, int)>?[sequence.Frames.Count];
    private readonly Func<int, float>?[] _scores = new Func<int, float>?[sequence.Frames.Count];

    /// <summary>Takes the cells of a frame; one that never comes is not known.</summary>
    /// <param name="frame">Its place in the sequence.</param>
    /// <param name="labels">The number of the cell at each pixel.</param>
    /// <param name="scores">Of a cell, by its number.</param>
    public void Add(int frame, Frame labels, Func<int, float> scores)
    {
        (_regions[frame], _contacts[frame], _scores[frame]) = (CellRegion.Of(labels), CellContacts.Of(labels, reach).Pairs, scores);
    }

    /// <summary>A row per cell and frame, and how many tracks they are.</summary>
    public (IReadOnlyList<CellRow> Rows, int Tracks) Follow(CellTrackerOptions options)
    {
        var times = FrameTimes.Of(sequence.Indices, options.LongestGap);
        var placeOf = times.Index().ToDictionary(t => t.Item, t => t.Index);
        var tracks = CellTracker.Track(InTime(_regions, times), options);
        return (
            [
                .. CellFrame
                    .Of(tracks, InTime(_contacts, times))
                    .Select(cell => (cell, place: placeOf[cell.Frame]))
                    .Select(c => new CellRow(
                        sequence.Name,
                        sequence.Indices[c.place],
                        nameOf(sequence.Frames[c.place].Path),
                        sequence.Frames[c.place].Page,
                        c.cell.Region.Label,
                        c.cell.Track.Number,
                        c.cell.Track.Parent > 0 ? c.cell.Track.Parent : null,
                        c.cell.Region.X,
                        c.cell.Region.Y,
                        c.cell.Region.Area,
                        c.cell.Region.Elongation,
                        _scores[c.place]!(c.cell.Region.Label),
                        c.cell.Speed,
                        [.. c.cell.Contacts.Select(contact => contact.Track)],
                        [.. c.cell.Contacts.Select(contact => contact.Frames)],
                        sequence.PixelMicrons
                    )),
            ],
            tracks.Count
        );
    }

    private static T?[] InTime<T>(T?[] frames, int[] times)
        where T : class
    {
        var inTime = new T?[times.Length == 0 ? 0 : times[^1] + 1];
        foreach (var (time, frame) in times.Zip(frames))
            inTime[time] = frame;
        return inTime;
    }
}
