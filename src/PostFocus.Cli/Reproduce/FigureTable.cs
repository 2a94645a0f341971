using PostFocus.Cli.Output;

namespace PostFocus.Cli.Reproduce;

/// <summary>A figure as a table; what is not known is empty.</summary>
internal static class FigureTable
{
    private static readonly TableColumn<FigureRow>[] s_columns =
    [
        new("measure", r => r.Measure),
        new("group", r => r.Group),
        new("version", r => r.Version),
        new("value", r => r.Ours.Value),
        new("sd", r => r.Ours.Deviation),
        new("interval_low", r => r.Ours.Interval.Low),
        new("interval_high", r => r.Ours.Interval.High),
        new("n", r => r.Ours.Count > 0 ? r.Ours.Count : null),
        new("paper", r => r.Published?.Mean),
        new("paper_sd", r => r.Published?.Deviation),
    ];

    public static void Write(string folder, Figure figure) => Tables.WriteCsv(Path.Combine(folder, figure.File), s_columns, figure.Rows);
}
