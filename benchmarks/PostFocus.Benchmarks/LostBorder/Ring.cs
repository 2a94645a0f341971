using PostFocus.Imaging.DataConsistency;
using PostFocus.Imaging.Statistics;

namespace PostFocus.Benchmarks.LostBorder;

/// <summary>The outermost pixels of a frame.</summary>
/// <param name="height">Rows.</param>
/// <param name="width">Columns.</param>
internal sealed class Ring(int height, int width)
{
    /// <summary>How far a pixel lies from the outermost ones, which are at 0.</summary>
    public int Depth(int at) => Math.Min(Math.Min(at / width, height - 1 - at / width), Math.Min(at % width, width - 1 - at % width));

    /// <summary>The border that a registration leaves: zeros, which restoration finds and continues the frame over.</summary>
    public float[] Lost(float[] counts) => [.. counts.Select((count, at) => Depth(at) == 0 ? 0 : count)];

    /// <summary>The pixels with noise of so many times the frame's own added.</summary>
    public float[] Redrawn(float[] counts, double times, Random random)
    {
        var deviation = times * NoiseLevel.Estimate(counts, height, width);
        return
        [
            .. counts.Select(
                (count, at) =>
                    Depth(at) == 0
                        ? (float)Math.Round(count + deviation * BoxMuller.Normal(random.NextDouble(), random.NextDouble()))
                        : count
            ),
        ];
    }
}
