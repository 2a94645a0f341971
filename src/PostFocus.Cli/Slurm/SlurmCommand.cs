using System.CommandLine;

namespace PostFocus.Cli.Slurm;

/// <summary><c>postfocus slurm submit</c> and <c>status</c>: the shards of a plan as jobs of Slurm.</summary>
internal static class SlurmCommand
{
    public static Command Create() => new("slurm", "Gives the shards of a plan to Slurm, or says how far they are.") { Submit(), Status() };

    private static Command Submit()
    {
        var (plan, outFolder) = (PlanArgument(), OutOption());
        var partition = new Option<string?>("--partition") { HelpName = "NAME", Description = "Where jobs run. Default: Slurm's." };
        var time = new Option<string?>("--time")
        {
            HelpName = "TIME",
            Description = "Longest time of a job, as Slurm writes it: 90 (minutes), 4:00:00 or 1-12. Default: the partition's.",
        };
        var memory = new Option<string?>("--memory")
        {
            HelpName = "SIZE",
            Description = "Memory of a job, as Slurm writes it: 4G. Default: the partition's.",
        };
        var cpus = new Setting<int?>("--cpus", nameof(SlurmRequest.Cpus))
        {
            HelpName = "N",
            Description = "Processors of a shard, 1 to 1024. Default: 1.",
        };
        var more = new Option<string[]>("--sbatch")
        {
            HelpName = "OPTION",
            Description = "One more option of sbatch for all jobs, such as --sbatch=--account=NAME. Can be given several times.",
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Print the scripts, and submit nothing." };
        var command = new Command(
            "submit",
            "Submits the shards that are not done as one array of tasks, and a job that gathers them when all have ended well. Logs go where sbatch puts them: slurm-JOB_K.out in the current folder."
        )
        {
            plan,
            outFolder,
            partition,
            time,
            memory,
            cpus,
            more,
            dryRun,
        };
        command.SetWork(
            (parsed, _) =>
                SlurmSubmission.Execute(
                    parsed.GetRequiredValue(plan),
                    parsed.GetRequiredValue(outFolder),
                    new(
                        parsed.GetValue(partition),
                        parsed.GetValue(time),
                        parsed.GetValue(memory),
                        parsed.GetValue(cpus),
                        parsed.GetValue(more) ?? []
                    ),
                    parsed.GetValue(dryRun),
                    parsed.InvocationConfiguration.Output
                )
        );
        return command;
    }

    private static Command Status()
    {
        var (plan, outFolder) = (PlanArgument(), OutOption());
        var command = new LookingCommand(
            "status",
            "Says of each shard whether it is done, running or missing: by its journal in --out, and what Slurm says where it can be asked."
        )
        {
            plan,
            outFolder,
        };
        command.SetWork(
            (parsed, _) =>
                SlurmStatus.Execute(
                    parsed.GetRequiredValue(plan),
                    parsed.GetRequiredValue(outFolder),
                    parsed.InvocationConfiguration.Output
                )
        );
        return command;
    }

    private static Argument<string> PlanArgument() => new("PLAN") { Description = "File that 'postfocus plan' wrote." };

    private static Option<string> OutOption() =>
        new("--out")
        {
            HelpName = "DIR",
            Description = "Folder of the results, which all nodes reach under this path.",
            Required = true,
        };
}
