namespace PostFocus.Cli.Reproduce;

/// <summary>How many frames of focal stacks are told right.</summary>
internal static class ClassifierFigure
{
    public const string Accuracy = "accuracy";

    private const string Sharpness = "best threshold of sharpness (Tenengrad)",
        MoreFrequent = "always the more frequent answer";

    public static Figure Of(IReadOnlyList<FocusRow> frames) =>
        new(
            "figure-3a",
            "Frames told in focus or out of it (Fig. 3A)",
            "all of five networks have an accuracy above 96 %.",
            "Frames of focal stacks of the paper's three kinds of objects, in focus or in its planes out of focus. The networks are those of the model zips; the threshold of sharpness is chosen in view of the truth. Wilson's intervals over frames.",
            "frames",
            [
                .. from kind in Kinds(frames)
                from model in frames.GroupBy(f => f.Model)
                let own = model.Where(f => kind.Sets.Contains(f.Set)).ToArray()
                select Row(kind.Name, model.Key, own.Count(f => f.IsCalled == f.IsOut), own.Length),
                .. from kind in Kinds(frames)
                let own = frames.Where(f => f.Model == frames[0].Model && kind.Sets.Contains(f.Set)).ToArray()
                from rival in new[] { (Sharpness, Right: BestThreshold(own)), (MoreFrequent, Right: Frequent(own)) }
                select Row(kind.Name, rival.Item1, rival.Right, own.Length),
            ]
        );

    private static (string Name, string[] Sets)[] Kinds(IEnumerable<FocusRow> frames)
    {
        string[] sets = [.. frames.Select(f => f.Set).Distinct()];
        return [(Figure.All, sets), .. sets.Select(set => (set, new[] { set }))];
    }

    private static FigureRow Row(string kind, string version, int right, int of) =>
        new(
            Accuracy,
            FigureRow.Percent,
            kind,
            version,
            Estimate.Share(right, of),
            kind == Figure.All && version is not (Sharpness or MoreFrequent) ? new(PublishedFigures.Accuracy, double.NaN) : null
        );

    /// <summary>How many are right where all below some sharpness are called out of focus.</summary>
    private static int BestThreshold(FocusRow[] frames)
    {
        var right = frames.Count(f => !f.IsOut);
        var best = right;
        foreach (var alike in frames.GroupBy(f => f.Tenengrad).OrderBy(f => f.Key))
        {
            right += alike.Sum(f => f.IsOut ? 1 : -1);
            best = Math.Max(best, right);
        }
        return best;
    }

    private static int Frequent(FocusRow[] frames) => Math.Max(frames.Count(f => f.IsOut), frames.Count(f => !f.IsOut));
}
