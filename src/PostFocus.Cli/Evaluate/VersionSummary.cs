using PostFocus.Imaging.Statistics;

namespace PostFocus.Cli.Evaluate;

/// <summary>A figure of a version over the videos of a data set.</summary>
/// <param name="Videos">Those where it is known.</param>
/// <param name="Mean">Over these.</param>
/// <param name="Deviation">Standard deviation over these.</param>
/// <param name="Difference">Mean of the differences from the same video as recorded; NaN where there is none.</param>
/// <param name="Interval">Of this mean, 95 %, by drawing videos.</param>
internal sealed record FigureSummary(int Videos, double Mean, double Deviation, double Difference, ConfidenceInterval Interval);

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
            [.. VideoMeasurement.Figures.Select(figure => Of([.. version], recorded, figure.Value))]
        );

    private static FigureSummary Of(
        VideoMeasurement[] videos,
        Dictionary<string, VideoMeasurement> recorded,
        Func<VideoMeasurement, double> figure
    )
    {
        double[] values = [.. videos.Select(figure).Where(double.IsFinite)];
        (string Well, double Value)[] differences =
        [
            .. videos.Select(v => (v.Sequence, figure(v) - figure(recorded[v.Sequence]))).Where(d => double.IsFinite(d.Item2)),
        ];
        return new(
            values.Length,
            values.DefaultIfEmpty(double.NaN).Average(),
            Moments.SampleDeviation<double>(values),
            differences.Select(d => d.Value).DefaultIfEmpty(double.NaN).Average(),
            differences.Length > 0 ? BootstrapOverWells.OfMean(differences) : new(double.NaN, double.NaN)
        );
    }
}
