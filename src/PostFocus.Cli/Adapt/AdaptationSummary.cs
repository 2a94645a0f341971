using System.Globalization;
using static PostFocus.Imaging.Phrasing;

namespace PostFocus.Cli.Adapt;

/// <summary>What the filters of a recording are worth beside their rivals.</summary>
internal static class AdaptationSummary
{
    private static readonly (string Name, Func<JudgedFrame, Nearness?> Of)[] s_rivals =
    [
        ("the frame as recorded (or at half contrast)", f => f.Recorded),
        ("the best Gaussian, chosen in view of the frames in focus", f => f.Gaussian),
        ("the network, shown no neighbours", f => f.Network),
    ];

    /// <summary>The rival that comes nearest to the frames in focus, if it comes as near as the filters, in all or at edges.</summary>
    public static string? BetterRival(IReadOnlyCollection<JudgedFrame> frames)
    {
        var filter = Mean(frames, f => f.Filter)!.Value;
        return s_rivals
            .Select(rival => (rival.Name, Nearness: Mean(frames, rival.Of)))
            .Where(rival => rival.Nearness is { } near && (near.Pcc >= filter.Pcc || near.EdgePcc >= filter.EdgePcc))
            .OrderByDescending(rival => rival.Nearness!.Value.Pcc)
            .Select(rival => rival.Name)
            .FirstOrDefault();
    }

    public static void Write(TextWriter output, AdaptRequest request, IReadOnlyCollection<JudgedFrame> frames, int outOfFocus)
    {
        var sequences = frames.Select(f => f.Sequence).Distinct().Count();
        output.WriteLine(
            $"{Count(outOfFocus, "frame")} out of focus, {frames.Count} of them with a frame in focus within {Count(request.Restore.NeighbourDistance, "frame")}, in {Count(sequences, "sequence")}."
        );
        output.WriteLine("Pearson's correlation with the nearest frames in focus, in brackets at their edges; means over these frames:");
        foreach (var (name, of) in s_rivals)
            if (Mean(frames, of) is { } nearness)
                output.WriteLine(Line(name, nearness));
        output.WriteLine(Line("filters, each half of a frame by that of the other half", Mean(frames, f => f.Filter)!.Value));
        var held = frames.Count(f => f.HeldOutError < request.Restore.MostError);
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{held} of the {frames.Count} would be restored. One whose filter, on the half that it was not fitted to, leaves more than {request.Restore.MostError:0.###} of the error that is left without it stays as recorded."
            )
        );
    }

    private static string Line(string name, Nearness nearness) =>
        string.Create(CultureInfo.InvariantCulture, $"  {nearness.Pcc:F3} ({nearness.EdgePcc:F3})  {name}");

    /// <summary>Null where no frame has it.</summary>
    private static Nearness? Mean(IReadOnlyCollection<JudgedFrame> frames, Func<JudgedFrame, Nearness?> of)
    {
        Nearness[] all = [.. frames.Select(of).OfType<Nearness>()];
        return all.Length == 0 ? null : new(all.Average(n => n.Pcc), all.Average(n => n.EdgePcc));
    }
}
