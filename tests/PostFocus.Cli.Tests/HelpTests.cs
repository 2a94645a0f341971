using PostFocus.Cli.Tests.Testing;

namespace PostFocus.Cli.Tests;

public sealed class HelpTests
{
    [Theory]
    [InlineData("--help", "run", "simulate", "train", "Exit codes")]
    [InlineData(
        "run --help",
        "--out <DIR>",
        "--model <ZIP>",
        "--samples",
        "--steps",
        "--seed",
        "--device",
        "--channel",
        "--plane",
        "--series",
        "--axes",
        "--accept-all",
        "--neighbour-distance <N>"
    )]
    [InlineData("yield --help", "DATASET", "--out <DIR>", "--threshold-share", "--longest-run", "--names", "--timing", "--camera-offset")]
    [InlineData("plan --help", "INPUT", "--out <PLAN>", "--shards <N>", "--samples", "--cells", "--timing")]
    [InlineData("gather --help", "PLAN", "--out <DIR>")]
    [InlineData("slurm submit --help", "PLAN", "--partition", "--time", "--memory", "--cpus", "--sbatch", "--dry-run")]
    [InlineData("simulate pairs --help", "--wells", "--planes")]
    [InlineData("simulate videos --help", "--frames", "--oof-rate")]
    [InlineData(
        "train classifier --help",
        "--epochs",
        "--network",
        "--data",
        "--pairs <DIR>",
        "--stack <PATH>",
        "--in-focus",
        "--offsets",
        "--max-shift",
        "--register"
    )]
    [InlineData("train calibration --help", "--data", "--pairs <DIR>", "--model <ZIP>", "--out <ZIP>", "--recall", "--orientations")]
    [InlineData(
        "train gate --help",
        "--data",
        "--model <ZIP>",
        "--out <ZIP>",
        "--allowed-worse",
        "--confidence",
        "--samples",
        "--steps",
        "--seed"
    )]
    [InlineData(
        "train restorer --help",
        "--classifier <ZIP>",
        "--checkpoint",
        "--network",
        "uformer-b",
        "--prediction",
        "--schedule",
        "--loss",
        "--weights",
        "--pictures",
        "--patience",
        "--neighbours",
        "--wrong-neighbours <SHARE>"
    )]
    public async Task HelpTellsWhatCanBeGiven(string args, params string[] words)
    {
        var run = await Postfocus.Run(args.Split(' '));
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.All(words, word => Assert.Contains(word, run.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task AVerbWithoutItsArgumentsSaysWhatIsMissingAndWhereHelpIs()
    {
        var run = await Postfocus.Run("run");
        run.IsRefusedNaming("--out", "INPUT", "'postfocus run --help'");
        Assert.Empty(run.Output);
    }

    [Theory]
    [InlineData("")]
    [InlineData("simulate")]
    [InlineData("rum")]
    public async Task WithoutAKnownVerbTheVerbsAreListed(string args)
    {
        var run = await Postfocus.Run(args.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(ExitCodes.Failure, run.ExitCode);
        Assert.Contains("Commands:", run.Output, StringComparison.Ordinal);
    }
}
