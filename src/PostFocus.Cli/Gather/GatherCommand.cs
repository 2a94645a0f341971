using System.CommandLine;
using PostFocus.Cli.Results;
using PostFocus.Cli.Run;
using PostFocus.Cli.Shards;

namespace PostFocus.Cli.Gather;

/// <summary><c>postfocus gather PLAN --out DIR</c>: what the shards of a plan have done becomes one run.</summary>
internal static class GatherCommand
{
    public static Command Create()
    {
        var plan = new Argument<string>("PLAN") { Description = "File that 'postfocus plan' wrote, all shards of which are done." };
        var outFolder = new Option<string>("--out")
        {
            HelpName = "DIR",
            Description =
                $"Folder of their results. It gets {ResultNames.FramesTable}, {ResultNames.SequencesTable}, {ResultNames.Report} and {ResultNames.Journal}, and is then as one process would have left it.",
            Required = true,
        };
        var command = new Command("gather", "Makes tables and report of what the shards of a plan have done.") { plan, outFolder };
        command.SetWork(
            (parsed, cancellation) =>
            {
                var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
                var path = parsed.GetRequiredValue(plan);
                var shards = ShardPlan.Read(path);
                return GatherRun.Execute(
                    path,
                    shards,
                    RunArguments.Of(shards, path, parsed.GetRequiredValue(outFolder), output, cancellation),
                    output,
                    error,
                    cancellation
                );
            }
        );
        return command;
    }
}
