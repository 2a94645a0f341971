namespace PostFocus.Imaging.Storage;

/// <summary>
/// Keeps spreadsheets from taking text in a CSV cell for a formula: text that begins like one gets an apostrophe in
/// front, which they do not show. A name of a file that somebody sent may be meant to be run.
/// </summary>
internal static class FormulaGuard
{
    private const char Apostrophe = '\'';

    // The last four are full-width; spreadsheets of East Asian languages read them like the first.
    private const string Beginnings = "=+-@\t\r\n＝＋－＠";

    /// <summary>The text as it may stand in a cell.</summary>
    /// <param name="text">A name, or an error that may begin with one.</param>
    public static string Guard(string text) => Begins(text) ? Apostrophe + text : text;

    /// <summary>The text that was guarded: of any text t, Unguard(Guard(t)) is t.</summary>
    /// <param name="cell">The text of a cell.</param>
    public static string Unguard(string cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return cell.StartsWith(Apostrophe) && Begins(cell) ? cell[1..] : cell;
    }

    /// <summary>
    /// Whether it begins with a formula, behind any number of apostrophes, so that a guarded text is told from one with an apostrophe of
    /// its own.
    /// </summary>
    private static bool Begins(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.AsSpan().TrimStart(Apostrophe) is [var first, ..] && Beginnings.Contains(first, StringComparison.Ordinal);
    }
}
