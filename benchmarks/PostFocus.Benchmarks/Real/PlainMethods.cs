using PostFocus.Imaging;
using PostFocus.Imaging.Baselines;
using PostFocus.Imaging.Metrics;

namespace PostFocus.Benchmarks.Real;

/// <summary>Ways to restore a plane without a network; those that are fitted are fitted to the same plane of the other half.</summary>
internal static class PlainMethods
{
    public const string Recorded = "as recorded",
        Filter = "signed radial filter";

    private static readonly double[] s_sigmas = [0.5, 0.75, 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];
    private static readonly int[] s_iterations = [1, 4, 16];

    public delegate float[] Restore(Frame recorded, Frame truth, (Frame Recorded, Frame Truth) other);

    public static IReadOnlyList<(string Name, Restore Restore)> All { get; } =
    [
        (Recorded, (recorded, _, _) => recorded.Counts),
        ("flat grey", (recorded, _, _) => TrivialRestorations.Faded(recorded.Counts, 0)),
        ("half contrast", (recorded, _, _) => TrivialRestorations.Faded(recorded.Counts, 0.5)),
        ("best Gaussian (oracle)", (recorded, truth, _) => BestGaussian(recorded, truth)),
        ("Richardson–Lucy", (recorded, _, other) => RichardsonLucy(recorded, other)),
        (Filter, (recorded, _, other) => Filtered(recorded, other)),
    ];

    private static float[] BestGaussian(Frame recorded, Frame truth) =>
        s_sigmas
            .Select(sigma => TrivialRestorations.Smoothed(recorded.Counts, recorded.Height, recorded.Width, sigma))
            .Prepend(recorded.Counts)
            .MaxBy(blurred => ImageMetrics.Pcc(truth.Counts, blurred))!;

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
