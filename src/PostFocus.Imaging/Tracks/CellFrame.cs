using PostFocus.Imaging.Cells;

namespace PostFocus.Imaging.Tracks;

/// <summary>What is measured of a cell in one frame.</summary>
/// <param name="Frame">Index of the frame in its sequence, from 0.</param>
/// <param name="Track">The cell's track.</param>
/// <param name="Region">The cell in that frame's label image: place, area, elongation.</param>
/// <param name="Speed">Pixels a frame since it was last seen; null in its first frame.</param>
/// <param name="Contacts">The tracks that it touches, by number, and for how many frames in a row by now.</param>
public sealed record CellFrame(int Frame, CellTrack Track, CellRegion Region, double? Speed, IReadOnlyList<CellContact> Contacts)
{
    /// <summary>Measures the cells of a sequence.</summary>
    /// <param name="tracks">The tracks.</param>
    /// <param name="contacts">
    /// Of each frame the cells that touch (<see cref="CellContacts.Pairs"/>); null where they are not known.
    /// </param>
    /// <returns>Ordered by frame, then by number of the cell in it.</returns>
    public static IReadOnlyList<CellFrame> Of(
        IReadOnlyList<CellTrack> tracks,
        IReadOnlyList<IReadOnlyList<(int First, int Second)>?> contacts
    )
    {
        ArgumentNullException.ThrowIfNull(tracks);
        ArgumentNullException.ThrowIfNull(contacts);
        var trackOf = CellTrack.ByCell(tracks);
        // For how many frames by now two tracks have touched; of pairs that do not, nothing.
        var lasting = new Dictionary<(int, int), int>();
        var partners = new Dictionary<(int Frame, int Track), List<CellContact>>();
        for (var frame = 0; frame < contacts.Count; frame++)
        {
            var now = new Dictionary<(int, int), int>();
            foreach (var (first, second) in contacts[frame] ?? [])
            {
                if (!trackOf.TryGetValue((frame, first), out var a) || !trackOf.TryGetValue((frame, second), out var b))
                    continue;
                var pair = (Math.Min(a.Number, b.Number), Math.Max(a.Number, b.Number));
                now[pair] = lasting.GetValueOrDefault(pair) + 1;
                Add(frame, a.Number, new(b.Number, now[pair]));
                Add(frame, b.Number, new(a.Number, now[pair]));
            }
            if (contacts[frame] is not null) // what is not known ends no contact
                lasting = now;
        }
        return
        [
            .. tracks
                .SelectMany(track => track.Cells.Select((cell, i) => (track, cell, before: i > 0 ? track.Cells[i - 1] : null)))
                .OrderBy(c => c.cell.Frame)
                .ThenBy(c => c.cell.Region.Label)
                .Select(c => new CellFrame(
                    c.cell.Frame,
                    c.track,
                    c.cell.Region,
                    PixelsAFrame(c.before, c.cell),
                    [.. (partners.GetValueOrDefault((c.cell.Frame, c.track.Number)) ?? []).OrderBy(p => p.Track)]
                )),
        ];

        void Add(int frame, int track, CellContact contact)
        {
            if (!partners.TryGetValue((frame, track), out var list))
                partners[(frame, track)] = list = [];
            list.Add(contact);
        }
    }

    private static double? PixelsAFrame(TrackedCell? before, TrackedCell now) =>
        before is null ? null : now.Distance(before) / (now.Frame - before.Frame);
}

/// <summary>A contact of a cell with another.</summary>
/// <param name="Track">Number of the other one's track.</param>
/// <param name="Frames">For how many frames in a row they have touched by now, this one among them: 1 or more.</param>
public sealed record CellContact(int Track, int Frames);
