using System.Globalization;
using PostFocus.Cli.Results;
using PostFocus.Imaging;
using PostFocus.Imaging.Statistics;

namespace PostFocus.Cli.Report;

/// <summary>A point of the diagram, in the units of the drawing: 100 wide and high, y down.</summary>
/// <param name="X">The mean trust.</param>
/// <param name="Y">The share that is not worse.</param>
/// <param name="High">The upper end of its interval.</param>
/// <param name="Low">The lower end.</param>
/// <param name="Text">The same in words.</param>
internal sealed record TrustPoint(double X, double Y, double High, double Low, string Text);

/// <summary>The reliability diagram of the gate's trust: how often restorations of a trust are no worse than their input.</summary>
/// <param name="Points">One for each bin with frames.</param>
/// <param name="Text">What it shows.</param>
internal sealed record TrustDiagram(IReadOnlyList<TrustPoint> Points, string Text)
{
    /// <summary>Null where the gate does not know it.</summary>
    public static TrustDiagram? Of(IReadOnlyList<TrustReliability> bins) =>
        bins.Count == 0
            ? null
            : new(
                [.. bins.Select(Point)],
                $"Where the gate's threshold was set ({Phrasing.Count(bins.Sum(b => b.Frames), "restored frame")} whose truth is known): of frames of each trust the share that is not worse than its input, with its 95 % interval. On the dashed line the trust says just that. It is about frames like those, and not about this run's."
            );

    private static TrustPoint Point(TrustReliability bin)
    {
        var good = (int)Math.Round(bin.NotWorse * bin.Frames);
        var interval = ConfidenceInterval.Wilson(good, bin.Frames);
        return new(
            100 * bin.Trust,
            100 * (1 - bin.NotWorse),
            100 * (1 - interval.High),
            100 * (1 - interval.Low),
            string.Create(
                CultureInfo.InvariantCulture,
                $"mean trust {bin.Trust:0.00}: {good} of {Phrasing.Count(bin.Frames, "frame")} not worse"
            )
        );
    }
}
