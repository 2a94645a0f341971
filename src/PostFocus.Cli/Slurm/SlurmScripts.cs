using System.Globalization;
using PostFocus.Imaging;

namespace PostFocus.Cli.Slurm;

/// <summary>What is asked of Slurm.</summary>
/// <param name="Partition">Where jobs run; null: where Slurm puts them.</param>
/// <param name="Time">The longest time of a job, as Slurm writes it; null: the partition's.</param>
/// <param name="Memory">Of a job, as Slurm writes it; null: the partition's.</param>
/// <param name="Cpus">Of a shard; null: one.</param>
/// <param name="More">More options of sbatch, one a line.</param>
internal sealed record SlurmRequest(string? Partition, string? Time, string? Memory, int? Cpus, IReadOnlyList<string> More)
{
    /// <summary>Of a shard, 1 to 1024; null: one.</summary>
    public int? Cpus { get; } = Require.Range(Cpus, 1, 1024, nameof(Cpus));
}

/// <summary>The scripts that Slurm runs for a plan.</summary>
/// <param name="identity">Of the plan.</param>
/// <param name="plan">Its file.</param>
/// <param name="outFolder">The folder of results.</param>
/// <param name="request">What is asked of Slurm.</param>
internal sealed class SlurmScripts(string identity, string plan, string outFolder, SlurmRequest request)
{
    private readonly string _plan = Path.GetFullPath(plan),
        _outFolder = Path.GetFullPath(outFolder);

    /// <summary>What the job of the shards is called, each of which is a task of it.</summary>
    public static string ShardsOf(string identity) => $"postfocus-{identity}";

    /// <summary>What the job is called that gathers them.</summary>
    public static string GatherOf(string identity) => $"postfocus-{identity}-gather";

    /// <summary>Does shards, a task each.</summary>
    /// <param name="numbers">Of the shards, ascending.</param>
    public string Shards(IReadOnlyList<int> numbers) =>
        Script(
            [
                $"--job-name={ShardsOf(identity)}",
                $"--array={Ranges(numbers)}",
                .. request.Cpus is { } cpus
                    ? [string.Create(CultureInfo.InvariantCulture, $"--cpus-per-task={cpus}")]
                    : Array.Empty<string>(),
            ],
            $"""{Program} run --shard {Quoted($"{_plan}#")}"$SLURM_ARRAY_TASK_ID" --out {Quoted(_outFolder)}"""
        )
        + $"""
            code=$?
            # Files that could not be used are told when all is gathered, which waits for tasks that end well.
            if [ "$code" -eq {ExitCodes.SomeFilesFailed} ]; then exit 0; fi
            exit "$code"

            """;

    /// <summary>Gathers them.</summary>
    public string Gather() =>
        Script(
            [$"--job-name={GatherOf(identity)}", "--kill-on-invalid-dep=yes"],
            $"{Program} gather {Quoted(_plan)} --out {Quoted(_outFolder)}"
        );

    /// <summary>A text as a shell takes it for one word, whatever is in it.</summary>
    public static string Quoted(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    /// <summary>This program, as it was started.</summary>
    private static string Program =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? $"{Quoted(Environment.ProcessPath!)} {Quoted(Path.Combine(AppContext.BaseDirectory, "postfocus.dll"))}"
            : Quoted(Environment.ProcessPath!);

    private string Script(IEnumerable<string> options, string command) =>
        string.Concat(
            options
                .Concat(["--requeue", "--open-mode=append"])
                .Concat(Given("--partition", request.Partition))
                .Concat(Given("--time", request.Time))
                .Concat(Given("--mem", request.Memory))
                .Concat(request.More)
                .Select(option => $"#SBATCH {Checked(option)}\n")
                .Prepend("#!/bin/bash\n")
                .Append($"{command}\n")
        );

    private static IEnumerable<string> Given(string option, string? value) =>
        value is null ? []
        : value.Any(char.IsWhiteSpace) ? throw new PostFocusException($"{option} '{Wording.Shown(value)}' has a space in it.")
        : [$"{option}={value}"];

    /// <summary>An option on a line of its own.</summary>
    private static string Checked(string option) =>
        option.StartsWith('-') && !option.Any(char.IsControl)
            ? option
            : throw new PostFocusException(
                $"'{Wording.Shown(option)}' is no option of sbatch. Give one a time, such as --sbatch=--account=NAME."
            );

    /// <summary>1, 2, 3, 7 as 1-3,7.</summary>
    private static string Ranges(IReadOnlyList<int> numbers)
    {
        var ranges = new List<(int First, int Last)>();
        foreach (var number in numbers)
            if (ranges.Count > 0 && ranges[^1].Last == number - 1)
                ranges[^1] = (ranges[^1].First, number);
            else
                ranges.Add((number, number));
        return string.Join(
            ',',
            ranges.Select(r => r.First == r.Last ? $"{r.First}" : string.Create(CultureInfo.InvariantCulture, $"{r.First}-{r.Last}"))
        );
    }
}
