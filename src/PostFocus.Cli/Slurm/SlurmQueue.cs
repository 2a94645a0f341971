using System.Globalization;
using PostFocus.Imaging;

namespace PostFocus.Cli.Slurm;

/// <summary>What Slurm says of the jobs of a plan, which it knows by their names.</summary>
/// <param name="Shards">Of each shard that it knows, the state of its latest task.</param>
/// <param name="Gather">Of the latest job that gathers them; null: it knows none.</param>
internal sealed record SlurmQueue(IReadOnlyDictionary<int, SlurmTask> Shards, SlurmTask? Gather)
{
    /// <summary>Asks for jobs that wait, run, or ended not long ago.</summary>
    /// <param name="identity">Of the plan.</param>
    /// <exception cref="PostFocusException">Slurm cannot be asked here.</exception>
    public static SlurmQueue Ask(string identity)
    {
        string shards = SlurmScripts.ShardsOf(identity),
            gather = SlurmScripts.GatherOf(identity);
        var lines = SlurmProgram.Run(
            "squeue",
            "",
            $"--name={shards},{gather}",
            "--states=all",
            "--array",
            "--noheader",
            "--format=%j|%F|%K|%T|%N|%r"
        );
        // Later jobs have higher numbers.
        var tasks = lines
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Trim().Split('|'))
            .Where(fields => fields.Length == 6)
            .Select(fields => (Name: fields[0], Shard: fields[2], Task: new SlurmTask(Number(fields[1]), fields[3], fields[4], fields[5])))
            .OrderBy(task => task.Task.Job)
            .ToList();
        return new(
            tasks.Where(task => task.Name == shards).GroupBy(task => Number(task.Shard)).ToDictionary(g => g.Key, g => g.Last().Task),
            tasks.LastOrDefault(task => task.Name == gather).Task
        );
    }

    /// <summary>A job that waits or runs; null: none does.</summary>
    public int? Active =>
        Shards.Values.Append(Gather).OfType<SlurmTask>().FirstOrDefault(task => task.IsActive) is { } active ? active.Job : null;

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}

/// <summary>A task or job of Slurm.</summary>
/// <param name="Job">Its number.</param>
/// <param name="State">Slurm's word for its state.</param>
/// <param name="Nodes">Where it runs, or ran; empty: nowhere yet.</param>
/// <param name="Reason">Why it is as it is.</param>
internal sealed record SlurmTask(int Job, string State, string Nodes, string Reason)
{
    /// <summary>Whether it runs, or did so to the end: why it waited before does not matter.</summary>
    public bool HasRun => State is "RUNNING" or "COMPLETING" or "COMPLETED";

    /// <summary>Whether it waits or runs.</summary>
    public bool IsActive => State is "PENDING" or "RUNNING" or "SUSPENDED" or "CONFIGURING" or "COMPLETING" or "REQUEUED" or "REQUEUE_HOLD";

    public override string ToString() =>
        $"Slurm {Job}: {State}{(Nodes.Length > 0 ? $" on {Nodes}" : "")}{(HasRun || Reason is "None" or "" ? "" : $" ({Reason})")}";
}
