using PostFocus.Imaging.Statistics;

namespace PostFocus.Cli.Versions;

/// <summary>A figure of a version over the videos of a data set.</summary>
/// <param name="Videos">Those where it is known.</param>
/// <param name="Mean">Over these.</param>
/// <param name="Deviation">Standard deviation over these.</param>
/// <param name="Difference">Mean of the differences from the same video as recorded; NaN where there is none.</param>
/// <param name="Interval">Of this mean, 95 %, by drawing videos; NaN of fewer than five, which are too few to draw from.</param>
internal sealed record FigureSummary(int Videos, double Mean, double Deviation, double Difference, ConfidenceInterval Interval)
{
    private const int LeastVideos = 5;

    /// <param name="videos">Each by a name of its own, with its value and that of it as recorded; NaN where there is none.</param>
    public static FigureSummary Of(IReadOnlyCollection<(string Video, double Value, double Recorded)> videos)
    {
        double[] values = [.. videos.Select(v => v.Value).Where(double.IsFinite)];
        (string Well, double Value)[] differences =
        [
            .. videos.Select(v => (v.Video, v.Value - v.Recorded)).Where(d => double.IsFinite(d.Item2)),
        ];
        return new(
            values.Length,
            values.DefaultIfEmpty(double.NaN).Average(),
            Moments.SampleDeviation<double>(values),
            differences.Select(d => d.Value).DefaultIfEmpty(double.NaN).Average(),
            differences.Length >= LeastVideos ? BootstrapOverWells.OfMean(differences) : new(double.NaN, double.NaN)
        );
    }
}
