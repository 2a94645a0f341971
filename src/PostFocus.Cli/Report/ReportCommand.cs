using System.CommandLine;
using PostFocus.Cli.Output;
using PostFocus.Cli.Results;
using PostFocus.Imaging;

namespace PostFocus.Cli.Report;

/// <summary><c>postfocus report DIR</c>: the page of a run, made anew from its results.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("DIR")
        {
            Description =
                $"Results of 'run': {ResultNames.FramesTable}, {ResultNames.Facts} and {ResultNames.Pictures}/ are read, {ResultNames.Report} is written or replaced.",
        };
        var command = new Command("report", $"Makes {ResultNames.Report} of the results of a run anew.") { folder };
        command.SetWork(
            (parsed, _) =>
            {
                var results = parsed.GetRequiredValue(folder);
                if (!Directory.Exists(results))
                    throw new PostFocusException($"There is no folder '{results}'. Name the results of a run.");
                using var held = FolderLock.Take(results);
                parsed.InvocationConfiguration.Output.WriteLine($"The report is {ReportPage.Write(results)}.");
                return ExitCodes.Success;
            }
        );
        return command;
    }
}
