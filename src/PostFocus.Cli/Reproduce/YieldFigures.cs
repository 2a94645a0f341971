namespace PostFocus.Cli.Reproduce;

/// <summary>Videos that lost focus costs, before restoration and after it.</summary>
internal static class YieldFigures
{
    public const string Recovered = "affected videos that can be used after restoration",
        InTruth = "in truth";

    private const string Affected = "videos with more than 5 % of their frames out of focus",
        FalselyRecovered = "videos that count as recovered, and are not in truth",
        Worse = "accepted frames that are worse than they were",
        AsCalled = "as called",
        ByGate = "by the gate's count";

    public static Figure Before(IReadOnlyList<RecoveryRow> videos) =>
        new(
            "figure-1c",
            "Videos that lost focus costs, as recorded (Fig. 1C)",
            "of seven data sets, 6 % to 96 % of the videos have more than 5 % of their frames out of focus.",
            "Our sets are simulated so that about as many videos are affected: the shares in truth were chosen, what the classifier calls was not. Wilson's intervals over videos.",
            "videos",
            [
                .. Sets(videos, InTruth, v => v.WasAffected, published => published.Before),
                .. Sets(videos, AsCalled, v => v.WasCalledAffected, null),
            ]
        );

    public static Figure After(IReadOnlyList<RecoveryRow> videos)
    {
        RecoveryRow[] affected = [.. videos.Where(v => v.WasAffected)];
        int accepted = videos.Sum(v => v.Accepted),
            worse = videos.Sum(v => v.AcceptedWorse);
        return new(
            "figure-8a",
            "Videos that lost focus costs, after restoration (Fig. 8A)",
            "of the same data sets 3 % to 28 % of the videos stay affected; 75 % of the affected ones can be used.",
            "By the count a frame is in focus again where the gate accepts its restoration. In truth it is only where that is worse than the frame as recorded in no sense (error, half contrast, small Gaussian, edges, fine structure); what the classifier missed stays lost. "
                + "That is less than to be as good as in focus. Wilson's intervals.",
            "videos, or accepted frames",
            [
                .. Sets(videos, InTruth, v => v.StaysAffectedInTruth, published => published.After),
                .. Sets(videos, ByGate, v => v.StaysAffectedByCount, null),
                Row(
                    Recovered,
                    InTruth,
                    Estimate.Share(affected.Count(v => !v.StaysAffectedInTruth), affected.Length),
                    new(PublishedFigures.Recovered, double.NaN)
                ),
                Row(Recovered, ByGate, Estimate.Share(affected.Count(v => !v.StaysAffectedByCount), affected.Length)),
                Row(
                    FalselyRecovered,
                    InTruth,
                    Estimate.Share(
                        videos.Count(v => v is { WasAffected: true, StaysAffectedInTruth: true, StaysAffectedByCount: false }),
                        videos.Count
                    )
                ),
                Row(Worse, InTruth, Estimate.Share(worse, accepted)),
            ]
        );
    }

    private static FigureRow Row(string measure, string version, Estimate ours, PublishedMean? published = null) =>
        new(measure, FigureRow.Percent, Figure.All, version, ours, published);

    private static IEnumerable<FigureRow> Sets(
        IReadOnlyList<RecoveryRow> videos,
        string version,
        Func<RecoveryRow, bool> isAffected,
        Func<PublishedYield, double>? published
    ) =>
        from set in ReproductionSets.Videos
        let own = videos.Where(v => v.Set == set.Name).ToArray()
        select new FigureRow(
            Affected,
            FigureRow.Percent,
            set.Name,
            version,
            Estimate.Share(own.Count(isAffected), own.Length),
            published is null ? null : new(published(set.Published), double.NaN)
        );
}
