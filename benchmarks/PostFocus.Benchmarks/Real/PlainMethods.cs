using PostFocus.Imaging;
using PostFocus.Imaging.Baselines;
using PostFocus.Imaging.Metrics;

namespace PostFocus.Benchmarks.Real;

/// <summary>Ways to restore a plane without a network; those that are fitted are fitted to the same plane of the other half.</summary>
internal static class PlainMethods
{
    public const string Recorded = "as recorded",
        Filter = "signed radial filter",
        ByNeighbour = "filter to the plane in focus at another time";

    private static readonly int[] s_iterations = [1, 4, 16];

    public delegate float[] Restore(Frame recorded, Frame truth, (Frame Recorded, Frame Truth) other);

    /// <summary>Those that need no more than the planes of one time.</summary>
    public static IReadOnlyList<(string Name, Restore Restore)> All { get; } =
    [
        (Recorded, (recorded, _, _) => recorded.Counts),
        ("flat grey", (recorded, _, _) => TrivialRestorations.Faded(recorded.Counts, 0)),
        ("half contrast", (recorded, _, _) => TrivialRestorations.Faded(recorded.Counts, 0.5)),
        (
            "best Gaussian (oracle)",
            (recorded, truth, _) => TrivialRestorations.BestGaussian(truth.Counts, recorded.Counts, recorded.Height, recorded.Width)
        ),
        ("Richardson–Lucy", (recorded, _, other) => RichardsonLucy(recorded, other)),
        (Filter, (recorded, _, other) => Filtered(recorded, other)),
    ];

    /// <summary>A plane by the filter that takes it to the same place in focus at another time; it sees no truth.</summary>
    public static float[] RestoredByNeighbour(Frame recorded, Frame atAnotherTime) =>
        [.. NeighbourFilter.Fit(recorded.Counts, atAnotherTime.Counts, recorded.Height, recorded.Width).Restored];

    private static float[] Filtered(Frame recorded, (Frame Recorded, Frame Truth) other)
    {
        var filter = new RadialFilter();
        filter.Add(other.Recorded.Counts, other.Truth.Counts, other.Recorded.Height, other.Recorded.Width);
        return filter.Apply(recorded.Counts, recorded.Height, recorded.Width);
    }

    private static float[] RichardsonLucy(Frame recorded, (Frame Recorded, Frame Truth) other)
    {
        var fit = new GaussianSpreadFit();
        fit.Add(other.Truth.Counts, other.Recorded.Counts, other.Truth.Height, other.Truth.Width);
        var spread = PointSpread.Gaussian(fit.Sigma());
        var iterations = s_iterations.MaxBy(n => ImageMetrics.Pcc(other.Truth.Counts, Deconvolved(other.Recorded, n)));
        return Deconvolved(recorded, iterations);

        float[] Deconvolved(Frame frame, int n) =>
            Deconvolution.RichardsonLucy([.. frame.Counts.Select(c => Math.Max(0, c))], frame.Height, frame.Width, spread, n);
    }
}
