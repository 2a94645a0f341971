using System.Globalization;
using CsvHelper;
using PostFocus.Imaging;

namespace PostFocus.Cli.Yield;

/// <summary>The tables of <c>postfocus yield</c>, each written whole or not at all; a share of nothing is empty.</summary>
internal static class YieldTables
{
    /// <summary>A row per sequence.</summary>
    public static void WriteSequences(string path, IEnumerable<(string DataSet, SequenceYield Sequence)> sequences) => Write(
        path,
        ["data_set", "sequence", "frames", "out_of_focus", "share", "longest_run", "affected", "not_usable"],
        sequences.Select(row => (string[])
        [
            row.DataSet, row.Sequence.Name, Text(row.Sequence.Frames), Text(row.Sequence.OutOfFocus), Text(row.Sequence.Share),
            Text(row.Sequence.LongestRun), row.Sequence.IsAffected ? "true" : "false", Text(row.Sequence.NotJudged),
        ]));

    /// <summary>A row per data set, with the rule that it was counted by.</summary>
    public static void WriteDataSets(string path, IEnumerable<DataSetYield> dataSets, YieldOptions rule) => Write(
        path,
        [
            "data_set", "sequences", "affected", "affected_share", "interval_low", "interval_high", "usable", "frames",
            "out_of_focus", "out_of_focus_share", "rule_largest_share", "rule_longest_run",
        ],
        dataSets.Select(d => (string[])
        [
            d.Name, Text(d.Sequences), Text(d.Affected), Text(d.AffectedShare), Text(d.AffectedInterval.Low), Text(d.AffectedInterval.High),
            Text(d.Usable), Text(d.Frames), Text(d.OutOfFocus), Text(d.OutOfFocusShare), Text(rule.LargestShare), rule.LongestRun is { } run ? Text(run) : "",
        ]));

    private static void Write(string path, string[] columns, IEnumerable<string[]> rows) => FileSafety.WriteWhole(path, temporary =>
    {
        using var csv = CsvWriter.ToFile(temporary, new CsvWriterOptions { NewLine = "\n" });
        csv.WriteRecord(columns);
        foreach (string[] row in rows)
            csv.WriteRecord(row);
    });

    private static string Text(double value) => double.IsNaN(value) ? "" : value.ToString("G6", CultureInfo.InvariantCulture);

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
