using PostFocus.Imaging;
using PostFocus.Imaging.Cells;
using PostFocus.Transforms.Segmentation;

namespace PostFocus.Trainers.Training.Segmenter;

/// <summary>How polygons are chosen among (<see cref="SegmentationModel"/>).</summary>
internal sealed record SegmentationThresholds(double LeastScore, double MostOverlap)
{
    private static readonly double[] s_scores = [0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8],
        s_overlaps = [0.2, 0.3, 0.4, 0.5, 0.6],
        s_ious = [0.5, 0.6, 0.7, 0.8, 0.9];

    /// <summary>
    /// Those with the greatest average precision (<see cref="CellMatching.AveragePrecision"/>) over all cells of the frames, mean over IoU
    /// thresholds of 0.5 to 0.9; of equal ones the first.
    /// </summary>
    public static SegmentationThresholds Fit(IReadOnlyList<(PolygonMap Told, Frame Labels)> frames) =>
        s_scores
            .SelectMany(score => s_overlaps.Select(overlap => new SegmentationThresholds(score, overlap)))
            .MaxBy(thresholds => thresholds.Precision(frames))!;

    /// <summary>The cells of a frame against the true ones.</summary>
    public CellMatching Match(PolygonMap told, Frame labels)
    {
        var cells = StarPolygons.Suppress(told.Candidates(LeastScore), labels.Height, labels.Width, MostOverlap);
        return CellMatching.Of(labels, StarPolygons.Draw(cells, labels.Height, labels.Width));
    }

    private double Precision(IReadOnlyList<(PolygonMap Told, Frame Labels)> frames)
    {
        CellMatching[] matchings = [.. frames.AsParallel().AsOrdered().Select(frame => Match(frame.Told, frame.Labels))];
        var all = matchings.Sum(m => m.TruthCount + m.FoundCount);
        return s_ious.Average(iou =>
        {
            var matched = matchings.Sum(m => m.TruePositives(iou));
            return (double)matched / Math.Max(1, all - matched);
        });
    }
}
