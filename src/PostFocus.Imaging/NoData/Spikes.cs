using System.Numerics;

namespace PostFocus.Imaging.NoData;

/// <summary>Finds single pixels and pairs that stand out from their surroundings, hot or dead: see <see cref="MissingPixels"/>.</summary>
/// <remarks>
/// A lens blurs a point over several pixels. Measured on 144 simulated and 57 recorded frames: of 32 million pixels about a hundred stand
/// out from all but one of their neighbours by so much, most of them hot.
/// </remarks>
internal static class Spikes
{
    // Of the range between the 2nd and the 98th percentile, and of the spread of the neighbours. A zero does not come from a camera, which
    // adds an offset.
    private const double OfRange = 0.6,
        OfSurroundings = 3,
        ZeroOfRange = 0.4,
        ZeroOfSurroundings = 1;

    // Dense specks hide each other from the first look.
    private const int Looks = 3;

    // Pixels that are looked at together.
    private const int Stretch = 1 << 14;

    public static void Mark(float[] counts, int height, int width, float[] sample, Lazy<double> level, ref bool[]? missing)
    {
        if (height < 3 || width < 3 || sample.Length == 0)
            return;
        var (low, high) = SampledPlaces.Range(sample);
        var range = high - low;
        if (!(range > 0))
            return;
        var candidates = Candidates(counts, (float)(ZeroOfRange * range));
        List<int> found = [];
        Span<float> around = stackalloc float[8];
        for (var look = 0; look < Looks; look++)
        {
            found.Clear();
            foreach (var at in candidates)
                if (missing?[at] != true && StandsOut(counts, height, width, at, range, level, missing, around))
                    found.Add(at);
            if (look == 0)
                Blocks.Find(counts, height, width, candidates, OfRange * range, OfSurroundings, found);
            if (found.Count == 0)
                return;
            missing ??= new bool[counts.Length];
            foreach (var at in found)
                missing[at] = true;
        }
    }

    /// <summary>
    /// Pixels that differ so much from a pixel beside them, and the two that have none on a side. Found again each time: there are as many
    /// as a frame has pixels where it is rough.
    /// </summary>
    private static IEnumerable<int> Candidates(float[] counts, float step)
    {
        var last = counts.Length - 1;
        yield return 0;
        yield return last;
        List<int> some = [];
        for (var start = 1; start < last; start += Stretch)
        {
            some.Clear();
            AddCandidates(counts, start, Math.Min(start + Stretch, last), step, some);
            foreach (var at in some)
                yield return at;
        }
    }

    private static void AddCandidates(float[] counts, int start, int end, float step, List<int> found)
    {
        var most = new Vector<float>(step);
        var at = start;
        for (; at + Vector<float>.Count <= end; at += Vector<float>.Count)
        {
            var here = new Vector<float>(counts, at);
            var difference = Vector.Max(
                Vector.Abs(here - new Vector<float>(counts, at - 1)),
                Vector.Abs(here - new Vector<float>(counts, at + 1))
            );
            if (!Vector.GreaterThanAny(difference, most))
                continue;
            for (var i = 0; i < Vector<float>.Count; i++)
                if (difference[i] > step)
                    found.Add(at + i);
        }
        for (; at < end; at++)
            found.Add(at);
    }

    /// <summary>
    /// Whether all that is around but one lies so far below a range of counts, or above it. Only then it is worth sorting: rough
    /// images have many candidates.
    /// </summary>
    public static bool MayStandOut(float least, float most, ReadOnlySpan<float> around, double step)
    {
        int below = 0,
            above = 0;
        foreach (var count in around)
        {
            below += least - count > step ? 1 : 0;
            above += count - most > step ? 1 : 0;
        }
        return Math.Max(below, above) >= around.Length - 1;
    }

    private static bool StandsOut(
        float[] counts,
        int height,
        int width,
        int at,
        double range,
        Lazy<double> level,
        bool[]? missing,
        Span<float> around
    )
    {
        var (ofRange, ofSurroundings) = counts[at] == 0 ? (ZeroOfRange, ZeroOfSurroundings) : (OfRange, OfSurroundings);
        var step = ofRange * range;
        // At the border the surroundings lie to one side.
        var (y, x) = Math.DivRem(at, width);
        int middle = Math.Clamp(y, 1, height - 2) * width + Math.Clamp(x, 1, width - 2),
            n = 0;
        for (var row = middle - width; row <= middle + width; row += width)
        {
            for (var neighbour = row - 1; neighbour <= row + 1; neighbour++)
            {
                if (neighbour != at && missing?[neighbour] != true)
                    around[n++] = counts[neighbour];
            }
        }
        var sorted = around[..n];
        if (n < 5 || !MayStandOut(counts[at], counts[at], sorted, step))
            return false;
        sorted.Sort();
        double spread = sorted[^2] - sorted[1];
        return Stands(counts[at] - sorted[^2]) || Stands(sorted[1] - counts[at]);

        // Of few grey levels one lies a level above its neighbours by rounding; found last, as that takes a look at all pixels.
        bool Stands(double by) => by > step && by > ofSurroundings * spread && by > ofSurroundings * (spread + level.Value);
    }
}
