using System.Globalization;
using PostFocus.Cli.Versions;
using PostFocus.Imaging.Storage;
using static PostFocus.Imaging.Storage.CsvTable;

namespace PostFocus.Cli.Evaluate;

/// <summary>The tables of <c>postfocus evaluate</c>, each written whole or not at all; what is not known is empty.</summary>
internal static class EvaluationTables
{
    public const string Measurements = MeasurementTable.File,
        Summary = "summary.csv";

    /// <summary>A row per data set, version and figure.</summary>
    public static void WriteSummary(string path, IEnumerable<VersionSummary> summaries) =>
        CsvTable.Write(
            path,
            ["data_set", "version", "figure", "videos", "mean", "sd", "less_recorded", "interval_low", "interval_high"],
            summaries.SelectMany(s =>
                s.Figures.Select(
                    (figure, i) =>
                        (string[])
                            [
                                Cell(Wording.Shown(s.DataSet)),
                                Cell(s.Version.Name),
                                Cell(VideoMeasurement.Figures[i].Name),
                                Cell(figure.Videos),
                                Cell(figure.Mean),
                                Cell(figure.Deviation),
                                Cell(figure.Difference),
                                Cell(figure.Interval.Low),
                                Cell(figure.Interval.High),
                            ]
                )
            )
        );

    /// <summary>For a terminal: of each figure a table of versions, with its gain over the frames as recorded.</summary>
    public static void Print(TextWriter output, IReadOnlyList<VersionSummary> summaries)
    {
        foreach (var set in summaries.GroupBy(s => s.DataSet))
        {
            output.WriteLine();
            output.WriteLine($"{set.Key}: mean ± SD over videos; difference from as recorded, with its 95 % interval");
            for (var i = 0; i < VideoMeasurement.Figures.Count; i++)
            {
                var (_, heading, format, _) = VideoMeasurement.Figures[i];
                output.WriteLine($"  {heading} ({set.First().Figures[i].Videos} videos)");
                foreach (var version in set)
                    output.WriteLine($"    {version.Version.Name, -14} {Text(version.Figures[i], format, version.Version)}");
            }
        }
    }

    private static string Text(FigureSummary figure, string format, FrameVersion version)
    {
        var mean = $"{Number(figure.Mean)} ± {Number(figure.Deviation)}";
        return version == FrameVersion.Recorded || double.IsNaN(figure.Difference)
            ? mean
            : $"{mean, -18} {Signed(figure.Difference)} ({Signed(figure.Interval.Low)} to {Signed(figure.Interval.High)})";

        string Number(double value) => double.IsNaN(value) ? "-" : value.ToString(format, CultureInfo.InvariantCulture);
        string Signed(double value) => value > 0 ? $"+{Number(value)}" : Number(value);
    }
}
