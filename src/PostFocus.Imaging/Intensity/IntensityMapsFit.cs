using PostFocus.Imaging.NoData;
using PostFocus.Imaging.Statistics;

namespace PostFocus.Imaging.Intensity;

/// <summary>
/// Gathers what <see cref="IntensityMaps"/> are fitted to, frame by frame. Its errors are those of <see cref="IntensityMaps.Fit"/>.
/// </summary>
/// <param name="cameraOffset">Counts of the camera without light, or null.</param>
internal sealed class IntensityMapsFit(double? cameraOffset)
{
    // Of the range of a frame.
    private const double Change = 0.1,
        Alike = 0.03,
        Passing = 2;

    // Of the frames.
    private const double Few = 0.25;

    private readonly List<CoarseFrame> _coarse = [];
    private readonly IntensityMapFit _shown = new(cameraOffset: cameraOffset),
        _empty = new(cameraOffset: cameraOffset);

    /// <param name="frame">The next frame in time.</param>
    /// <param name="missing">Its pixels without data; null: none.</param>
    public void Add(Frame frame, MissingPixels? missing)
    {
        _coarse.Add(CoarseFrame.Of(frame, missing));
        (_coarse[^1].IsEmpty ? _empty : _shown).Add(frame, missing);
    }

    /// <param name="frames">
    /// All frames once more; gone through only where exposure, brightness or contrast change, or something passes by.
    /// </param>
    public IReadOnlyList<IntensityMap> Complete(IEnumerable<Frame> frames)
    {
        CoarseFrame[] shown = [.. _coarse.Where(c => !c.IsEmpty)];
        var whole = (shown.Length == 0 ? _empty : _shown).Complete();
        var range = shown.Length == 0 ? 0 : Medians.Upper(shown.Select(c => c.Range));
        var changes = Changes(shown, Change * range);
        var means = PartMeans(_coarse, Alike * range);
        var reference = means.Where((_, i) => shown.Length == 0 || !_coarse[i].IsEmpty).CountBy(m => m).MaxBy(m => m.Value).Key;
        var gains = changes ? Gains(means, reference) : Enumerable.Repeat(1.0, means.Length).ToArray();
        // Where brightness is not followed, contrast changes about one count.
        if (!changes)
            Array.Fill(means, reference);
        var contrasts = ContrastSteps.Find(_coarse, gains);
        if (!changes && contrasts.All(c => c == 1))
        {
            var passing = PassingObjects(shown);
            var map = passing.Count == 0 ? whole : Fit(frames, passing, (frame, _) => frame);
            return [.. _coarse.Select(_ => map)];
        }

        gains = [.. gains.Zip(contrasts, (gain, contrast) => gain * contrast)];
        var atReference = Fit(frames, [], (frame, i) => Brought(frame, gains[i], means[i], reference));
        return
        [
            .. gains.Zip(
                means,
                (gain, mean) =>
                    new IntensityMap(gain * (atReference.Black - reference) + mean, gain * (atReference.White - reference) + mean)
            ),
        ];
    }

    /// <summary>The gains of the frames where they go with brightness.</summary>
    private double[] Gains(double[] means, double reference)
    {
        var perCount =
            cameraOffset is { } offset && reference > offset ? 1 / (reference - offset) : GainLine.PerCount(_coarse, means, reference);
        // A gain is above 0, whatever the contrast says.
        return [.. means.Select(m => Math.Max(0.01, 1 + perCount * (m - reference)))];
    }

    /// <summary>
    /// The map of the frames that show something, without some, as they are brought by a function of the frame and its place.
    /// </summary>
    private IntensityMap Fit(IEnumerable<Frame> frames, HashSet<CoarseFrame> without, Func<Frame, int, Frame> brought)
    {
        var fit = new IntensityMapFit(cameraOffset: cameraOffset);
        foreach (var (i, frame) in frames.Index().Where(f => !_coarse[f.Index].IsEmpty && !without.Contains(_coarse[f.Index])))
            fit.Add(brought(frame, i), MissingPixels.Find(frame));
        return fit.Complete();
    }

    /// <summary>
    /// Frames, fewer than a quarter, whose counts reach beyond those of the others by more than twice what the others span: a
    /// bubble or a speck of dirt went by, and must not set the range of the frames that do not show it. Focus changes contrast less.
    /// </summary>
    private static HashSet<CoarseFrame> PassingObjects(CoarseFrame[] frames)
    {
        if (frames.Length == 0)
            return [];
        double darkest = Medians.Upper(frames.Select(f => f.Darkest)),
            brightest = Medians.Upper(frames.Select(f => f.Brightest)),
            beyond = Passing * (brightest - darkest);
        HashSet<CoarseFrame> found = [.. frames.Where(f => f.Brightest > brightest + beyond || f.Darkest < darkest - beyond)];
        return found.Count < frames.Length * Few ? found : [];
    }

    private static bool Changes(CoarseFrame[] frames, double most)
    {
        if (frames.Length < 2 || frames.Max(f => f.Mean) - frames.Min(f => f.Mean) <= most)
            return false;
        CoarseFrame darkest = frames.MinBy(f => f.Mean)!,
            brightest = frames.MaxBy(f => f.Mean)!;
        return Medians.Upper(brightest.Parts.Zip(darkest.Parts, (b, d) => b - d)) > most;
    }

    /// <summary>For each frame the median of the means of its part: of frames in a row that lie as near to the first one as that.</summary>
    private static double[] PartMeans(List<CoarseFrame> frames, double most)
    {
        var means = new double[frames.Count];
        for (int first = 0, end; first < means.Length; first = end)
        {
            for (end = first + 1; end < means.Length && (frames[end].IsEmpty || Math.Abs(frames[end].Mean - frames[first].Mean) <= most); )
                end++;
            var part = frames[first..end].Where(f => !f.IsEmpty || first == end - 1).Select(f => f.Mean).DefaultIfEmpty(frames[first].Mean);
            means.AsSpan(first, end - first).Fill(Medians.Upper(part));
        }
        return means;
    }

    private static Frame Brought(Frame frame, double gain, double mean, double reference) =>
        new(frame.Height, frame.Width, [.. frame.Counts.Select(c => (float)((c - mean) / gain + reference))], PixelType.Float32);
}
