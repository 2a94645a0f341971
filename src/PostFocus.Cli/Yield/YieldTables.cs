using PostFocus.Imaging.Storage;
using PostFocus.Imaging.Yield;
using static PostFocus.Imaging.Storage.CsvTable;

namespace PostFocus.Cli.Yield;

/// <summary>The tables of <c>postfocus yield</c>, each written whole or not at all; a share of nothing is empty.</summary>
internal static class YieldTables
{
    /// <summary>A row per sequence.</summary>
    public static void WriteSequences(string path, IEnumerable<(string DataSet, JudgedSequence Judged)> sequences) =>
        CsvTable.Write(
            path,
            [
                "data_set",
                "sequence",
                "frames",
                "out_of_focus",
                "share",
                "longest_run",
                "affected",
                "not_usable",
                "nothing_to_judge",
                "out_of_domain",
            ],
            sequences.Select(row =>
                (string[])
                    [
                        Cell(Wording.Shown(row.DataSet)),
                        Cell(Wording.Shown(row.Judged.Yield.Name)),
                        Cell(row.Judged.Yield.Frames),
                        Cell(row.Judged.Yield.OutOfFocus),
                        Cell(row.Judged.Yield.Share),
                        Cell(row.Judged.Yield.LongestRun),
                        Cell(row.Judged.Yield.IsAffected),
                        Cell(row.Judged.Yield.NotJudged),
                        Cell(row.Judged.Yield.NothingToJudge),
                        Cell(row.Judged.OutOfDomain),
                    ]
            )
        );

    /// <summary>A row per data set, with the rule that it was counted by.</summary>
    public static void WriteDataSets(string path, IEnumerable<DataSetYield> dataSets, YieldOptions rule) =>
        CsvTable.Write(
            path,
            [
                "data_set",
                "sequences",
                "affected",
                "affected_share",
                "interval_low",
                "interval_high",
                "usable",
                "frames",
                "out_of_focus",
                "out_of_focus_share",
                "empty",
                "rule_largest_share",
                "rule_longest_run",
            ],
            dataSets.Select(d =>
                (string[])
                    [
                        Cell(Wording.Shown(d.Name)),
                        Cell(d.Sequences),
                        Cell(d.Affected),
                        Cell(d.AffectedShare),
                        Cell(d.AffectedInterval.Low),
                        Cell(d.AffectedInterval.High),
                        Cell(d.Usable),
                        Cell(d.Frames),
                        Cell(d.OutOfFocus),
                        Cell(d.OutOfFocusShare),
                        Cell(d.Empty),
                        Cell(rule.LargestShare),
                        Cell(rule.LongestRun),
                    ]
            )
        );
}
