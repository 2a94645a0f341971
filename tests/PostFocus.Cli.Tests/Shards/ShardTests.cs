using CsCheck;
using PostFocus.Cli.Output;
using PostFocus.Cli.Shards;
using PostFocus.Cli.Tests.Testing;

namespace PostFocus.Cli.Tests.Shards;

/// <summary>Several processes share a run, and what they make is what one makes.</summary>
public sealed class ShardTests : IDisposable
{
    private readonly ShardedRun _run = new();

    public void Dispose() => _run.Dispose();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(7, 5)]
    public async Task HoweverManyShardsThereAreTheyMakeWhatOneProcessMakes(int wanted, int shards)
    {
        string[] options = ["--parquet"];
        var planned = await _run.Plan("it's a plän #1.json", wanted, options);
        Assert.Equal((0, ""), (planned.ExitCode, planned.Error));
        Assert.Equal(wanted > shards, planned.Output.Contains("and so there are no more shards", StringComparison.Ordinal));
        // In any order.
        for (var shard = shards; shard >= 1; shard--)
        {
            var done = await _run.Do("it's a plän #1.json", shard);
            Assert.Equal((0, ""), (done.ExitCode, done.Error));
            Assert.Contains($"Shard {shard} of {shards} is done: ", done.Output, StringComparison.Ordinal);
        }
        for (var again = 0; again < 2; again++)
        {
            var gathered = await _run.Gather("it's a plän #1.json");
            Assert.Equal((0, ""), (gathered.ExitCode, gathered.Error));
            Assert.Contains("5 sequences, 28 frames scored, 13 out of focus and restored", gathered.Output, StringComparison.Ordinal);
            await _run.EqualsOneProcess(more: options);
        }
    }

    [Fact]
    public async Task AShardThatIsDoneAgainChangesNothingAndOneThatWasGatheredGoesOn()
    {
        await _run.Plan("plan", 2);
        await _run.Do("plan", 1);
        var before = TemporaryFolder.Hashes(_run["out"]);
        var again = await _run.Do("plan", 1);
        Assert.Contains("continued: 3 of 3 sequences were done\n", again.Output, StringComparison.Ordinal);
        Assert.Equal(before, TemporaryFolder.Hashes(_run["out"]));
        await _run.Do("plan", 2);
        await _run.Gather("plan");
        File.Delete(_run["out/w3/t1.tif"]);
        (await _run.Gather("plan")).IsRefusedNaming("results were changed or removed", "of shard 1 sequence w3");
        Assert.Contains("done again: 1 whose results changed", (await _run.Do("plan", 1)).Output, StringComparison.Ordinal);
        await _run.Gather("plan");
        await _run.EqualsOneProcess();
    }

    [Fact]
    public async Task WhatIsMissingIsNamedAndNothingIsWritten()
    {
        await _run.Plan("plan", 3);
        (await _run.Gather("plan")).IsRefusedNaming("no shard of the plan was done");
        await _run.Do("plan", 2);
        await Cancel(3, "w2: 6 frames");
        using (FolderLock.Take(_run["out"], new ShardFiles(ShardPlan.Read(_run["plan"]).Identity()).Part(1)))
        {
            (await _run.Gather("plan")).IsRefusedNaming(
                "1 of 3 shards are done",
                "shard 1 is running (0 of 1 unit done; process",
                "shard 3 is unfinished (1 of 2 units done)"
            );
            (await _run.Do("plan", 1)).IsRefusedNaming("is in use by another run", $"process {Environment.ProcessId}");
        }
        var before = TemporaryFolder.Hashes(_run["out"]);
        (await _run.Gather("plan")).IsRefusedNaming("shard 1 is not begun", "shard 3 is unfinished");
        Assert.Equal(before, TemporaryFolder.Hashes(_run["out"]));
        await _run.Do("plan", 1);
        Assert.Contains("continued: 1 of 2 sequences were done", (await _run.Do("plan", 3)).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await _run.Gather("plan")).ExitCode);
        await _run.EqualsOneProcess();
    }

    [Fact]
    public async Task WhileOneGathersNoShardBeginsAndWhileOneIsHeldNoRunDoes()
    {
        await _run.Plan("plan", 2);
        Directory.CreateDirectory(_run["out"]);
        using (FolderLock.Take(_run["out"]))
            (await _run.Do("plan", 1)).IsRefusedNaming("is in use by another run");
        await _run.Do("plan", 1);
        using (FolderLock.Take(_run["out"], new ShardFiles(ShardPlan.Read(_run["plan"]).Identity()).Part(2)))
            (await _run.Whole("out")).IsRefusedNaming("is in use by another run");
        (await _run.Whole("out")).IsRefusedNaming("is not empty");
    }

    [Fact]
    public async Task ShardsGoOnWithWhatOneProcessHasDone()
    {
        using var cancellation = new CancellationTokenSource();
        using var output = new LineWatcher("w1: 5 frames", cancellation.Cancel);
        await CommandLine.Run(
            ["run", _run.Input, "--out", _run["out"], .. ShardedRun.Options],
            output,
            TextWriter.Null,
            cancellation.Token
        );
        await _run.Plan("plan", 2);
        Assert.Contains("continued: 1 of 3 sequences were done", (await _run.Do("plan", 1)).Output, StringComparison.Ordinal);
        await _run.Do("plan", 2);
        Assert.Equal(0, (await _run.Gather("plan")).ExitCode);
        await _run.EqualsOneProcess();
    }

    /// <summary>Of the same length, as after pixels were mended.</summary>
    [Fact]
    public async Task FramesThatWereChangedAfterTheirShardAreDoneAgainBeforeAllIsGathered()
    {
        await _run.Plan("plan", 1);
        await _run.Do("plan", 1);
        var bytes = await File.ReadAllBytesAsync(_run["in/w1/t1.tif"], TestContext.Current.CancellationToken);
        bytes[100] ^= 1; // of its pixels
        await File.WriteAllBytesAsync(_run["in/w1/t1.tif"], bytes, TestContext.Current.CancellationToken);
        (await _run.Gather("plan")).IsRefusedNaming("frames were changed after their results were made", "shard 1", "w1");
    }

    [Fact]
    public async Task AFrameThatCannotBeUsedIsToldByItsShardAndWhenAllIsGathered()
    {
        await File.WriteAllTextAsync(_run["in/w1/t1.tif"], "no picture", TestContext.Current.CancellationToken);
        await _run.Plan("plan", 2);
        int[] codes = [(await _run.Do("plan", 1)).ExitCode, (await _run.Do("plan", 2)).ExitCode];
        Assert.Equal([ExitCodes.Success, ExitCodes.SomeFilesFailed], codes.Order());
        var gathered = await _run.Gather("plan");
        Assert.Equal((ExitCodes.SomeFilesFailed, ""), (gathered.ExitCode, gathered.Error));
        Assert.Contains("1 frame not usable", gathered.Output, StringComparison.Ordinal);
        await _run.EqualsOneProcess();
    }

    [Fact]
    public async Task AProblemThatNoTableTellsIsToldWhenAllIsGathered()
    {
        await _run.Plan("plan", 1);
        // In the way of a picture.
        using var output = new LineWatcher("w0: 4 frames", () => Directory.CreateDirectory(_run["out/reports/w1/overview.png"]));
        Assert.Equal(
            ExitCodes.SomeFilesFailed,
            await CommandLine.Run(Arguments(1), output, TextWriter.Null, TestContext.Current.CancellationToken)
        );
        var gathered = await _run.Gather("plan");
        Assert.Equal(
            (ExitCodes.SomeFilesFailed, "error: sequence w1: shard 1 had a problem with it, which its log tells.\n"),
            (gathered.ExitCode, gathered.Error)
        );
        Directory.Delete(_run["out/reports/w1/overview.png"]);
        Assert.Contains("done again: 1 that had a problem", (await _run.Do("plan", 1)).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await _run.Gather("plan")).ExitCode);
        await _run.EqualsOneProcess();
    }

    [Fact]
    public async Task AShardThatFilledItsDiskInItsFirstSequenceGoesOnWhereThereIsRoom()
    {
        using var disk = SmallDisk.MountOrSkip(_run["out"], 24);
        await _run.Plan("plan", 1);
        (await _run.Do("plan", 1)).IsRefusedNaming("there is no room left. Free space there, and give the same command again");
        disk.Grow(1 << 14, 0);
        Assert.Equal(0, (await _run.Do("plan", 1)).ExitCode);
        Assert.Equal(0, (await _run.Gather("plan")).ExitCode);
        await _run.EqualsOneProcess();
    }

    /// <summary>What a shard writes at this moment and what one that was killed left look the same.</summary>
    [Fact]
    public async Task WhatIsHalfWrittenGoesWhenAllIsGatheredAndNotBefore()
    {
        await _run.Plan("plan", 2);
        await _run.Do("plan", 1);
        var half = _run[$"out/w1/.{new string('0', 32)}.tmp"];
        await File.WriteAllTextAsync(half, "half", TestContext.Current.CancellationToken);
        await _run.Do("plan", 2);
        Assert.True(File.Exists(half));
        await _run.Gather("plan");
        Assert.False(File.Exists(half));
    }

    [Fact]
    public async Task RestoredFilesTellTheDayOfThePlan()
    {
        await _run.Plan("plan", 1, "--date");
        var plan = ShardPlan.Read(_run["plan"]);
        await File.WriteAllTextAsync(
            _run["plan"],
            (plan with { Settings = [.. plan.Settings.Select(s => s.Name == "date" ? s with { Value = "2001-02-03" } : s)] }).ToText(),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(0, (await _run.Do("plan", 1)).ExitCode);
        Assert.Contains(
            "2001-02-03",
            await File.ReadAllTextAsync(_run["out/w0/t1.tif"], TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    /// <summary>The largest unit is the most by which two shards differ; nothing is lost, and the same plan comes out again.</summary>
    [Fact]
    public void ShardsAreBalanced() =>
        Gen.Select(Gen.Int[0, 60].Array[1, 40], Gen.Int[1, 40])
            .Sample(
                (frames, wanted) =>
                {
                    PlannedUnit[] units = [.. frames.Select((count, i) => new PlannedUnit($"{i}", count, 10 * count))];
                    var shards = Shard.Share(units, Math.Min(wanted, units.Length));
                    Assert.Equal(Math.Min(wanted, units.Length), shards.Count);
                    Assert.Equal(units, shards.SelectMany(s => s.Units).OrderBy(u => int.Parse(u.Name, null)));
                    int[] loads = [.. shards.Select(s => s.Units.Sum(u => Math.Max(1, u.Frames)))];
                    Assert.True(loads.Max() - loads.Min() <= Math.Max(1, frames.Max()));
                    Assert.All(shards, s => Assert.Equal(s.Units.Sum(u => u.Frames), s.Frames));
                    Assert.All(shards, s => Assert.Equal(s.Units.OrderBy(u => int.Parse(u.Name, null)), s.Units));
                }
            );

    private async Task Cancel(int shard, string words)
    {
        using var cancellation = new CancellationTokenSource();
        using var output = new LineWatcher(words, cancellation.Cancel);
        Assert.Equal(ExitCodes.Cancelled, await CommandLine.Run(Arguments(shard), output, TextWriter.Null, cancellation.Token));
    }

    private string[] Arguments(int shard) => ["run", "--shard", $"{_run["plan"]}#{shard}", "--out", _run["out"]];
}
