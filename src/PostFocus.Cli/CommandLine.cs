using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using PostFocus.Imaging;

namespace PostFocus.Cli;

/// <summary>The verbs of <c>postfocus</c>, one file each.</summary>
internal static class CommandLine
{
    public const int Success = 0, Failure = 1, SomeFilesFailed = 2, Cancelled = 130;

    public static async Task<int> Run(
        string[] args, TextWriter output, TextWriter error, CancellationToken cancellation = default)
    {
        var root = new RootCommand(
            "Finds the out-of-focus frames of time-lapse microscopy and restores them.\n" +
            "Exit codes: 0 done, 1 failed, 2 done but for files that could not be used, 130 cancelled.")
        {
            RunCommand.Create(),
            SimulateCommand.Create(),
            TrainCommand.Create(),
            YieldCommand.Create(),
        };
        (output, error) = (new LineWriter(output), new LineWriter(error));
        var configuration = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            // After Ctrl+C: long enough to end a batch and to clear away what is half written.
            ProcessTerminationTimeout = TimeSpan.FromSeconds(20),
        };
        try
        {
            ParseResult parsed = root.Parse(args);
            if (parsed.Action is ParseErrorAction && parsed.CommandResult.Command.Subcommands.Count == 0)
                return await Refuse(parsed, error);
            return await parsed.InvokeAsync(configuration, cancellation);
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("Cancelled. Every output that was written is whole.");
            return Cancelled;
        }
        // What a user can mend is told in one line; anything else is a defect and keeps its stack trace.
        catch (Exception e) when (e is PostFocusException or IOException or InvalidDataException
            or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
        {
            await error.WriteLineAsync($"postfocus: {OneLine(e)}");
            return Failure;
        }
    }

    /// <summary>What is wrong with the arguments of a verb, without the page of help that would bury it.</summary>
    private static async Task<int> Refuse(ParseResult parsed, TextWriter error)
    {
        foreach (ParseError problem in parsed.Errors)
            await error.WriteLineAsync($"postfocus: {problem.Message}");
        await error.WriteLineAsync($"'postfocus {Verb(parsed.CommandResult)} --help' says what can be given.");
        return Failure;
    }

    private static string Verb(CommandResult command) => command.Parent is CommandResult { Command: not RootCommand } parent
        ? $"{Verb(parent)} {command.Command.Name}"
        : command.Command.Name;

    /// <summary>Without the parameter names that .NET appends for programmers.</summary>
    private static string OneLine(Exception e) => e is ArgumentException { ParamName: { } name }
        ? e.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal).ReplaceLineEndings(" ")
        : e.Message;
}
