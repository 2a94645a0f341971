using PostFocus.Cli.Results;
using PostFocus.Imaging.Yield;

namespace PostFocus.Cli.Report;

/// <summary>A row of the table of sequences.</summary>
/// <param name="Index">Its place in the input.</param>
/// <param name="Name">The sequence's name.</param>
/// <param name="Link">To its overview; empty where there is none.</param>
/// <param name="Cells">Its figures.</param>
internal sealed record SequenceRow(int Index, string Name, string Link, IReadOnlyList<string> Cells)
{
    public static IReadOnlyList<string> Columns { get; } =
    [
        "sequence",
        "frames",
        "out of focus",
        "restored",
        "accepted",
        "rejected",
        "out of domain",
        "empty",
        "not usable",
        "share before",
        "share after",
        "longest in focus before",
        "and after",
        "usable before",
        "usable after",
        "both agree",
        "cells lost",
        "cells new",
    ];

    /// <summary>The worst first: those with the most frames out of focus after the run.</summary>
    public static IReadOnlyList<SequenceRow> Of(string folder, IReadOnlyList<SequenceLedger> sequences) =>
        [
            .. sequences
                .Select((s, index) => (s, index))
                .OrderByDescending(s => (s.s.After ?? s.s.Before) is { Frames: > 0 } judged ? judged.Share : -1)
                .ThenByDescending(s => s.s.Before.Share)
                .ThenBy(s => s.index)
                .Select(s => Of(folder, s.s, s.index)),
        ];

    private static SequenceRow Of(string folder, SequenceLedger sequence, int index)
    {
        var overview = $"{ResultNames.Pictures}/{sequence.Name}/overview.png";
        var before = sequence.Before;
        var after = sequence.After;
        return new(
            index,
            sequence.Name,
            File.Exists(Path.Combine(folder, overview)) ? Links.To(overview) : "",
            [
                $"{sequence.Frames.Count}",
                $"{before.OutOfFocus}",
                $"{sequence.Restored}",
                $"{sequence.Accepted}",
                $"{sequence.Rejected}",
                $"{sequence.OutOfDomain}",
                $"{sequence.NothingToJudge}",
                $"{sequence.NotUsable}",
                Wording.Percent(before.Share),
                after is null ? "" : Wording.Percent(after.Share),
                $"{before.LongestInFocus}",
                $"{after?.LongestInFocus}",
                Usable(before),
                after is null ? "" : Usable(after),
                sequence.Agreed is { } agreed ? Usable(agreed) : "",
                $"{sequence.CellsLost}",
                $"{sequence.CellsNew}",
            ]
        );
    }

    private static string Usable(SequenceYield yield) =>
        yield.Frames == 0 ? ""
        : yield.IsAffected ? "no"
        : "yes";
}
