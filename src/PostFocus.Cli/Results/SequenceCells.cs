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
    private readonly IReadOnlyList<float>?[] _scores = new IReadOnlyList<float>?[sequence.Frames.Count];

    /// <summary>Takes the cells of a frame; one that never comes is not known.</summary>
    /// <param name="frame">Its place in the sequence.</param>
    /// <param name="labels">The number of the cell at each pixel.</param>
    /// <param name="scores">Of the cells, by their numbers.</param>
    public void Add(int frame, Frame labels, IReadOnlyList<float> scores)
    {
        (_regions[frame], _contacts[frame], _scores[frame]) = (CellRegion.Of(labels), CellContacts.Of(labels, reach).Pairs, scores);
    }

    /// <summary>A row per cell and frame, and how many tracks they are.</summary>
    public (IReadOnlyList<CellRow> Rows, int Tracks) Follow(CellTrackerOptions options)
    {
        var tracks = CellTracker.Track(_regions, options);
        return (
            [
                .. CellFrame
                    .Of(tracks, _contacts)
                    .Select(cell => new CellRow(
                        sequence.Name,
                        sequence.Indices[cell.Frame],
                        nameOf(sequence.Frames[cell.Frame].Path),
                        sequence.Frames[cell.Frame].Page,
                        cell,
                        _scores[cell.Frame]![cell.Region.Label - 1],
                        sequence.PixelMicrons
                    )),
            ],
            tracks.Count
        );
    }
}
