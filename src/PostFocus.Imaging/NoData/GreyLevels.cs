using System.Numerics;
using PostFocus.Imaging.Statistics;

namespace PostFocus.Imaging.NoData;

/// <summary>The grey levels that occur in a frame.</summary>
internal static class GreyLevels
{
    private const int Bits = 64;

    /// <summary>
    /// The distance of neighbouring ones, the median over all: 1 for cameras, more for few levels that were stretched; 0 for fewer than
    /// three.
    /// </summary>
    public static double Distance(float[] counts)
    {
        var levels = Whole(counts) ?? Any(counts);
        return levels.Length < 3 ? 0 : Medians.Upper(levels.Skip(1).Zip(levels, (b, a) => b - a));
    }

    /// <summary>In ascending order; null where one is no whole number of 16 bits: those that cameras count are marked faster.</summary>
    private static float[]? Whole(float[] counts)
    {
        var marks = new ulong[(ushort.MaxValue + 1) / Bits];
        foreach (var count in counts)
        {
            var level = (ushort)Math.Clamp(count, 0, ushort.MaxValue);
            if (level != count)
                return null;
            marks[level / Bits] |= 1UL << (level % Bits);
        }
        var levels = new float[marks.Sum(BitOperations.PopCount)];
        var at = 0;
        for (var i = 0; i < marks.Length; i++)
        for (var left = marks[i]; left != 0; left &= left - 1)
            levels[at++] = i * Bits + BitOperations.TrailingZeroCount(left);
        return levels;
    }

    private static float[] Any(float[] counts)
    {
        float[] levels = [.. new HashSet<float>(counts).Where(float.IsFinite)];
        Array.Sort(levels);
        return levels;
    }
}
