using PostFocus.Cli.Tests.Testing;

namespace PostFocus.Cli.Tests;

public sealed class TrainTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task SimulatedWellsTrainNetworksThatRunAccepts()
    {
        await Done("simulate", "pairs", "--out", _folder["wells"], "--wells", "4", "--size", "96");
        await Done("train", "classifier", "--data", _folder["wells"], "--out", _folder["models/classifier.zip"],
            "--epochs", "1", "--threads", "1");
        await Done("train", "restorer", "--data", _folder["wells"], "--out", _folder["models/both.zip"],
            "--classifier", _folder["models/classifier.zip"], "--steps", "2", "--batch", "2", "--channels", "8", "--blocks", "1",
            "--threads", "1");

        string output = await Done("run", _folder["wells/frames"], "--out", _folder["out"], "--model", _folder["models/both.zip"],
            "--samples", "1", "--steps", "1");
        Assert.Contains("4 sequences, 12 frames scored", output, StringComparison.Ordinal);
        Assert.DoesNotContain("pretrained", output, StringComparison.Ordinal);
        Assert.Equal(12, new FramesTable(_folder["out"]).Count);
        _folder.HoldsOnlyWholeFiles();
    }

    [Theory]
    [InlineData("classifier")]
    [InlineData("restorer")]
    public async Task AMissingManifestIsNamed(string network)
    {
        (await Train(network, _folder["nowhere"])).IsRefusedNaming("nowhere");
        Assert.False(File.Exists(_folder["model.zip"]));
    }

    [Theory]
    [InlineData("classifier", "out_of_focus")]
    [InlineData("restorer", "reference_path")]
    public async Task AManifestWithoutTruthIsRefused(string network, string column)
    {
        TestFrames.WriteTiffs(_folder["data"], TestFrames.Alternating(2));
        await File.WriteAllTextAsync(_folder["data/truth.csv"], "path\nt0.tif\nt1.tif\n", TestContext.Current.CancellationToken);
        (await Train(network, _folder["data"])).IsRefusedNaming(column);
    }

    [Fact]
    public async Task AnOutThatIsAFolderIsRefusedBeforeTraining()
    {
        Directory.CreateDirectory(_folder["model.zip"]);
        (await Train("classifier", _folder["data"])).IsRefusedNaming("--out", "model.zip", "folder");
    }

    private Task<Postfocus> Train(string network, string data) =>
        Postfocus.Run("train", network, "--data", data, "--out", _folder["model.zip"]);

    private static async Task<string> Done(params string[] args)
    {
        Postfocus run = await Postfocus.Run(args);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return run.Output;
    }
}
