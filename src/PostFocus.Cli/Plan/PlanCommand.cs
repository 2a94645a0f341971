using System.CommandLine;
using PostFocus.Cli.Output;
using PostFocus.Cli.Run;
using PostFocus.Cli.Shards;
using PostFocus.Imaging;
using PostFocus.Imaging.Storage;
using static PostFocus.Imaging.Phrasing;

namespace PostFocus.Cli.Plan;

/// <summary><c>postfocus plan INPUT --out PLAN</c>: share a run out to several processes.</summary>
internal static class PlanCommand
{
    public static Command Create()
    {
        var input = new Argument<string>("INPUT") { Description = RunCommand.InputDescription };
        var outPath = new Option<string>("--out")
        {
            HelpName = "PLAN",
            Description =
                "File for the plan, as JSON: input, options, program and model, and which sequences each shard has. All processes must find input and model under the same paths.",
            Required = true,
        };
        var shards = new Setting<int>("--shards", nameof(ShardOptions.Shards))
        {
            HelpName = "N",
            Description =
                "How many shards, 1 to 100000: no more than sequences. Sequences are not split; shards have frames alike. The results do not depend on it.",
            DefaultValueFactory = _ => new ShardOptions().Shards,
        };
        var arguments = new RunArguments();
        var command = new Command("plan", "Shares a run out to several processes, on one machine or many.") { input, outPath, shards };
        arguments.AddTo(command);
        command.SetWork(
            (parsed, cancellation) =>
            {
                var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
                var path = parsed.GetRequiredValue(outPath);
                var wanted = new ShardOptions { Shards = parsed.GetValue(shards) }.Shards;
                var full = Paths.Full(parsed.GetRequiredValue(input));
                OutFile.Check(path, full);
                // Where results will go is not known yet: places are planned to see that each has one.
                using var run = new PreparedRun(arguments.Read(parsed, full, $"{path}.results", again: false, output, cancellation));
                run.Tell(output, error);
                PlannedUnit[] units = [.. run.Units.Select(PlannedUnit.Of)];
                var plan = new ShardPlan(full, arguments.Given(parsed), run.Settings, Shard.Share(units, Math.Min(wanted, units.Length)));
                Write(plan, path);
                if (wanted > units.Length)
                    output.WriteLine(
                        $"The input has {Count(units.Length, "sequence")} that can be done alone, and so there are no more shards."
                    );
                output.WriteLine(Describe(plan, path));
                return run.Search.Problems.Count > 0 ? ExitCodes.SomeFilesFailed : ExitCodes.Success;
            }
        );
        return command;
    }

    /// <summary>Processes may have begun by the plan that is there.</summary>
    private static void Write(ShardPlan plan, string path)
    {
        var text = plan.ToText();
        if (Path.Exists(path) && (!File.Exists(path) || File.ReadAllText(path) != text))
            throw new PostFocusException($"--out '{path}' is there already, and is not this plan. Name a new file.");
        FileSafety.WriteWhole(path, temporary => File.WriteAllText(temporary, text));
    }

    private static string Describe(ShardPlan plan, string path)
    {
        int[] frames = [.. plan.Shards.Select(shard => shard.Frames)];
        return $"{path}: {Count(frames.Length, "shard")} of {frames.Min()} to {Count(frames.Max(), "frame")}. Do each by 'postfocus run --shard PLAN#K --out DIR', K from 1 to {frames.Length}, then 'postfocus gather PLAN --out DIR'; or all by 'postfocus slurm submit PLAN --out DIR'.";
    }
}
