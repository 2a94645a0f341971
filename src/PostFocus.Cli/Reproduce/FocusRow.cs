using PostFocus.Imaging.Storage;
using static PostFocus.Imaging.Storage.CsvTable;

namespace PostFocus.Cli.Reproduce;

/// <summary>What a model says of a frame of a focal stack.</summary>
/// <param name="Model">The model.</param>
/// <param name="Set">The set of focal stacks.</param>
/// <param name="Well">The stack.</param>
/// <param name="IsOut">Whether it is out of focus in truth.</param>
/// <param name="IsCalled">Whether the model calls it so.</param>
/// <param name="Probability">Of being out of focus, as the model says.</param>
/// <param name="Tenengrad">How sharp the frame is, in units of its intensity range.</param>
internal sealed record FocusRow(string Model, string Set, string Well, bool IsOut, bool IsCalled, double Probability, double Tenengrad)
{
    public const string File = "focus.csv";

    private static readonly (string Name, Func<FocusRow, string> Cell)[] s_columns =
    [
        ("model", r => Cell(r.Model)),
        ("set", r => Cell(r.Set)),
        ("well", r => Cell(r.Well)),
        ("out_of_focus", r => Cell(r.IsOut)),
        ("called", r => Cell(r.IsCalled)),
        ("p_oof", r => Cell(r.Probability)),
        ("tenengrad", r => Cell(r.Tenengrad)),
    ];

    public static void Write(string path, IEnumerable<FocusRow> rows) => CsvTable.Write(path, s_columns, rows);

    public static IEnumerable<FocusRow> Read(string path) =>
        CsvTable
            .Read(path, [.. s_columns.Select(c => c.Name)])
            .Select(row => new FocusRow(
                row.Known(row.Text("model"), "model"),
                row.Known(row.Text("set"), "set"),
                row.Known(row.Text("well"), "well"),
                row.Known(row.Flag("out_of_focus"), "out_of_focus"),
                row.Known(row.Flag("called"), "called"),
                row.Number("p_oof") ?? double.NaN,
                row.Number("tenengrad") ?? double.NaN
            ));
}
