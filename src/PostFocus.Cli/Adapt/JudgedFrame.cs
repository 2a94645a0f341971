using PostFocus.Imaging.Baselines;
using PostFocus.Imaging.Metrics;

namespace PostFocus.Cli.Adapt;

/// <summary>How near an image comes to the frames in focus before and after.</summary>
/// <param name="Pcc">Pearson's correlation.</param>
/// <param name="EdgePcc">The same at the edges of these.</param>
internal readonly record struct Nearness(double Pcc, double EdgePcc)
{
    /// <summary>An even image or one that lacks pixels correlates with nothing.</summary>
    public static Nearness Of(float[] neighbour, float[] image, bool[] edges) =>
        new(OrNone(ImageMetrics.Pcc(neighbour, image)), OrNone(EdgeCorrelation.Pcc(neighbour, image, edges)));

    private static double OrNone(double pcc) => double.IsFinite(pcc) ? pcc : 0;
}

/// <summary>A frame out of focus, in four versions, each held against its neighbours in focus.</summary>
/// <param name="Sequence">Its sequence.</param>
/// <param name="HeldOutError">Of the filter.</param>
/// <param name="Recorded">As recorded; at half contrast it is the same.</param>
/// <param name="Gaussian">After the Gaussian that correlates best.</param>
/// <param name="Network">Restored by the network, which was shown no neighbours; null where there is none.</param>
/// <param name="Filter">Each half by the filter of the other.</param>
internal sealed record JudgedFrame(
    string Sequence,
    double HeldOutError,
    Nearness Recorded,
    Nearness Gaussian,
    Nearness? Network,
    Nearness Filter
)
{
    /// <param name="sequence">Its sequence.</param>
    /// <param name="error">Of the filter.</param>
    /// <param name="neighbour">Mean of the frames in focus; like all images row-major.</param>
    /// <param name="recorded">The frame.</param>
    /// <param name="network">Restored by the network; null for none.</param>
    /// <param name="heldOut">Restored by the filters of its halves.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    public static JudgedFrame Of(
        string sequence,
        double error,
        float[] neighbour,
        float[] recorded,
        float[]? network,
        float[] heldOut,
        int height,
        int width
    )
    {
        // Where either lacks pixels nothing is compared: both are shown as even there.
        var mean = neighbour.Where(float.IsFinite).DefaultIfEmpty(0).Average();
        float[] target = Filled(neighbour),
            frame = Filled(recorded);
        var edges = EdgeCorrelation.Region(target, height, width);
        return new(
            sequence,
            error,
            Nearness.Of(target, frame, edges),
            Nearness.Of(target, TrivialRestorations.BestGaussian(target, frame, height, width), edges),
            network is null ? null : Nearness.Of(target, Filled(network), edges),
            Nearness.Of(target, Filled(heldOut), edges)
        );

        float[] Filled(float[] image) => [.. image.Select(v => float.IsFinite(v) ? v : mean)];
    }
}
