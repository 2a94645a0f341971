using PostFocus.Cli.Pages;
using PostFocus.Cli.Results;

namespace PostFocus.Cli.Report;

/// <summary><c>report.html</c>: one page that needs nothing beside it, made from the results of a run alone.</summary>
internal static class ReportPage
{
    /// <summary>Writes the page, whole or not at all.</summary>
    /// <param name="folder">The results of a run; nothing else is read.</param>
    /// <returns>Where it is.</returns>
    /// <exception cref="PostFocus.Imaging.FrameFormatException">A table is missing or damaged.</exception>
    public static string Write(string folder)
    {
        var facts = RunFacts.Read(Path.Combine(folder, ResultNames.Facts));
        var frames = FrameReport.Read(Path.Combine(folder, ResultNames.FramesTable));
        var path = Path.Combine(folder, ResultNames.Report);
        HtmlPage.Write(path, "report.liquid", ReportModel.Of(folder, facts, SequenceLedger.Of(frames, facts.Rule())));
        return path;
    }
}
