using System.Globalization;
using PostFocus.Cli.Results;
using PostFocus.Imaging;
using PostFocus.Imaging.Statistics;

namespace PostFocus.Cli.Report;

/// <summary>A bin, in the units of the drawing: 100 wide, 40 high, y down.</summary>
internal sealed record TrustBin(double X, double Width, double AcceptedY, double Accepted, double RejectedY, double Rejected, string Text);

/// <summary>How the gate's trust is spread over the restored frames.</summary>
/// <param name="Bins">From 0 to 1.</param>
/// <param name="Threshold">Where the threshold stands; empty where there is none.</param>
/// <param name="Text">The same in words.</param>
internal sealed record TrustHistogram(IReadOnlyList<TrustBin> Bins, string Threshold, string Text)
{
    private const int Count = 20;
    private const double Height = 40;

    /// <summary>Null where no gate has judged.</summary>
    public static TrustHistogram? Of(IReadOnlyList<FrameReport> frames, double? threshold)
    {
        FrameReport[] judged = [.. frames.Where(f => f.Trust is not null)];
        if (judged.Length == 0)
            return null;
        var bins = judged.ToLookup(f => Math.Clamp((int)(f.Trust!.Value * Count), 0, Count - 1));
        var highest = bins.Max(b => b.Count());
        float[] trusts = [.. judged.Select(f => f.Trust!.Value)];
        var least = threshold is { } t ? string.Create(CultureInfo.InvariantCulture, $", accepted from {t:0.000} on (dashed line)") : "";
        return new(
            [.. bins.OrderBy(b => b.Key).Select(b => Bin(b.Key, [.. b], highest))],
            threshold is { } line ? (100 * line).ToString("0.##", CultureInfo.InvariantCulture) : "",
            string.Create(
                CultureInfo.InvariantCulture,
                $"The gate's trust in {Phrasing.Count(judged.Length, "restored frame")}: median {Medians.Upper(trusts):0.000}, lowest {trusts.Min():0.000}{least}. The highest bar has {Phrasing.Count(highest, "frame")}."
            )
        );
    }

    private static TrustBin Bin(int index, FrameReport[] frames, int highest)
    {
        int accepted = frames.Count(f => f.Accepted == true),
            rejected = frames.Length - accepted;
        double scale = Height / highest,
            width = 100.0 / Count;
        return new(
            index * width,
            0.9 * width,
            Height - scale * accepted,
            scale * accepted,
            Height - scale * frames.Length,
            scale * rejected,
            string.Create(
                CultureInfo.InvariantCulture,
                $"trust {index / (double)Count:0.00} to {(index + 1) / (double)Count:0.00}: {accepted} accepted, {rejected} rejected"
            )
        );
    }
}
