using PostFocus.Cli.Output;
using PostFocus.Imaging.Storage;

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

    private static readonly TableColumn<FocusRow>[] s_columns =
    [
        new("model", r => r.Model),
        new("set", r => r.Set),
        new("well", r => r.Well),
        new("out_of_focus", r => r.IsOut),
        new("called", r => r.IsCalled),
        new("p_oof", r => r.Probability),
        new("tenengrad", r => r.Tenengrad),
    ];

    public static void Write(string path, IEnumerable<FocusRow> rows) => Tables.WriteCsv(path, s_columns, rows);

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
