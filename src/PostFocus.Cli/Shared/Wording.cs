using System.Globalization;
using System.Text;
using PostFocus.Imaging;
using PostFocus.Imaging.Sequences;
using PostFocus.Imaging.Yield;
using static PostFocus.Imaging.Phrasing;

namespace PostFocus.Cli.Shared;

/// <summary>What verbs say alike.</summary>
internal static class Wording
{
    /// <summary>A share; that of nothing is a dash.</summary>
    public static string Percent(double share) =>
        double.IsNaN(share) ? "-" : string.Create(CultureInfo.InvariantCulture, $"{100 * share:F1} %");

    /// <summary>A time in one unit.</summary>
    public static string Duration(double seconds) =>
        seconds < 90 ? $"{seconds:F0} s"
        : seconds < 90 * 60 ? $"{seconds / 60:F0} min"
        : string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:F1} h");

    /// <summary>When a sequence is affected.</summary>
    public static string AffectedBy(YieldOptions rule)
    {
        var share = string.Create(CultureInfo.InvariantCulture, $"more than {100 * rule.LargestShare:0.##} % of its frames out of focus");
        var run = $"more than {rule.LongestRun} in a row";
        return (rule.LargestShare < 1, rule.LongestRun) switch
        {
            (_, null) => share,
            (true, _) => $"{share}, or {run}",
            (false, _) => $"{run} out of focus",
        };
    }

    /// <summary>
    /// Text with escapes in place of all that is not to be seen: line ends, what steers a terminal, what turns the direction of writing.
    /// </summary>
    public static string Shown(string text)
    {
        var shown = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsHidden(rune))
                shown.Append(
                    rune.Value switch
                    {
                        '\n' => @"\n",
                        '\r' => @"\r",
                        '\t' => @"\t",
                        var value => $@"\u{value:X4}",
                    }
                );
            else
                shown.Append(rune);
        }
        return shown.ToString();
    }

    /// <summary>Not so the joiners of Persian, Indian scripts and pictures, which are part of how a name is written.</summary>
    private static bool IsHidden(Rune rune) =>
        rune.Value is not ('\u200C' or '\u200D')
        && Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator;

    /// <summary>What it means that sequences say no pixel size; null where all do, or the model knows none either.</summary>
    /// <param name="sequences">What was found.</param>
    /// <param name="ofModel">The pixel size that the model knows, µm; null where it knows none.</param>
    /// <param name="how">How it can be given.</param>
    public static string? PixelsNotKnown(IReadOnlyList<FrameSequence> sequences, double? ofModel, string how = "--pixel MICRONS")
    {
        FrameSequence[] silent = [.. sequences.Where(s => s.PixelMicrons is null)];
        if (ofModel is null || silent.Length == 0)
            return null;
        var which =
            silent.Length == sequences.Count
                ? "No sequence says its"
                : $"{silent.Length} of {Count(sequences.Count, "sequence")} ({Some(silent)}) say no";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{which} pixel size: judged as they are, as if it were {ofModel} µm. Give {how}."
        );

        static string Some(FrameSequence[] sequences) =>
            string.Join(", ", sequences.Take(3).Select(s => s.Name)) + (sequences.Length > 3 ? ", …" : "");
    }

    /// <summary>What was not taken of an input.</summary>
    public static void WriteSearch(SequenceSearch search, TextWriter output, TextWriter error) =>
        WriteSearch(search.Remarks, search.Problems, output, error);

    /// <summary>The same of focal stacks.</summary>
    public static void WriteSearch(FocalStackSearch search, TextWriter output, TextWriter error) =>
        WriteSearch(search.Remarks, search.Problems, output, error);

    private static void WriteSearch(
        IEnumerable<string> remarks,
        IEnumerable<FrameFormatException> problems,
        TextWriter output,
        TextWriter error
    )
    {
        foreach (var remark in remarks)
            output.WriteLine($"note: {remark}");
        foreach (var problem in problems)
            error.WriteLine($"error: {problem.Message}");
    }

    /// <summary>A line per file and reason: a film of an unknown format is one problem, not a thousand.</summary>
    public static void WriteProblems(TextWriter error, IEnumerable<(string Path, int Page, string Reason)> problems)
    {
        foreach (var alike in problems.GroupBy(p => (p.Path, p.Reason)))
        {
            var pages = alike.Count() == 1 ? $"page {alike.First().Page}" : $"{alike.Count()} pages from page {alike.First().Page} on";
            error.WriteLine($"error: {alike.Key.Path}, {pages}: {alike.Key.Reason}");
        }
    }
}
