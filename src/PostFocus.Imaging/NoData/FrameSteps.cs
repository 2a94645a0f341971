namespace PostFocus.Imaging.NoData;

/// <summary>
/// How a frame's own neighbouring pixels differ: what a <see cref="Plateau"/> is measured in. Found when first asked for.
/// </summary>
/// <param name="counts">The frame, axes [height, width].</param>
/// <param name="height">Rows.</param>
/// <param name="width">Columns.</param>
internal sealed class FrameSteps(float[] counts, int height, int width)
{
    private readonly Lazy<(float Step, float A, float B)[]> _sampled = new(() => SampledSteps(counts, width));
    private readonly Dictionary<float, double> _stepsWithout = [];
    private readonly Lazy<double> _mean = new(() => MeanStep(counts));
    private readonly Lazy<long> _equalPairs = new(() => CountEqualPairs(counts, height, width));
    private readonly Lazy<(float Least, float Most)> _range = new(() => Range(counts));

    /// <summary>The mean step along rows; 0 where a count is not finite.</summary>
    public double Mean => _mean.Value;

    /// <summary>How many pairs of neighbours there are.</summary>
    public long Pairs => (long)(height - 1) * width + (long)(width - 1) * height;

    /// <summary>How many of them are of one count.</summary>
    public long EqualPairs => _equalPairs.Value;

    /// <summary>
    /// Whether a count is the least or most of all. Cameras and exports clip there, so that plateaus come about by themselves.
    /// </summary>
    public bool IsExtreme(float count) => count == _range.Value.Least || count == _range.Value.Most;

    /// <summary>
    /// The step that 95 % of those stay below that do not lead to this count: many plateaus of one count make many steps.
    /// </summary>
    public double StepWithout(float count)
    {
        if (_stepsWithout.TryGetValue(count, out var known))
            return known;
        var sample = _sampled.Value;
        int without = 0,
            at = 0;
        // Those left out before it move the place of the percentile by what they leave behind.
        for (; at < sample.Length; at++)
        {
            without += sample[at].A == count || sample[at].B == count ? 1 : 0;
            if (at - without >= 0.05 * (sample.Length - without))
                break;
        }
        return _stepsWithout[count] = at < sample.Length ? sample[at].Step : 0;
    }

    private static long CountEqualPairs(float[] counts, int height, int width)
    {
        long equal = 0;
        for (var y = 0; y < height; y++)
        {
            var row = counts.AsSpan(y * width, width);
            for (var x = 1; x < width; x++)
                equal += row[x] == row[x - 1] ? 1 : 0;
            if (y == 0)
                continue;
            var above = counts.AsSpan((y - 1) * width, width);
            for (var x = 0; x < width; x++)
                equal += row[x] == above[x] ? 1 : 0;
        }
        return equal;
    }

    private static (float Least, float Most) Range(float[] counts)
    {
        float least = float.PositiveInfinity,
            most = float.NegativeInfinity;
        foreach (var count in counts)
        {
            if (count < least)
                least = count;
            if (count > most)
                most = count;
        }
        return (least, most);
    }

    private static double MeanStep(float[] counts)
    {
        double sum = 0;
        for (var i = 1; i < counts.Length; i++)
            sum += Math.Abs(counts[i] - counts[i - 1]);
        return double.IsFinite(sum) ? sum / counts.Length : 0;
    }

    private static (float Step, float A, float B)[] SampledSteps(float[] counts, int width)
    {
        var steps = new List<(float Step, float A, float B)>();
        foreach (var at in SampledPlaces.Of(counts.Length - width))
        {
            if (at % width < width - 1)
                Add(counts[at], counts[at + 1]);
            Add(counts[at], counts[at + width]);
        }
        steps.Sort((a, b) => b.Step.CompareTo(a.Step));
        return [.. steps];

        void Add(float a, float b)
        {
            if (float.IsFinite(b - a))
                steps.Add((Math.Abs(b - a), a, b));
        }
    }
}
