using System.Numerics;
using System.Runtime.InteropServices;

namespace PostFocus.Imaging.NoData;

/// <summary>Finds hot pixels, cosmic rays and hot lines: see <see cref="MissingPixels"/>.</summary>
internal static class Outliers
{
    // Of the range between the 2nd and the 98th percentile: an outlier lies further outside of it.
    private const double Beyond = 1.5;

    // Standard deviations: what lies further inside is none, as no more than one pixel in 36 can be one.
    private const double Suspicious = 6;

    // Of the peak's own distance from the range: the surroundings of an outlier lie nearer to it.
    private const double Falls = 0.25;

    public static void Mark(float[] counts, int height, int width, ref bool[]? missing)
    {
        if (!IsSuspicious(counts, missing))
            return;
        var (low, high) = SampledPlaces.Range(SampledPlaces.Sorted(counts, missing, SampledPlaces.Most));
        var beyond = Beyond * (high - low);
        if (!(beyond > 0))
            return;
        var seen = new bool[counts.Length];
        List<int> cluster = [];
        for (var start = 0; start < counts.Length; start++)
        {
            if (!IsOutside(start, missing))
                continue;
            cluster.Clear();
            cluster.Add(start);
            seen[start] = true;
            List<float> around = [];
            var thick = false;
            for (var next = 0; next < cluster.Count; next++)
            {
                var outside = 0;
                foreach (var at in Neighbours.Of(cluster[next], height, width))
                {
                    if (missing?[at] == true)
                        continue;
                    if (counts[at] >= low - beyond && counts[at] <= high + beyond)
                        around.Add(counts[at]);
                    else
                        outside++;
                    if (IsOutside(at, missing))
                    {
                        seen[at] = true;
                        cluster.Add(at);
                    }
                }
                thick |= outside == 8;
            }
            around.Sort();
            if (thick || around.Count == 0 || Excess(around[around.Count * 3 / 4]) > Falls * cluster.Max(at => Excess(counts[at])))
                continue;
            missing ??= new bool[counts.Length];
            foreach (var at in cluster)
                missing[at] = true;
        }

        double Excess(float count) => Math.Max(0, Math.Max(count - high, low - count));

        bool IsOutside(int at, bool[]? without) =>
            !seen[at] && without?[at] != true && (counts[at] < low - beyond || counts[at] > high + beyond);
    }

    /// <summary>A quick look that passes few ordinary frames.</summary>
    private static bool IsSuspicious(float[] counts, bool[]? missing)
    {
        if (missing is not null)
            return true;
        // Less a pixel, so that single precision keeps the digits of a faint structure on a bright ground.
        var level = new Vector<float>(counts[counts.Length / 2]);
        Vector<float> sum = Vector<float>.Zero,
            squares = Vector<float>.Zero,
            least = level,
            most = level;
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(counts);
        foreach (var vector in vectors)
        {
            var difference = vector - level;
            sum += difference;
            squares += difference * difference;
            least = Vector.Min(least, vector);
            most = Vector.Max(most, vector);
        }
        float smallest = counts[counts.Length / 2],
            largest = smallest;
        for (var i = 0; i < Vector<float>.Count; i++)
        {
            smallest = Math.Min(smallest, least[i]);
            largest = Math.Max(largest, most[i]);
        }
        foreach (var count in counts.AsSpan(vectors.Length * Vector<float>.Count))
        {
            smallest = Math.Min(smallest, count);
            largest = Math.Max(largest, count);
        }
        double n = Math.Max(1, vectors.Length * Vector<float>.Count),
            mean = Vector.Sum(sum) / n;
        var deviation = Math.Sqrt(Math.Max(0, Vector.Sum(squares) / n - mean * mean));
        mean += counts[counts.Length / 2];
        return largest - mean > Suspicious * deviation || mean - smallest > Suspicious * deviation;
    }
}
