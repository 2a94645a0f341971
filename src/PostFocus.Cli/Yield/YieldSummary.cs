using PostFocus.Imaging.Yield;
using PostFocus.Plots;

namespace PostFocus.Cli.Yield;

/// <summary>The yield of data sets, to be read: as lines and as a plot.</summary>
internal static class YieldSummary
{
    /// <param name="output">Gets the lines.</param>
    /// <param name="dataSets">What the classifier says, and where there are labels, what they say.</param>
    public static void WriteTable(TextWriter output, IEnumerable<(DataSetYield Judged, DataSetYield? Labelled)> dataSets)
    {
        var rows = new List<string[]>
        {
            new[] { "data set", "sequences", "affected", "share", "95 % interval", "usable", "frames", "out of focus" },
        };
        foreach ((var judged, var labelled) in dataSets)
        {
            rows.Add(Row(Wording.Shown(judged.Name), judged));
            if (labelled is not null)
                rows.Add(Row("  by its labels", labelled));
        }
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(r => r[column].Length))];
        foreach (var row in rows)
            output.WriteLine(
                string.Join("  ", row.Select((text, column) => column == 0 ? text.PadRight(widths[0]) : text.PadLeft(widths[column])))
            );
    }

    /// <summary>A bar per data set: the share of its sequences that are affected.</summary>
    public static Plot Draw(IEnumerable<DataSetYield> dataSets, YieldOptions rule) =>
        BarPlot.Create(
            $"Affected: {Wording.AffectedBy(rule)}",
            "Data set (sequences)",
            PlotAxis.Share("Share of sequences affected, with 95 % interval"),
            [
                .. dataSets.Select(d => new Bar(
                    $"{Wording.Shown(d.Name)} ({d.Sequences})",
                    d.AffectedShare,
                    d.AffectedInterval.Low,
                    d.AffectedInterval.High
                )),
            ]
        );

    private static string[] Row(string name, DataSetYield set) =>
        [
            name,
            $"{set.Sequences}",
            $"{set.Affected}",
            Wording.Percent(set.AffectedShare),
            $"{100 * set.AffectedInterval.Low:F1} to {100 * set.AffectedInterval.High:F1} %",
            $"{set.Usable}",
            $"{set.Frames}",
            Wording.Percent(set.OutOfFocusShare),
        ];
}
