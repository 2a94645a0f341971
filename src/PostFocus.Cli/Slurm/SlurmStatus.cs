using PostFocus.Cli.Shards;
using PostFocus.Imaging;
using static PostFocus.Imaging.Phrasing;

namespace PostFocus.Cli.Slurm;

/// <summary>Says how far the shards of a plan are.</summary>
internal static class SlurmStatus
{
    public static int Execute(string path, string outFolder, TextWriter output)
    {
        var plan = ShardPlan.Read(path);
        SlurmQueue? queue = null;
        try
        {
            queue = SlurmQueue.Ask(plan.Identity());
        }
        catch (PostFocusException e)
        {
            output.WriteLine($"{e.Message} What follows is by journals alone.");
        }
        using var journals = new ShardJournals(plan, outFolder);
        var states = journals.States();
        foreach (var state in states)
            output.WriteLine(
                $"shard {state.Number}: {state}{(queue?.Shards.GetValueOrDefault(state.Number) is { } task ? $"; {task}" : "")}"
            );
        output.WriteLine($"gather: {(journals.AreGathered ? "done" : "not done")}{(queue?.Gather is { } gather ? $"; {gather}" : "")}");
        output.WriteLine(
            $"{states.Count(s => s.IsDone)} of {Count(states.Count, "shard")} done, {states.Count(s => IsRunning(s, queue))} running, {states.Count(s => !s.IsDone && !IsRunning(s, queue))} missing."
        );
        return ExitCodes.Success;
    }

    private static bool IsRunning(ShardState state, SlurmQueue? queue) =>
        !state.IsDone && (state.Holder is not null || queue?.Shards.GetValueOrDefault(state.Number)?.State == "RUNNING");
}
