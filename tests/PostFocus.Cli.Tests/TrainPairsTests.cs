using PostFocus.Cli.Tests.Testing;
using PostFocus.Imaging;
using PostFocus.Imaging.Files;

namespace PostFocus.Cli.Tests;

public sealed class TrainPairsTests : IDisposable
{
    private static readonly string[] s_tiny = ["--steps", "2", "--batch", "2", "--channels", "8", "--blocks", "1", "--threads", "1"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Model => _folder["model.zip"];

    /// <summary>Simulated planes of each well: in focus, below, above.</summary>
    private async Task<Frame[][]> Wells()
    {
        await Done("simulate", "pairs", "--out", _folder["wells"], "--wells", "3", "--size", "96");
        return
        [
            .. Directory
                .GetDirectories(_folder["wells/frames"])
                .Order(StringComparer.Ordinal)
                .Select(well => Directory.GetFiles(well).Order(StringComparer.Ordinal).Select(file => FrameFile.Read(file)).ToArray()),
        ];
    }

    private async Task WriteFolders()
    {
        var wells = await Wells();
        string[] folders = ["focus", "below", "above"];
        for (var well = 0; well < wells.Length; well++)
        for (var plane = 0; plane < folders.Length; plane++)
            FrameFile.WriteTiff(_folder[$"{folders[plane]}/W{well}/t0.tif"], [wells[well][plane]]);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task FoldersOfFramesInAndOutOfFocusTrainBothNetworks()
    {
        await WriteFolders();
        string[] pairs = ["--pairs", _folder["below"], _folder["above"], _folder["focus"]];
        var output = await Done(["train", "classifier", .. pairs, "--out", _folder["classifier.zip"], "--epochs", "1", "--threads", "1"]);
        Assert.Contains("6 pairs of 96 × 96 pixels with 3 in-focus frames; shift 0.", output, StringComparison.Ordinal);

        output = await Done(["train", "restorer", .. pairs, "--out", Model, "--classifier", _folder["classifier.zip"], .. s_tiny]);
        Assert.Contains("25 % of the pairs trained on are identity pairs", output, StringComparison.Ordinal);
        Assert.True(File.Exists(Model));
        _folder.HoldsOnlyWholeFiles();
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task PlanesOfStacksTrainARestorer()
    {
        var wells = await Wells();
        for (var well = 0; well < wells.Length; well++)
            FrameFile.WriteTiff(_folder[$"stacks/W{well}.tif"], [wells[well][1], wells[well][0], wells[well][2]]);
        var output = await Done([
            "train",
            "restorer",
            "--stack",
            _folder["stacks"],
            "--in-focus",
            "1",
            "--offsets",
            "-1",
            "1",
            "--axes",
            "Z",
            "--out",
            Model,
            .. s_tiny,
        ]);
        Assert.Contains("6 pairs of 96 × 96 pixels with 3 in-focus frames", output, StringComparison.Ordinal);
        Assert.True(File.Exists(Model));
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task PairsThatDoNotLieOnEachOtherAreRefusedOrCorrected()
    {
        await WriteFolders();
        var path = _folder["below/W1/t0.tif"];
        var frame = FrameFile.Read(path);
        FrameFile.WriteTiff(
            path,
            [
                new Frame(
                    96,
                    96,
                    [.. Enumerable.Range(0, 96 * 96).Select(i => frame.Counts[i / 96 * 96 + Math.Min(i % 96 + 6, 95)])],
                    frame.PixelType
                ),
            ]
        );
        string[] train =
        [
            "train",
            "restorer",
            "--pairs",
            _folder["below"],
            _folder["focus"],
            "--out",
            Model,
            "--max-shift",
            "4",
            .. s_tiny,
        ];

        (await Postfocus.Run(train)).IsRefusedNaming("below", "W1", "focus", "at most 4", "1 of 3 pairs", "--register correct");
        Assert.False(File.Exists(Model));
        Assert.Contains("1 pair corrected", await Done([.. train, "--register", "correct"]), StringComparison.Ordinal);
        Assert.Contains("shifts not measured", await Done([.. train, "--register", "skip"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "--data", "--pairs", "--stack")]
    [InlineData("--data a --stack b --in-focus 1 --offsets 1", "one of")]
    [InlineData("--stack a --in-focus 1", "--offsets")]
    [InlineData("--pairs a b --offsets 1", "--stack")]
    [InlineData("--pairs a", "two folders")]
    [InlineData("--data a --channel 1", "--channel goes with")]
    [InlineData("--pairs a b --register maybe", "maybe", "correct")]
    [InlineData("--pairs a b --max-shift 99", "between 0 and 31")]
    [InlineData("--pairs nowhere b", "no such file or folder")]
    public async Task ArgumentsThatMakeNoSenseAreRefused(string arguments, params string[] words) =>
        (
            await Postfocus.Run(["train", "classifier", "--out", Model, .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)])
        ).IsRefusedNaming(words);

    private static async Task<string> Done(params string[] args)
    {
        var run = await Postfocus.Run(args);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return run.Output;
    }
}
