using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PostFocus.Cli.Adapt;
using PostFocus.Cli.BestPlane;
using PostFocus.Cli.Check;
using PostFocus.Cli.Evaluate;
using PostFocus.Cli.Export;
using PostFocus.Cli.Gather;
using PostFocus.Cli.Plan;
using PostFocus.Cli.Report;
using PostFocus.Cli.Reproduce;
using PostFocus.Cli.Run;
using PostFocus.Cli.Segment;
using PostFocus.Cli.Simulate;
using PostFocus.Cli.Slurm;
using PostFocus.Cli.Train;
using PostFocus.Cli.Yield;
using PostFocus.Imaging;

namespace PostFocus.Cli;

/// <summary>The verbs of <c>postfocus</c>, one file each.</summary>
internal static class CommandLine
{
    /// <summary>All verbs.</summary>
    public static RootCommand Create()
    {
        var root = new RootCommand(
            "Finds the out-of-focus frames of time-lapse microscopy and restores them.\n"
                + "Exit codes: 0 done, 1 failed, 2 done but for files that could not be used, 70 a defect of the program, 130 cancelled."
        )
        {
            RunCommand.Create(),
            CheckCommand.Create(),
            PlanCommand.Create(),
            GatherCommand.Create(),
            SlurmCommand.Create(),
            AdaptCommand.Create(),
            SimulateCommand.Create(),
            TrainCommand.Create(),
            YieldCommand.Create(),
            SegmentCommand.Create(),
            BestPlaneCommand.Create(),
            EvaluateCommand.Create(),
            ExportOnnxCommand.Create(),
            ReportCommand.Create(),
            ReproduceCommand.Create(),
        };
        Settings.Check(root);
        return root;
    }

    [MethodImpl(MethodImplOptions.NoInlining)] // What it refers to is loaded when it is called, not with Main.
    public static Task<int> Run(string[] args, TextWriter output, TextWriter error, CancellationToken cancellation = default) =>
        Run(Create(), args, output, error, cancellation);

    public static async Task<int> Run(
        RootCommand root,
        string[] args,
        TextWriter output,
        TextWriter error,
        CancellationToken cancellation = default
    )
    {
        LineWriter shownOutput = new(output),
            shownError = new(error);
        var exitCode = await Invoke(root, args, shownOutput, shownError, cancellation);
        if (shownOutput.Problem is { } problem)
            await shownError.WriteLineAsync(
                $"postfocus: standard output cannot be written ({problem.TrimEnd('.')}). Nothing else was lost by that: send it to a terminal, or to a disk with room."
            );
        var allIsShown = shownOutput.Problem is null && shownError.Problem is null;
        return exitCode == ExitCodes.Success && !allIsShown ? ExitCodes.Failure : exitCode;
    }

    private static async Task<int> Invoke(
        RootCommand root,
        string[] args,
        TextWriter output,
        TextWriter error,
        CancellationToken cancellation
    )
    {
        var configuration = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            // After Ctrl+C: long enough to end a batch and to clear away what is half written.
            ProcessTerminationTimeout = TimeSpan.FromSeconds(20),
        };
        var parsed = root.Parse(args);
        // A terminal or a connection that is gone: the same as Ctrl+C, which alone the parser watches beside SIGTERM.
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var hangup = PosixSignalRegistration.Create(
            PosixSignal.SIGHUP,
            signal =>
            {
                signal.Cancel = true;
                cancelled.Cancel();
            }
        );
        using var limit = FileSizeLimit.AsError();
        try
        {
            if (parsed.Action is ParseErrorAction && parsed.CommandResult.Command.Subcommands.Count == 0)
                return await Refuse(parsed, error);
            var exitCode = await parsed.InvokeAsync(configuration, cancelled.Token);
            return exitCode <= ExitCodes.Signalled ? exitCode : throw new OperationCanceledException();
        }
        // ML.NET puts an error of its own around what ends a view.
        catch (Exception e) when (e.Causes().OfType<OperationCanceledException>().Any())
        {
            await error.WriteLineAsync(
                parsed.CommandResult.Command is LookingCommand ? "Cancelled." : "Cancelled. Every output that was written is whole."
            );
            return ExitCodes.Cancelled;
        }
        catch (Exception e) when (Mendable(parsed, e) is { } message)
        {
            await error.WriteLineAsync($"postfocus: {message}");
            return ExitCodes.Failure;
        }
        catch (Exception e)
        {
            await error.WriteLineAsync(
                "postfocus: this is a defect of the program. Please report it, with the command that you gave and what follows:"
            );
            foreach (var line in e.ToString().ReplaceLineEndings("\n").Split('\n'))
                await error.WriteLineAsync(line);
            return ExitCodes.Defect;
        }
    }

    /// <summary>What is told in one line, as whoever runs the program can mend it; null for what nobody can but us.</summary>
    private static string? Mendable(ParseResult parsed, Exception e) =>
        Installation.Missing(e)
        ?? e.Causes().OfType<PostFocusException>().FirstOrDefault()?.Message
        ?? e switch
        {
            _ when DiskProblem.Told(e) is { } told => told,
            IOException or UnauthorizedAccessException => e.Message,
            ArgumentException refused => Settings.Refused(parsed.CommandResult.Command, refused),
            _ => null,
        };

    /// <summary>What is wrong with the arguments of a verb, without the page of help that would bury it.</summary>
    private static async Task<int> Refuse(ParseResult parsed, TextWriter error)
    {
        foreach (var problem in parsed.Errors)
            await error.WriteLineAsync($"postfocus: {Settings.Explain(problem)}");
        await error.WriteLineAsync($"'postfocus {Verb(parsed.CommandResult)} --help' says what can be given.");
        return ExitCodes.Failure;
    }

    private static string Verb(CommandResult command) =>
        command.Parent is CommandResult { Command: not RootCommand } parent
            ? $"{Verb(parent)} {command.Command.Name}"
            : command.Command.Name;
}
