using System.Diagnostics;

namespace PostFocus.Cli;

/// <summary>What verbs say alike.</summary>
internal static class Wording
{
    public static string Count(int n, string noun) => n == 1 ? $"1 {noun}" : $"{n} {noun}s";

    /// <summary>A line every ten seconds, so that long work shows life also in a log file.</summary>
    /// <param name="output">Gets the lines.</param>
    /// <param name="name">What is worked on.</param>
    /// <param name="total">Its frames.</param>
    /// <returns>To be called with the number of frames done.</returns>
    public static Action<int> Progress(TextWriter output, string name, int total)
    {
        var sinceLine = Stopwatch.StartNew();
        return done =>
        {
            if (sinceLine.Elapsed.TotalSeconds < 10)
                return;
            output.WriteLine($"{name}: {done} of {total} frames");
            sinceLine.Restart();
        };
    }

    /// <summary>A line per file and reason: a film of an unknown format is one problem, not a thousand.</summary>
    public static void WriteProblems(TextWriter error, IEnumerable<(string Path, int Page, string Reason)> problems)
    {
        foreach (var alike in problems.GroupBy(p => (p.Path, p.Reason)))
        {
            string pages = alike.Count() == 1 ? $"page {alike.First().Page}" : $"{alike.Count()} pages from page {alike.First().Page} on";
            error.WriteLine($"error: {alike.Key.Path}, {pages}: {alike.Key.Reason}");
        }
    }
}
