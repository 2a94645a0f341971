using System.Globalization;
using System.Text.RegularExpressions;
using PostFocus.Cli.Shards;
using PostFocus.Cli.Tests.Testing;

namespace PostFocus.Cli.Tests.Slurm;

/// <summary>Shards as jobs of a real Slurm with two nodes.</summary>
public sealed partial class SlurmTests : IDisposable
{
    private readonly TemporaryFolder _folder = new(TemporaryFolder.Memory);

    public void Dispose() => _folder.Dispose();

    private string Input => _folder["it's \"in\" ä"];

    private string Plan => _folder["it's a $PLAN #1.json"];

    private string Out => _folder["out `of` 'it'"];

    /// <summary>With names that a shell would misread. A task is killed and begins anew, a node is lost and its task moves.</summary>
    [Fact]
    [Trait("Speed", "Slow")]
    public async Task WhatSlurmDoesOnTwoNodesOfWhichOneIsLostIsWhatOneProcessDoes()
    {
        using var slurm = await SlurmCluster.StartOrSkip(TestContext.Current.CancellationToken);
        // So much that no shard is done while the other's state is asked for.
        for (var i = 0; i < 16; i++)
            TestFrames.WriteTiffs(Path.Combine(Input, $"w{i}"), TestFrames.Alternating(32));
        string[] options = ["--model", BrightnessModel.Zip, "--samples", "100", "--steps", "1", "--cells", "none"];
        Assert.Equal(0, (await Postfocus.Run(["plan", Input, "--out", Plan, "--shards", "2", .. options])).ExitCode);

        var submitted = await Run(
            slurm,
            "submit",
            "--partition",
            "wells",
            "--time",
            "5",
            "--memory",
            "500M",
            "--cpus",
            "1",
            "--sbatch=--comment=wells"
        );
        Assert.Contains("does 2 shards, then job", submitted, StringComparison.Ordinal);
        var job = Number(JobOf(), submitted);
        Assert.Contains($"was submitted already, as job {job}", await Run(slurm, "submit"), StringComparison.Ordinal);

        // Each has done something: that it goes on is worth something.
        await Until(states => states.Count(s => s.Done > 0 && s.Holder is not null) == 2);
        var running = await Run(slurm, "status");
        Assert.Contains("2 running", running, StringComparison.Ordinal);
        Assert.Matches($@"gather: not done; Slurm {job + 1}: PENDING \(Dependency\)", running);
        var first = Number(HeldOn("n1"), running);
        await slurm.Ask("scontrol", "requeue", $"{job}_{first}");
        slurm.Lose("n2", Number(new Regex(@"process (\d+) .*on n2\n"), running));
        await SlurmCluster.Wait(async () => await slurm.Ask("squeue", "--noheader") == "", TestContext.Current.CancellationToken);

        var ended = await Run(slurm, "status");
        Assert.Contains("gather: done", ended, StringComparison.Ordinal);
        Assert.Contains("2 of 2 shards done, 0 running, 0 missing.", ended, StringComparison.Ordinal);
        await Postfocus.Run(["run", Input, "--out", _folder["whole"], .. options]);
        Assert.Equal(TemporaryFolder.Hashes(_folder["whole"]), TemporaryFolder.Hashes(Out));
        var logs = string.Concat(Directory.GetFiles(_folder.Path, "slurm-*.out").Select(File.ReadAllText));
        Assert.Equal(2, logs.Split("continued: ").Length - 1);
        Assert.Equal("n1\nn2", string.Join('\n', Nodes().Matches(running).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal)));
    }

    private async Task Until(Func<IReadOnlyList<ShardState>, bool> isSo)
    {
        var plan = ShardPlan.Read(Plan);
        await SlurmCluster.Wait(
            () =>
            {
                using var journals = new ShardJournals(plan, Out);
                return Task.FromResult(isSo(journals.States()));
            },
            TestContext.Current.CancellationToken
        );
    }

    private async Task<string> Run(SlurmCluster slurm, string verb, params string[] more)
    {
        using var process = ChildProcess.StartIn(_folder.Path, slurm.Variables, ["slurm", verb, Plan, "--out", Out, .. more]);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        return await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken) + await error;
    }

    private static int Number(Regex pattern, string text) => int.Parse(pattern.Match(text).Groups[1].Value, CultureInfo.InvariantCulture);

    private static Regex HeldOn(string node) => new($@"shard (\d+): running .*on {node}\n");

    [GeneratedRegex(@"Job (\d+) does")]
    private static partial Regex JobOf();

    [GeneratedRegex(@"n[12]$", RegexOptions.Multiline)]
    private static partial Regex Nodes();
}
