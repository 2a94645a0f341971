using PostFocus.Cli.Shards;
using PostFocus.Cli.Tests.Testing;
using PostFocus.Imaging.Files;

namespace PostFocus.Cli.Tests.Shards;

/// <summary>What stands in a plan, and what is refused that does not go with it.</summary>
public sealed class PlanTests : IDisposable
{
    private readonly ShardedRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task APlanHoldsInputOptionsSettingsAndShards()
    {
        await _run.Plan("plan", 2, "--pixel", "0.65", "--accept-all");
        var plan = ShardPlan.Read(_run["plan"]);
        Assert.Equal(_run.Input, plan.Input);
        Assert.Equal(
            ["--accept-all", .. ShardedRun.Options, "--pixel", "0.65"],
            new[] { "--accept-all", "--model", "--samples", "--steps", "--cells", "--pixel" }.SelectMany(Given)
        );
        Assert.Contains(plan.Settings, fact => fact.Name == "program" && fact.Value.Contains("build", StringComparison.Ordinal));
        Assert.Contains(plan.Settings, fact => fact.Name == "model SHA-256");
        Assert.Equal([12, 16], plan.Shards.Select(s => s.Frames).Order());
        Assert.Equal(28, plan.Shards.Sum(s => s.Frames));
        var stack = plan.Shards.SelectMany(s => s.Units).Single(u => u.Name == "sequence stack");
        Assert.Equal(new PlannedUnit("sequence stack", 6, new FileInfo(_run["in/stack.tif"]).Length), stack);
        Assert.Equal(plan.ToText(), await File.ReadAllTextAsync(_run["plan"], TestContext.Current.CancellationToken));

        // The option and what follows it up to the next one.
        IEnumerable<string> Given(string option)
        {
            var at = plan.Options.ToList().IndexOf(option);
            return plan
                .Options.Skip(at)
                .Take(1)
                .Concat(plan.Options.Skip(at + 1).TakeWhile(o => !o.StartsWith("--", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task APlanThatWasMovedIsTheSameAndAnotherOneIsAnother()
    {
        await _run.Plan("plan", 2);
        Directory.CreateDirectory(_run["else where"]);
        File.Move(_run["plan"], _run["else where/plan#2"]);
        Assert.Equal(0, (await _run.Do("else where/plan#2", 1)).ExitCode);
        File.Copy(_run["else where/plan#2"], _run["plan"]);
        Assert.Equal(0, (await _run.Do("plan", 2)).ExitCode);
        await _run.Plan("other", 3);
        (await _run.Do("other", 1)).IsRefusedNaming("is not empty", "not of this plan");
        Assert.Equal(0, (await _run.Gather("plan")).ExitCode);
        await _run.EqualsOneProcess();
    }

    [Fact]
    public async Task APlanIsWrittenOnceAndNeverOverAnotherFileOrIntoTheInput()
    {
        await _run.Plan("plan", 2);
        var before = await File.ReadAllTextAsync(_run["plan"], TestContext.Current.CancellationToken);
        Assert.Equal(0, (await _run.Plan("plan", 2)).ExitCode);
        (await _run.Plan("plan", 3)).IsRefusedNaming("is there already, and is not this plan");
        Assert.Equal(before, await File.ReadAllTextAsync(_run["plan"], TestContext.Current.CancellationToken));
        (await _run.Plan("in/plan", 2)).IsRefusedNaming("lies inside the input");
        Directory.CreateDirectory(_run["folder"]);
        (await _run.Plan("folder", 2)).IsRefusedNaming("is there already");
        Directory.CreateDirectory(_run["empty"]);
        (await Postfocus.Run("plan", _run["empty"], "--out", _run["none"])).IsRefusedNaming("empty", "no frame");
        Assert.False(File.Exists(_run["none"]));
    }

    [Theory]
    [InlineData("new", "sequence w9 is new")]
    [InlineData("gone", "sequence w1 is gone")]
    [InlineData("frame", "sequence w1 had 5 frames of")]
    [InlineData("bytes", "sequence w1 had 5 frames of")]
    public async Task AnInputThatChangedAfterThePlanIsRefused(string change, string words)
    {
        await _run.Plan("plan", 1);
        switch (change)
        {
            case "new":
                TestFrames.WriteTiffs(_run["in/w9"], TestFrames.Alternating(2));
                break;
            case "gone":
                Directory.Delete(_run["in/w1"], recursive: true);
                break;
            case "frame":
                File.Delete(_run["in/w1/t4.tif"]);
                break;
            default:
                FrameFile.WriteTiff(_run["in/w1/t4.tif"], [TestFrames.Constant(1000)]);
                break;
        }
        (await _run.Do("plan", 1)).IsRefusedNaming("changed after the plan was made", words, "new plan");
        Assert.False(Directory.Exists(_run["out"]));
    }

    [Fact]
    public async Task AnotherModelThanThatOfThePlanIsRefused()
    {
        File.Copy(BrightnessModel.Zip, _run["model.zip"]);
        await Postfocus.Run("plan", _run.Input, "--out", _run["plan"], "--model", _run["model.zip"]);
        File.Copy(BrightnessModel.With(threshold: 0.7), _run["model.zip"], overwrite: true);
        (await _run.Do("plan", 1)).IsRefusedNaming("made with another program or model", "model SHA-256");
        File.Delete(_run["model.zip"]);
        (await _run.Do("plan", 1)).IsRefusedNaming("model.zip");
        Assert.False(Directory.Exists(_run["out"]));
    }

    [Theory]
    [InlineData("plan#0", "shards 1 to 2", "'0'")]
    [InlineData("plan#99", "shards 1 to 2", "'99'")]
    [InlineData("plan#x", "shards 1 to 2", "'x'")]
    [InlineData("plan#", "shards 1 to 2")]
    [InlineData("plan#-1", "shards 1 to 2")]
    [InlineData("plan", "does not say which shard")]
    [InlineData("gone#1", "gone", "cannot be read")]
    [InlineData("in#1", "in")]
    [InlineData("text#1", "text", "it is no plan")]
    [InlineData("json#1", "json", "it is no plan")]
    public async Task WhatIsNoShardIsRefused(string shard, params string[] words)
    {
        await _run.Plan("plan", 2);
        await File.WriteAllTextAsync(_run["text"], "frames", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            _run["json"],
            """{"input": "in", "options": [], "settings": [], "shards": []}""",
            TestContext.Current.CancellationToken
        );
        (await Postfocus.Run("run", "--shard", _run[shard], "--out", _run["out"])).IsRefusedNaming(words);
        Assert.False(Directory.Exists(_run["out"]));
    }

    [Theory]
    [InlineData("--samples 3", "--samples stands in the plan")]
    [InlineData("--again", "--again")]
    [InlineData("in", "INPUT stands in the plan")]
    public async Task WhatStandsInThePlanIsNotGivenToAShard(string more, string words)
    {
        await _run.Plan("plan", 2);
        (await Postfocus.Run(["run", "--shard", $"{_run["plan"]}#1", "--out", _run["out"], .. more.Split(' ')])).IsRefusedNaming(words);
    }

    [Fact]
    public async Task APlanWhoseOptionsWereSpoiltIsRefused()
    {
        await _run.Plan("plan", 1);
        var plan = ShardPlan.Read(_run["plan"]);
        foreach (var options in new string[][] { ["--smaples", "2"], ["--samples", "200"] })
        {
            await File.WriteAllTextAsync(_run["plan"], (plan with { Options = options }).ToText(), TestContext.Current.CancellationToken);
            (await _run.Do("plan", 1)).IsRefusedNaming(options[0]);
        }
    }
}
