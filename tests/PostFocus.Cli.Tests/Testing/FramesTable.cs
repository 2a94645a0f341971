namespace PostFocus.Cli.Tests.Testing;

/// <summary>The rows of a <c>frames.csv</c> without quoted fields.</summary>
internal sealed class FramesTable
{
    public static readonly string[] Columns =
    [
        "sequence",
        "frame",
        "file",
        "page",
        "p_oof",
        "out_of_focus",
        "nothing_to_judge",
        "defocus_um",
        "p_side",
        "domain_score",
        "in_domain",
        "called_within_sequence",
        "tenengrad_before",
        "tenengrad_after",
        "restored",
        "p_oof_after",
        "still_out_of_focus",
        "neighbours",
        "mean_spread",
        "clipped_pixels",
        "trust",
        "accepted",
        "rejected_by",
        "cells",
        "cells_after",
        "cells_lost",
        "cells_new",
        "contacts",
        "contacts_after",
        "picture",
        "error",
    ];

    private readonly string[][] _rows;

    public FramesTable(string outFolder)
    {
        var lines = File.ReadAllLines(Path.Combine(outFolder, "frames.csv"));
        Assert.Equal(string.Join(',', Columns), lines[0]);
        _rows = [.. lines.Skip(1).Select(line => line.Split(',', Columns.Length))];
    }

    public int Count => _rows.Length;

    public string[] this[string column] => [.. _rows.Select(row => row[Array.IndexOf(Columns, column)])];
}
