namespace PostFocus.Imaging.Cells;

/// <summary>The cells of two label images of one frame, paired.</summary>
/// <remarks>
/// Cells are paired by falling intersection over union (IoU), each once. Above an IoU of 0.5 no other pairing has more pairs, since
/// two cells of one image share no pixel; below, the pairing is greedy. Swapping the images swaps the pairs, and how cells are numbered
/// does not matter but among equal overlaps.
/// </remarks>
public sealed class CellMatching
{
    /// <summary>From this intersection over union on two cells are the same.</summary>
    public const double SameFrom = 0.5;

    private CellMatching(IReadOnlyList<CellPair> pairs, int truthCount, int foundCount) =>
        (Pairs, TruthCount, FoundCount) = (pairs, truthCount, foundCount);

    /// <summary>Cells that overlap, by falling IoU.</summary>
    public IReadOnlyList<CellPair> Pairs { get; }

    /// <summary>Cells of the true label image.</summary>
    public int TruthCount { get; }

    /// <summary>Cells of the other one.</summary>
    public int FoundCount { get; }

    /// <summary>Pairs the cells.</summary>
    /// <param name="truth">The number of the cell at each pixel, 0 where there is none.</param>
    /// <param name="found">The same, of the same size.</param>
    /// <exception cref="ArgumentException">The sizes differ, or a count is not a whole number from 0 on.</exception>
    public static CellMatching Of(Frame truth, Frame found)
    {
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(found);
        if ((truth.Height, truth.Width) != (found.Height, found.Width))
            throw new ArgumentException(
                $"The label images are {truth.Height} × {truth.Width} and {found.Height} × {found.Width} pixels (height × width); they must be of one size.",
                nameof(found)
            );
        int[] a = CellLabels.Of(truth),
            b = CellLabels.Of(found);
        var truthAreas = a.Where(label => label > 0).CountBy(label => label).ToDictionary();
        var foundAreas = b.Where(label => label > 0).CountBy(label => label).ToDictionary();
        var overlaps = a.Zip(b)
            .Where(pixel => pixel is { First: > 0, Second: > 0 })
            .CountBy(pixel => pixel)
            .Select(shared => new CellPair(
                shared.Key.First,
                shared.Key.Second,
                (double)shared.Value / (truthAreas[shared.Key.First] + foundAreas[shared.Key.Second] - shared.Value)
            ))
            .OrderByDescending(pair => pair.Iou)
            .ThenBy(pair => pair.Truth)
            .ThenBy(pair => pair.Found);
        HashSet<int> truthTaken = [],
            foundTaken = [];
        var pairs = new List<CellPair>();
        foreach (var pair in overlaps)
        {
            if (truthTaken.Contains(pair.Truth) || foundTaken.Contains(pair.Found))
                continue;
            truthTaken.Add(pair.Truth);
            foundTaken.Add(pair.Found);
            pairs.Add(pair);
        }
        return new(pairs, truthAreas.Count, foundAreas.Count);
    }

    /// <summary>How many pairs have an IoU of at least a threshold: true positives.</summary>
    /// <param name="threshold">Above 0 to 1.</param>
    public int TruePositives(double threshold) => Pairs.Count(pair => pair.Iou >= threshold);

    /// <summary>
    /// TP / (TP + FP + FN) at an IoU threshold, as StarDist's and the Data Science Bowl's papers call average precision (it is no area
    /// under a curve); 1 where both images are empty.
    /// </summary>
    /// <param name="threshold">Above 0 to 1.</param>
    public double AveragePrecision(double threshold)
    {
        var matched = TruePositives(threshold);
        var all = TruthCount + FoundCount - matched;
        return all > 0 ? (double)matched / all : 1;
    }
}

/// <summary>A cell of the truth and the one found that overlaps it.</summary>
/// <param name="Truth">Number in the true label image.</param>
/// <param name="Found">Number in the other one.</param>
/// <param name="Iou">Shared pixels over those of either, above 0 to 1.</param>
public sealed record CellPair(int Truth, int Found, double Iou);
