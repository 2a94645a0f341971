using PostFocus.Imaging.Cells;

namespace PostFocus.Imaging.Tracks;

/// <summary>The cells of a video: where they are, which touch, and how they move.</summary>
public sealed class CellVideo
{
    private CellVideo(
        IReadOnlyList<Frame> labels,
        double reach,
        Func<IReadOnlyList<IReadOnlyList<CellRegion>>, IReadOnlyList<CellTrack>> track
    )
    {
        ArgumentNullException.ThrowIfNull(labels);
        Labels = labels;
        Regions = [.. labels.Select(CellRegion.Of)];
        Contacts = [.. labels.Select(frame => CellContacts.Of(frame, reach))];
        Tracks = track(Regions);
        Cells = CellFrame.Of(Tracks, [.. Contacts.Select(c => c.Pairs)]);
    }

    /// <summary>Of each frame the number of the cell at each pixel, 0 where there is none.</summary>
    public IReadOnlyList<Frame> Labels { get; }

    /// <summary>Of each frame its cells.</summary>
    public IReadOnlyList<IReadOnlyList<CellRegion>> Regions { get; }

    /// <summary>Of each frame which cells touch.</summary>
    public IReadOnlyList<CellContacts> Contacts { get; }

    /// <summary>The cells over time.</summary>
    public IReadOnlyList<CellTrack> Tracks { get; }

    /// <summary>What is measured of each cell in each frame.</summary>
    public IReadOnlyList<CellFrame> Cells { get; }

    /// <summary>Pixels a frame, mean over all cells and frames where it is known; NaN where it is nowhere.</summary>
    public double MeanSpeed => Cells.Select(c => c.Speed).OfType<double>().DefaultIfEmpty(double.NaN).Average();

    /// <summary>Follows cells whose numbers tell nothing from frame to frame.</summary>
    /// <param name="labels">Label images by rising frame.</param>
    /// <param name="reach">How far from two outlines their contact reaches, pixels (<see cref="CellContacts.Of"/>).</param>
    /// <param name="options">How cells are followed.</param>
    /// <exception cref="ArgumentException">A count is not a whole number from 0 on.</exception>
    public static CellVideo Follow(IReadOnlyList<Frame> labels, double reach, CellTrackerOptions? options = null) =>
        new(labels, reach, regions => CellTracker.Track(regions, options));

    /// <summary>Takes cells whose numbers stay with them, as those of simulated wells do.</summary>
    /// <param name="labels">Label images by rising frame.</param>
    /// <param name="reach">How far from two outlines their contact reaches, pixels (<see cref="CellContacts.Of"/>).</param>
    /// <exception cref="ArgumentException">A count is not a whole number from 0 on.</exception>
    public static CellVideo ByLabel(IReadOnlyList<Frame> labels, double reach) => new(labels, reach, CellTrack.ByLabel);
}
