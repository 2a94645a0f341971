using System.CommandLine;
using PostFocus.Cli.Run;
using PostFocus.Imaging.Storage;

namespace PostFocus.Cli.Check;

/// <summary><c>postfocus check INPUT</c>: what a run would take, say and need; it writes nothing.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var input = new Argument<string>("INPUT") { Description = RunCommand.InputDescription };
        var frames = new Setting<int>("--frames", nameof(CheckOptions.Frames))
        {
            HelpName = "N",
            Description =
                "About how many frames are tried, 1 to 100000, twelve and more of a sequence, spread from the first sequence to the last.",
            DefaultValueFactory = _ => new CheckOptions().Frames,
        };
        var arguments = new RunArguments();
        var command = new LookingCommand(
            "check",
            "Says what 'run' with the same options would take for what, how some frames fare, and how long all would take. Writes nothing."
        )
        {
            input,
            frames,
        };
        arguments.AddTo(command);
        command.SetWork(
            (parsed, cancellation) =>
            {
                var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
                var options = new CheckOptions { Frames = parsed.GetValue(frames) };
                var full = Paths.Full(parsed.GetRequiredValue(input));
                // Where results would go is not known: places are planned to see that each would have one.
                using var run = new PreparedRun(arguments.Read(parsed, full, $"{full}.results", again: false, output, cancellation));
                run.Tell(output, error);
                return new CheckRun(run, output, error).Execute(options, cancellation);
            }
        );
        return command;
    }
}
