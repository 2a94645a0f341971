namespace PostFocus.Cli.Versions;

/// <summary>All figures of a version over the videos of a data set.</summary>
internal sealed record VersionSummary(string DataSet, FrameVersion Version, IReadOnlyList<FigureSummary> Figures)
{
    /// <summary>Data set by data set, version by version.</summary>
    public static IEnumerable<VersionSummary> Of(IReadOnlyList<VideoMeasurement> measurements) =>
        from set in measurements.GroupBy(m => m.DataSet)
        let recorded = set.Where(m => m.Version == FrameVersion.Recorded).ToDictionary(m => m.Sequence)
        from version in set.GroupBy(m => m.Version)
        select new VersionSummary(
            set.Key,
            version.Key,
            [
                .. VideoMeasurement.Figures.Select(figure =>
                    FigureSummary.Of([.. version.Select(v => (v.Sequence, figure.Value(v), figure.Value(recorded[v.Sequence])))])
                ),
            ]
        );
}
