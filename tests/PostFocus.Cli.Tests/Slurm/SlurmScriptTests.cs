using System.Diagnostics;
using PostFocus.Cli.Shards;
using PostFocus.Cli.Slurm;
using PostFocus.Cli.Tests.Shards;
using PostFocus.Cli.Tests.Testing;

namespace PostFocus.Cli.Tests.Slurm;

/// <summary>What is given to Slurm, and what is said where there is none.</summary>
public sealed class SlurmScriptTests : IDisposable
{
    private readonly ShardedRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task ADryRunPrintsTheScriptsOfWhatIsLeft()
    {
        await _run.Plan("plan", 5);
        await _run.Do("plan", 3);
        var identity = ShardPlan.Read(_run["plan"]).Identity();
        var submitted = await Submit(
            "--dry-run",
            "--partition",
            "gpu",
            "--time",
            "1-12",
            "--memory",
            "4G",
            "--cpus",
            "8",
            "--sbatch=-A lab"
        );
        Assert.Equal((0, ""), (submitted.ExitCode, submitted.Error));
        string[] both = ["--requeue", "--open-mode=append", "--partition=gpu", "--time=1-12", "--mem=4G", "-A lab"];
        var scripts = submitted.Output.Split("#!/bin/bash\n")[1..];
        Assert.Equal([$"--job-name=postfocus-{identity}", "--array=1-2,4-5", "--cpus-per-task=8", .. both], Options(scripts[0]));
        Assert.Equal([$"--job-name=postfocus-{identity}-gather", "--kill-on-invalid-dep=yes", .. both], Options(scripts[1]));
        Assert.Contains(
            $" run --shard '{_run["plan"]}#'\"$SLURM_ARRAY_TASK_ID\" --out '{_run["out"]}'\n",
            scripts[0],
            StringComparison.Ordinal
        );
        Assert.Contains($" gather '{_run["plan"]}' --out '{_run["out"]}'\n", scripts[1], StringComparison.Ordinal);

        static IEnumerable<string> Options(string script) =>
            script.Split('\n').Where(line => line.StartsWith("#SBATCH ", StringComparison.Ordinal)).Select(line => line[8..]);
    }

    /// <summary>A task that could not use a frame is followed by gathering, one that failed is not.</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(2, 0)]
    [InlineData(130, 130)]
    public async Task ATaskEndsAsItsShardButForFramesThatCannotBeUsed(int code, int expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no bash.");
        await _run.Plan("plan", 2);
        var script = (await Submit("--dry-run")).Output.Split("#!/bin/bash\n")[1];
        // The shard's own line ends with a code.
        var lines = script.Split('\n').Select(line => line.Contains(" --shard ", StringComparison.Ordinal) ? $"(exit {code})" : line);
        using var bash = Process.Start("bash", ["-c", string.Join('\n', lines)]);
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(expected, bash.ExitCode);
    }

    [Theory]
    [InlineData("--partition", "a b", "has a space")]
    [InlineData("--time", "5\n#SBATCH --uid=root", "has a space")]
    [InlineData("--sbatch", "-A lab\nrm", "no option of sbatch")]
    [InlineData("--sbatch", "lab", "no option of sbatch")]
    public async Task WhatWouldBeAnotherLineOfTheScriptIsRefused(string option, string value, string words)
    {
        await _run.Plan("plan", 2);
        (await Submit("--dry-run", option, value)).IsRefusedNaming(words);
    }

    [Fact]
    public async Task WithoutSlurmTheJournalsTellTheStatusAndNothingIsSubmitted()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("SLURM_CONF") is null, "There is a Slurm.");
        await _run.Plan("plan", 2);
        await _run.Do("plan", 2);
        await Says("shard 1: not begun\nshard 2: done\ngather: not done\n1 of 2 shards done, 0 running, 1 missing.\n");
        (await Submit()).IsRefusedNaming("squeue");
        await _run.Do("plan", 1);
        await Says("shard 1: done\nshard 2: done\ngather: not done\n2 of 2 shards done, 0 running, 0 missing.\n");
        await _run.Gather("plan");
        await Says("shard 1: done\nshard 2: done\ngather: done\n2 of 2 shards done, 0 running, 0 missing.\n");

        async Task Says(string words)
        {
            var status = await Postfocus.Run("slurm", "status", _run["plan"], "--out", _run["out"]);
            Assert.Equal((0, ""), (status.ExitCode, status.Error));
            Assert.EndsWith($"What follows is by journals alone.\n{words}", status.Output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("a'b", "'a'\\''b'")]
    [InlineData("", "''")]
    [InlineData("$a `b` \"c\"\\", "'$a `b` \"c\"\\'")]
    public async Task AQuotedTextIsOneWord(string text, string expected)
    {
        Assert.Equal(expected, SlurmScripts.Quoted(text));
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no bash.");
        using var bash = Process.Start(
            new ProcessStartInfo("bash", ["-c", $"printf %s {SlurmScripts.Quoted(text)}"]) { RedirectStandardOutput = true }
        )!;
        Assert.Equal(text, await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    private Task<Postfocus> Submit(params string[] more) => Postfocus.Run(["slurm", "submit", _run["plan"], "--out", _run["out"], .. more]);
}
