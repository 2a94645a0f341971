using PostFocus.Imaging.Storage;
using static PostFocus.Imaging.Storage.CsvTable;

namespace PostFocus.Cli.Versions;

/// <summary>What was measured of a version of a video, as a table has it.</summary>
/// <param name="DataSet">The video's data set.</param>
/// <param name="Sequence">The video.</param>
/// <param name="Version">Name of the version.</param>
/// <param name="Frames">Frames out of focus, which were compared.</param>
/// <param name="Values">By <see cref="VideoMeasurement.Figures"/>; NaN where there is none.</param>
internal sealed record MeasurementRow(string DataSet, string Sequence, string Version, int Frames, IReadOnlyList<double> Values);

/// <summary>Measurements as a table, a row per video and version; what is not known is empty.</summary>
internal static class MeasurementTable
{
    public const string File = "measurements.csv";

    public static void Write(string path, IEnumerable<VideoMeasurement> measurements) =>
        CsvTable.Write(
            path,
            ["data_set", "sequence", "version", "frames", .. VideoMeasurement.Figures.Select(f => f.Name)],
            measurements.Select(m =>
                (string[])
                    [
                        Cell(Wording.Shown(m.DataSet)),
                        Cell(Wording.Shown(m.Sequence)),
                        Cell(m.Version.Name),
                        Cell(m.Truth.Frames),
                        .. VideoMeasurement.Figures.Select(f => Cell(f.Value(m))),
                    ]
            )
        );

    public static IEnumerable<MeasurementRow> Read(string path) =>
        CsvTable
            .Read(path, ["data_set", "sequence", "version", "frames", .. VideoMeasurement.Figures.Select(f => f.Name)])
            .Select(row => new MeasurementRow(
                row.Known(row.Text("data_set"), "data_set"),
                row.Known(row.Text("sequence"), "sequence"),
                row.Known(row.Text("version"), "version"),
                row.Known(row.Integer("frames"), "frames"),
                [.. VideoMeasurement.Figures.Select(f => row.Number(f.Name) ?? double.NaN)]
            ));
}
