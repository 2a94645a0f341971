using System.Globalization;
using System.Text;
using PostFocus.Cli.Results;
using static PostFocus.Imaging.Phrasing;

namespace PostFocus.Cli.Report;

/// <summary>A number over the frames of a sequence, in a drawing of a column a frame and 20 units of height.</summary>
/// <param name="Recorded">An SVG path.</param>
/// <param name="Result">An SVG path; the same but for restored frames that are taken.</param>
/// <param name="Text">What is drawn, and its largest value.</param>
internal sealed record CellCurve(string Recorded, string Result, string Text);

/// <summary>The curves of a sequence.</summary>
/// <param name="Name">The sequence.</param>
/// <param name="Frames">Columns.</param>
/// <param name="Restored">Columns of restored frames, as an SVG path.</param>
/// <param name="Cells">How many there are.</param>
/// <param name="Contacts">How many pairs of them touch.</param>
internal sealed record SequenceCurves(string Name, int Frames, string Restored, CellCurve Cells, CellCurve Contacts);

/// <summary>What became of cells: all in one sentence, and their number over time where they were found in all frames.</summary>
/// <param name="Text">The sentence.</param>
/// <param name="Rule">Which sequences are drawn.</param>
/// <param name="Curves">Those.</param>
internal sealed record CellCurves(string Text, string Rule, IReadOnlyList<SequenceCurves> Curves)
{
    private const int Most = 40;
    private const double Height = 20;

    /// <summary>Null where no cells were looked for in any frame.</summary>
    /// <param name="sequences">All of the run.</param>
    /// <param name="acceptsAll">Whether rejected frames are in the result, too.</param>
    public static CellCurves? Of(IReadOnlyList<SequenceLedger> sequences, bool acceptsAll)
    {
        FrameReport[] counted = [.. sequences.SelectMany(s => s.Frames).Where(f => f.Cells is not null)];
        if (counted.Length == 0)
            return null;
        FrameReport[] restored = [.. counted.Where(f => f.CellsAfter is not null)];
        SequenceLedger[] followed = [.. sequences.Where(s => s.Frames.Any(f => f is { Cells: not null, CellsAfter: null }))];
        SequenceLedger[] drawn = [.. followed.OrderByDescending(s => s.CellsLost + s.CellsNew).Take(Most)];
        return new(
            $"In {Count(restored.Length, "restored frame")} {Count(restored.Sum(f => f.Cells!.Value), "cell")} were found as recorded, and {restored.Sum(f => f.CellsAfter!.Value)} after restoration: {restored.Sum(f => f.CellsLost!.Value)} lost, {restored.Sum(f => f.CellsNew!.Value)} new (a cell is the same where the two overlap by half or more). Contacts between them: {restored.Sum(f => f.Contacts!.Value)} as recorded, {restored.Sum(f => f.ContactsAfter!.Value)} after. The segmenter can be wrong about either; the outlines above tell.",
            followed.Length == 0
                ? "They were not looked for in frames that were not restored (--cells all)."
                : $"Cells and contacts in each frame: in the result (dark), and where it differs, as recorded (light); restored frames have a bar below. "
                    + (
                        followed.Length > Most
                            ? $"Drawn: {Most} of {Count(followed.Length, "sequence")}, those whose cells changed most. "
                            : ""
                    )
                    + $"{CellRow.Table} has the cells of the result with their tracks.",
            [.. drawn.Select(s => Draw(s, acceptsAll))]
        );
    }

    private static SequenceCurves Draw(SequenceLedger sequence, bool acceptsAll)
    {
        var frames = sequence.Frames;
        return new(
            sequence.Name,
            frames.Count,
            string.Concat(frames.Index().Where(f => f.Item.Restored).Select(f => $"M{f.Index} 0h1v1h-1z")),
            Curve("cells", f => f.Cells, f => f.CellsAfter),
            Curve("contacts", f => f.Contacts, f => f.ContactsAfter)
        );

        CellCurve Curve(string name, Func<FrameReport, int?> before, Func<FrameReport, int?> after)
        {
            int?[] recorded = [.. frames.Select(before)];
            int?[] result = [.. frames.Select(f => f.Restored && (acceptsAll || f.Accepted != false) ? after(f) : before(f))];
            var most = recorded.Concat(result).Max() ?? 0;
            return new(Steps(recorded, most), Steps(result, most), $"{name}, up to {most}");
        }
    }

    /// <summary>A step a frame, with gaps where nothing is known.</summary>
    private static string Steps(int?[] counts, int most)
    {
        var path = new StringBuilder();
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] is not { } count)
                continue;
            var y = (Height - 1 - (Height - 2) * count / Math.Max(1, most)).ToString("0.##", CultureInfo.InvariantCulture);
            path.Append(i > 0 && counts[i - 1] is not null ? $"V{y}h1" : $"M{i} {y}h1");
        }
        return path.ToString();
    }
}
