using System.CommandLine;
using PostFocus.Imaging;

namespace PostFocus.Cli;

/// <summary>The verbs of <c>postfocus</c>, one file each.</summary>
internal static class CommandLine
{
    public const int Success = 0, Failure = 1, SomeFilesFailed = 2, Cancelled = 130;

    public static async Task<int> Run(string[] args, TextWriter output, TextWriter error)
    {
        var root = new RootCommand("Finds the out-of-focus frames of time-lapse microscopy and restores them.")
        {
            RunCommand.Create(),
            SimulateCommand.Create(),
            TrainCommand.Create(),
        };
        var configuration = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
        };
        try
        {
            return await root.Parse(args).InvokeAsync(configuration);
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("Cancelled. Every output that was written is whole.");
            return Cancelled;
        }
        // What a user can mend is told in one line; anything else is a defect and keeps its stack trace.
        catch (Exception e) when (e is FrameFormatException or IOException or InvalidDataException
            or UnauthorizedAccessException or ArgumentException)
        {
            await error.WriteLineAsync($"postfocus: {e.Message}");
            return Failure;
        }
    }
}
