using PostFocus.Imaging.Baselines;
using PostFocus.Imaging.Metrics;

namespace PostFocus.Benchmarks.Neighbours;

/// <summary>A row; the properties are named after its columns.</summary>
internal sealed class RestoredByNeighbours
{
    public float[] Frame { get; set; } = [];

    public float[] Reference { get; set; } = [];

    public float[] Restored { get; set; } = [];

    public float[] Neighbour { get; set; } = [];

    public int NeighbourCount { get; set; }

    public float HeldOutError { get; set; }

    /// <summary>
    /// Whether the restored frame is farther from the truth, in mean squares, than the nearest of those that restore nothing: the frame as
    /// recorded, at half contrast, after the best small Gaussian. Differences of means do not count.
    /// </summary>
    public bool IsWorse(int height, int width)
    {
        float[] truth = Centred(Reference),
            recorded = Centred(Frame);
        var least = new[]
        {
            ImageMetrics.MeanSquaredError(truth, recorded),
            ImageMetrics.MeanSquaredError(truth, TrivialRestorations.Faded(recorded, 0.5)),
            TrivialRestorations.LeastErrorOfSmallGaussians(truth, recorded, height, width),
        }.Min();
        return ImageMetrics.MeanSquaredError(truth, Centred(Restored)) > least;
    }

    private static float[] Centred(float[] image)
    {
        var mean = image.Average();
        return [.. image.Select(v => v - mean)];
    }
}
