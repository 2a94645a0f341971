using PostFocus.Imaging.Cells;

namespace PostFocus.Imaging.Tracks;

/// <summary>How well found tracks follow the true cells.</summary>
/// <param name="TrueLinks">Steps of true cells from one frame where they are seen to the next, and from mothers to daughters.</param>
/// <param name="FoundLinks">The same of the found tracks.</param>
/// <param name="CorrectLinks">
/// Steps of found tracks whose both ends are the same true cell's, with no frame between in which it is seen; a mother's last cell and
/// her daughter's first count as a step, too.
/// </param>
/// <param name="Switches">How often a true cell goes over from one found track to another without a division.</param>
/// <param name="Continuity">
/// Of each true cell the share of its frames that one found track follows it through, the best; mean over the cells. Not a number where
/// there is no true cell.
/// </param>
public sealed record TrackComparison(int TrueLinks, int FoundLinks, int CorrectLinks, int Switches, double Continuity)
{
    /// <summary>Correct links by true ones; 1 where there are none.</summary>
    public double Recall => TrueLinks > 0 ? (double)CorrectLinks / TrueLinks : 1;

    /// <summary>Correct links by found ones; 1 where there are none.</summary>
    public double Precision => FoundLinks > 0 ? (double)CorrectLinks / FoundLinks : 1;

    /// <summary>
    /// 2 × correct over true and found links: the plain form of the Cell Tracking Challenge's measure of linking. 1 where there are none.
    /// </summary>
    public double F1 => TrueLinks + FoundLinks > 0 ? 2.0 * CorrectLinks / (TrueLinks + FoundLinks) : 1;

    /// <summary>Compares tracks.</summary>
    /// <param name="truth">The true tracks.</param>
    /// <param name="found">The found ones.</param>
    /// <param name="matchings">
    /// Of each frame the cells of both, paired, truth first; null where cells were not found because it was not looked.
    /// </param>
    /// <param name="leastIou">Overlap from which a found cell is the true one, above 0 to 1.</param>
    public static TrackComparison Of(
        IReadOnlyList<CellTrack> truth,
        IReadOnlyList<CellTrack> found,
        IReadOnlyList<CellMatching?> matchings,
        double leastIou = CellMatching.SameFrom
    )
    {
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(matchings);
        Require.Between(leastIou, double.Epsilon, 1);
        var foundBy = CellTrack.ByCell(found);
        var same = new Dictionary<(int Frame, int Label), (int Frame, int Label)>();
        for (var frame = 0; frame < matchings.Count; frame++)
            foreach (var pair in matchings[frame]?.Pairs.Where(p => p.Iou >= leastIou) ?? [])
                same[(frame, pair.Truth)] = (frame, pair.Found);

        var (correct, switches, followed) = (0, 0, 0.0);
        var mothers = truth.ToDictionary(t => t.Number);
        foreach (var track in truth)
        {
            CellTrack?[] through = [.. track.Cells.Select(Through)];
            var withMother = mothers.TryGetValue(track.Parent, out var mother) ? [Through(mother.Cells[^1]), .. through] : through;
            for (var i = 1; i < withMother.Length; i++)
                if (withMother[i - 1] is { } before && withMother[i] is { } after && (before == after || after.Parent == before.Number))
                    correct++;
            CellTrack[] seen = [.. through.OfType<CellTrack>()];
            switches += seen.Zip(seen.Skip(1)).Count(p => p.First != p.Second && p.Second.Parent != p.First.Number);
            followed += seen.Length == 0 ? 0 : (double)seen.CountBy(t => t.Number).Max(t => t.Value) / through.Length;
        }
        return new(truth.Sum(Links), found.Sum(Links), correct, switches, followed / truth.Count);

        // The found track that has this cell; null where the cell was missed.
        CellTrack? Through(TrackedCell cell) =>
            same.TryGetValue((cell.Frame, cell.Region.Label), out var key) ? foundBy.GetValueOrDefault(key) : null;

        static int Links(CellTrack track) => track.Cells.Count - 1 + (track.Parent > 0 ? 1 : 0);
    }
}
