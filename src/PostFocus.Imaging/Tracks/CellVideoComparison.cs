using PostFocus.Imaging.Cells;

namespace PostFocus.Imaging.Tracks;

/// <summary>
/// What is measured of the cells of a video, against the same video in another state: the true cells, or those found in its version in
/// focus (Wu et al. 2024, section 3.3).
/// </summary>
/// <param name="Frames">Frames that were compared.</param>
/// <param name="Iou">Intersection over union of the cells that both have, those of 0.5 and more; mean, NaN where there is none.</param>
/// <param name="AveragePrecision50">
/// True positives over all cells of either at an IoU of 0.5 (<see cref="CellMatching.AveragePrecision"/>), over all frames; NaN where
/// there is no cell.
/// </param>
/// <param name="CountError">Cells too many or too few a frame, mean of the magnitudes.</param>
/// <param name="ContactPcc">
/// Pearson's correlation of the masks of contacts, mean over the frames where one of them shows a contact: 0 where only one does. NaN
/// where no frame has any.
/// </param>
/// <param name="ContactMse">Mean squared difference of the masks of contacts, mean over the frames.</param>
/// <param name="AreaBias">
/// Area of the cells that both have, by that of the other state, less 1; from the sums. NaN where there is none.
/// </param>
/// <param name="ElongationBias">The same of their elongation; mean of the ratios, less 1.</param>
/// <param name="SpeedBias">Mean speed of the found tracks by that of the others, less 1; over all frames. NaN where nothing moves.</param>
/// <param name="Tracks">How well the found tracks follow the others, over all frames.</param>
public sealed record CellVideoComparison(
    int Frames,
    double Iou,
    double AveragePrecision50,
    double CountError,
    double ContactPcc,
    double ContactMse,
    double AreaBias,
    double ElongationBias,
    double SpeedBias,
    TrackComparison Tracks
)
{
    /// <summary>Compares the cells of a video.</summary>
    /// <param name="reference">The state compared with.</param>
    /// <param name="found">The cells found, of as many frames of the same size.</param>
    /// <param name="compared">Of each frame whether it counts; tracks and speeds are of the whole video.</param>
    /// <exception cref="ArgumentException">There are not as many frames, or their sizes differ.</exception>
    public static CellVideoComparison Of(CellVideo reference, CellVideo found, IReadOnlyList<bool> compared)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(compared);
        if (reference.Labels.Count != found.Labels.Count || compared.Count != found.Labels.Count)
            throw new ArgumentException(
                $"There are {reference.Labels.Count} frames to compare with, {found.Labels.Count} with cells found, and {compared.Count} choices.",
                nameof(found)
            );
        CellMatching[] matchings = [.. reference.Labels.Zip(found.Labels, CellMatching.Of)];
        int[] frames = [.. Enumerable.Range(0, matchings.Length).Where(i => compared[i])];
        CellMatching[] counted = [.. frames.Select(i => matchings[i])];
        (CellRegion Reference, CellRegion Found, double Iou)[] same = [.. frames.SelectMany(i => Same(reference, found, matchings[i], i))];
        double[] correlations = [.. frames.Select(i => reference.Contacts[i].Correlation(found.Contacts[i])).Where(r => !double.IsNaN(r))];
        var matched = counted.Sum(m => m.TruePositives(CellMatching.SameFrom));
        var all = counted.Sum(m => m.TruthCount + m.FoundCount) - matched;
        return new(
            frames.Length,
            Mean(same.Select(s => s.Iou)),
            all > 0 ? (double)matched / all : double.NaN,
            Mean(counted.Select(m => (double)Math.Abs(m.FoundCount - m.TruthCount))),
            Mean(correlations),
            Mean(frames.Select(i => reference.Contacts[i].MeanSquaredDifference(found.Contacts[i]))),
            (double)same.Sum(s => s.Found.Area) / same.Sum(s => s.Reference.Area) - 1,
            Mean(same.Select(s => s.Found.Elongation / s.Reference.Elongation)) - 1,
            reference.MeanSpeed > 0 ? found.MeanSpeed / reference.MeanSpeed - 1 : double.NaN,
            TrackComparison.Of(reference.Tracks, found.Tracks, matchings, CellMatching.SameFrom)
        );
    }

    private static IEnumerable<(CellRegion, CellRegion, double)> Same(
        CellVideo reference,
        CellVideo found,
        CellMatching matching,
        int frame
    )
    {
        Dictionary<int, CellRegion> there = reference.Regions[frame].ToDictionary(r => r.Label),
            here = found.Regions[frame].ToDictionary(r => r.Label);
        return matching.Pairs.Where(p => p.Iou >= CellMatching.SameFrom).Select(p => (there[p.Truth], here[p.Found], p.Iou));
    }

    private static double Mean(IEnumerable<double> values) => values.DefaultIfEmpty(double.NaN).Average();
}
