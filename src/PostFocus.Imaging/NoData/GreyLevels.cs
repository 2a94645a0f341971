using PostFocus.Imaging.Statistics;

namespace PostFocus.Imaging.NoData;

/// <summary>The grey levels that occur in a frame.</summary>
internal static class GreyLevels
{
    /// <summary>
    /// The distance of neighbouring ones, the median over all: 1 for cameras, more for few levels that were stretched; 0 for fewer than
    /// three.
    /// </summary>
    public static double Distance(float[] counts)
    {
        float[] levels = [.. new HashSet<float>(counts).Where(float.IsFinite)];
        if (levels.Length < 3)
            return 0;
        Array.Sort(levels);
        return Medians.Upper(levels.Skip(1).Zip(levels, (b, a) => b - a));
    }
}
