using System.CommandLine;

namespace PostFocus.Cli.Shared;

/// <summary>Long work as the action of a command.</summary>
internal static class CommandWork
{
    /// <summary>
    /// On a thread of its own: Ctrl+C is watched only once the action has returned its task, so work on the calling
    /// thread would be killed by it instead of cancelled.
    /// </summary>
    public static void SetWork(this Command command, Func<ParseResult, CancellationToken, int> work) =>
        command.SetAction((parsed, cancellation) => Task.Run(() => work(parsed, cancellation), cancellation));
}
