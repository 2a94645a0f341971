namespace PostFocus.Imaging;

/// <summary>The intensity maps of a sequence: one for all of its frames, or where exposure or brightness change on the way, one for each part.</summary>
/// <remarks>
/// <para>A change is one of the whole frame that defocus does not make: the mean of the frame, and the median of 8 × 8 parts of it, move by more
/// than a tenth of the range that the counts of a frame span. In the shipped sample, in focus and out, the means move by up to 0.7 % of it.</para>
/// <para>Frames within 3 % of the range make one part. Between parts counts are taken to be affine: their gain is found from the
/// contrast of the means of the 64 parts, as a straight function of the brightness over all frames, which holds for a longer exposure
/// or a brighter lamp (both in proportion above the camera's offset) as for an offset that moved (no gain), and averages what
/// cells change. On the sample with threefold exposure, drifts of 5 % a frame, steps of the offset and flicker of 4 % the gains were within 1 to 4 %.</para>
/// </remarks>
public static class IntensityMaps
{
    // Of the range of a frame.
    private const double Change = 0.1, Alike = 0.03;

    /// <summary>Fits the maps; see <see cref="IntensityMap.Fit"/>.</summary>
    /// <param name="frames">The frames in time order, at least one, all of one pixel type; gone through up to three times. Those that show nothing (<see cref="FieldContrast"/>) do not count, unless all do.</param>
    /// <param name="cameraOffset">Counts of the camera without light, or null.</param>
    /// <returns>A map a frame.</returns>
    /// <exception cref="ArgumentException">As <see cref="IntensityMap.Fit"/> says.</exception>
    public static IReadOnlyList<IntensityMap> Fit(IEnumerable<Frame> frames, double? cameraOffset = null)
    {
        ArgumentNullException.ThrowIfNull(frames);
        var coarse = new List<CoarseFrame>();
        IntensityMap whole = IntensityMap.FitPresent(Shown(), cameraOffset: cameraOffset);
        CoarseFrame[] shown = [.. coarse.Where(c => !c.IsEmpty)];
        var range = shown.Length == 0 ? 0 : shown.Select(c => c.Range).Order().ElementAt(shown.Length / 2);
        if (!Changes(shown, Change * range))
            return [.. coarse.Select(_ => whole)];

        double[] means = PartMeans(coarse, Alike * range);
        var reference = means.Where((_, i) => !coarse[i].IsEmpty).CountBy(m => m).MaxBy(m => m.Value).Key;
        var perCount = cameraOffset is { } offset && reference > offset ? 1 / (reference - offset) : GainPerCount(coarse, means, reference);
        // A gain is above 0, whatever the contrast says.
        double[] gains = [.. means.Select(m => Math.Max(0.01, 1 + perCount * (m - reference)))];
        IntensityMap map = IntensityMap.FitPresent(frames.Zip(gains.Zip(means), (frame, to) => (Brought(frame, to.First, to.Second, reference), MissingPixels.Find(frame)))
            .Where((_, i) => !coarse[i].IsEmpty), cameraOffset: cameraOffset);
        return [.. gains.Zip(means, (gain, mean) => new IntensityMap(gain * (map.Black - reference) + mean, gain * (map.White - reference) + mean))];

        IEnumerable<(Frame, MissingPixels?)> Shown()
        {
            foreach (var frame in frames)
            {
                MissingPixels? missing = MissingPixels.Find(frame);
                coarse.Add(CoarseFrame.Of(frame, missing));
                if (!coarse[^1].IsEmpty)
                    yield return (frame, missing);
            }
            if (coarse.TrueForAll(c => c.IsEmpty))
            {
                foreach (var frame in frames)
                    yield return (frame, MissingPixels.Find(frame));
            }
        }
    }

    private static bool Changes(CoarseFrame[] frames, double most)
    {
        if (frames.Length < 2 || frames.Max(f => f.Mean) - frames.Min(f => f.Mean) <= most)
            return false;
        CoarseFrame darkest = frames.MinBy(f => f.Mean)!, brightest = frames.MaxBy(f => f.Mean)!;
        return brightest.Parts.Zip(darkest.Parts, (b, d) => b - d).Order().ElementAt(brightest.Parts.Length / 2) > most;
    }

    /// <summary>For each frame the median of the means of its part: of frames in a row that lie as near to the first one as that.</summary>
    private static double[] PartMeans(List<CoarseFrame> frames, double most)
    {
        var means = new double[frames.Count];
        for (int first = 0, end; first < means.Length; first = end)
        {
            for (end = first + 1; end < means.Length && (frames[end].IsEmpty || Math.Abs(frames[end].Mean - frames[first].Mean) <= most);)
                end++;
            double[] part = [.. frames[first..end].Where(f => !f.IsEmpty || first == end - 1).Select(f => f.Mean).DefaultIfEmpty(frames[first].Mean).Order()];
            means.AsSpan(first, end - first).Fill(part[part.Length / 2]);
        }
        return means;
    }

    /// <summary>How much the gain, 1 in the reference part, rises with each count of brightness: least squares over all frames.</summary>
    private static double GainPerCount(List<CoarseFrame> frames, double[] means, double reference)
    {
        double[][] ofReference = [.. frames.Where((f, i) => !f.IsEmpty && means[i] == reference).Select(f => f.Parts)];
        double[] mean = [.. Enumerable.Range(0, ofReference[0].Length).Select(part => ofReference.Average(f => f[part]))];
        double level = mean.Average(), square = mean.Sum(v => (v - level) * (v - level)), product = 0, all = 0;
        for (var i = 0; i < means.Length; i++)
        {
            if (frames[i].IsEmpty)
                continue;
            var difference = means[i] - reference;
            var gain = frames[i].Parts.Zip(mean, (v, m) => (v - frames[i].Mean) * (m - level)).Sum() / square;
            product += (gain - 1) * difference;
            all += difference * difference;
        }
        return product / all;
    }

    private static Frame Brought(Frame frame, double gain, double mean, double reference) => new(
        frame.Height, frame.Width, [.. frame.Counts.Select(c => (float)((c - mean) / gain + reference))], PixelType.Float32);
}
