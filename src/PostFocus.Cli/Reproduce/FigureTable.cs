using PostFocus.Imaging.Storage;
using static PostFocus.Imaging.Storage.CsvTable;

namespace PostFocus.Cli.Reproduce;

/// <summary>A figure as a table; what is not known is empty.</summary>
internal static class FigureTable
{
    private static readonly (string Name, Func<FigureRow, string> Cell)[] s_columns =
    [
        ("measure", r => Cell(r.Measure)),
        ("group", r => Cell(r.Group)),
        ("version", r => Cell(r.Version)),
        ("value", r => Cell(r.Ours.Value)),
        ("sd", r => Cell(r.Ours.Deviation)),
        ("interval_low", r => Cell(r.Ours.Interval.Low)),
        ("interval_high", r => Cell(r.Ours.Interval.High)),
        ("n", r => Cell(r.Ours.Count > 0 ? r.Ours.Count : null)),
        ("paper", r => Cell(r.Published?.Mean)),
        ("paper_sd", r => Cell(r.Published?.Deviation)),
    ];

    public static void Write(string folder, Figure figure) => CsvTable.Write(Path.Combine(folder, figure.File), s_columns, figure.Rows);
}
