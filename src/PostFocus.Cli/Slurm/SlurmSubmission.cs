using PostFocus.Cli.Shards;
using PostFocus.Imaging;
using static PostFocus.Imaging.Phrasing;

namespace PostFocus.Cli.Slurm;

/// <summary>Gives what is left of a plan to Slurm: all of it, or nothing.</summary>
internal static class SlurmSubmission
{
    public static int Execute(string path, string outFolder, SlurmRequest request, bool dryRun, TextWriter output)
    {
        var plan = ShardPlan.Read(path);
        var identity = plan.Identity();
        var scripts = new SlurmScripts(identity, path, outFolder, request);
        // Before the shards are looked at: those that run then may be of that job.
        if (!dryRun && SlurmQueue.Ask(identity).Active is { } active)
            throw new PostFocusException(
                $"The plan '{path}' was submitted already, as job {active}. 'postfocus slurm status' says how far it is, 'scancel {active}' ends it."
            );
        var left = Left(plan, outFolder);
        if (dryRun)
        {
            if (left.Length > 0)
                output.Write(scripts.Shards(left));
            output.Write(scripts.Gather());
            return ExitCodes.Success;
        }
        var shards = left.Length > 0 ? Submit(scripts.Shards(left)) : null;
        string gather;
        try
        {
            gather = Submit(scripts.Gather(), shards is null ? [] : [$"--dependency=afterok:{shards}"]);
        }
        catch when (shards is not null)
        {
            SlurmProgram.Run("scancel", "", shards);
            throw;
        }
        output.WriteLine(
            shards is null
                ? $"All shards are done; job {gather} gathers them."
                : $"Job {shards} does {Count(left.Length, "shard")}, then job {gather} gathers all. 'postfocus slurm status' says how far they are."
        );
        return ExitCodes.Success;
    }

    private static int[] Left(ShardPlan plan, string outFolder)
    {
        using var journals = new ShardJournals(plan, outFolder);
        var states = journals.States();
        return states.FirstOrDefault(state => state.Holder is not null) is { } running
            ? throw new PostFocusException($"Shard {running.Number} is {running}. Wait until it has ended.")
            : [.. states.Where(state => !state.IsDone).Select(state => state.Number)];
    }

    /// <returns>The number of the job.</returns>
    private static string Submit(string script, params IEnumerable<string> options) =>
        SlurmProgram.Run("sbatch", script, options.Prepend("--parsable")).Trim().Split(';')[0];
}
