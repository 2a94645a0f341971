using System.IO.Compression;
using Microsoft.ML;
using PostFocus.Cli.Tests.Testing;

namespace PostFocus.Cli.Tests;

/// <summary>What cannot be done is refused in a line that names it, before anything is written.</summary>
public sealed class RunRefusalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public RunRefusalTests() => TestFrames.WriteTiffs(_folder["in"], TestFrames.Alternating(2));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AMissingInput() => await Refused(_folder["nowhere"], ["nowhere", "no such file or folder"]);

    [Fact]
    public async Task AnEmptyFolder()
    {
        Directory.CreateDirectory(_folder["empty"]);
        await Refused(_folder["empty"], ["empty", "no frame files"]);
    }

    [Fact]
    public async Task TheResultOfAnEarlierRun()
    {
        await Postfocus.Restore(_folder["in"], _folder["first"]);
        await Refused(_folder["first"], ["first", "result of an earlier run"]);
        // Of one that was killed.
        File.Delete(_folder["first/frames.csv"]);
        await Refused(_folder["first"], ["first", "result of an earlier run"]);
    }

    [Fact]
    public async Task AMissingModel() => await RefusedModel("missing.zip", "no model file");

    [Fact]
    public async Task AZipOfSomethingElse()
    {
        using (var zip = await ZipFile.OpenAsync(_folder["other.zip"], ZipArchiveMode.Create, TestContext.Current.CancellationToken))
            zip.CreateEntry("letter.txt");
        await RefusedModel("other.zip", "ML.NET model zip");
    }

    [Fact]
    public async Task AModelThatIsNoZip()
    {
        await File.WriteAllTextAsync(_folder["text.zip"], "no zip", TestContext.Current.CancellationToken);
        await RefusedModel("text.zip", "It is no zip");
    }

    [Fact]
    public async Task ADamagedModel()
    {
        File.Copy(BrightnessModel.Zip, _folder["damaged.zip"]);
        TestFrames.Truncate(_folder["damaged.zip"]);
        await RefusedModel("damaged.zip", "cut off or damaged", "copy or fetch it again");
    }

    [Fact]
    public async Task AStockModelWithoutOurNetworks()
    {
        var context = new MLContext(1);
        var data = context.Data.LoadFrames(_folder["in"]);
        context.Model.Save(context.Transforms.CopyColumns("Copy", "Path").Fit(data), data.Schema, _folder["stock.zip"]);
        await RefusedModel("stock.zip", "without a focus classifier, a restorer, a gate, a domain or a segmenter");
    }

    [Fact]
    public async Task AModelWithoutRestorer()
    {
        var context = new MLContext(1);
        var data = context.Data.LoadFrames(_folder["in"]);
        var classifier = context.FocusRestoration.LoadModels(BrightnessModel.Zip).Classifier!;
        context.Model.Save(context.Transforms.ScoreFocus(classifier).Fit(data), data.Schema, _folder["half.zip"]);
        await RefusedModel("half.zip", "no restorer", "train restorer");
    }

    [Fact]
    public async Task AnOutFolderInsideTheInput()
    {
        var run = await Postfocus.Restore(_folder["in"], _folder["in/out"]);
        run.IsRefusedNaming("--out", _folder["in/out"], "inside the input");
        Assert.False(Directory.Exists(_folder["in/out"]));
    }

    [Fact]
    public async Task AnOutFolderThatIsNotEmpty()
    {
        var before = TemporaryFolder.Hashes(_folder["in"]);
        (await Postfocus.Restore(_folder["in/t0.tif"], _folder["in"])).IsRefusedNaming("--out", "not empty");
        Assert.Equal(before, TemporaryFolder.Hashes(_folder["in"]));
    }

    [Fact]
    public async Task AnOutFolderThatIsAFile() =>
        (await Postfocus.Restore(_folder["in"], BrightnessModel.Zip)).IsRefusedNaming("--out", "is a file");

    [Theory]
    [InlineData("--device", "gpu", "--device", "'gpu'")]
    [InlineData("--device", "cuda:-1", "--device", "'cuda:-1'")]
    [InlineData("--samples", "0", "samples", "between 1 and 100")]
    [InlineData("--samples", "101", "samples", "between 1 and 100")]
    [InlineData("--steps", "0", "steps", "between 1 and 1000")]
    [InlineData("--steps", "1001", "steps", "between 1 and 1000")]
    [InlineData("--steps", "many", "--steps", "'many'")]
    [InlineData("--sampler", "euler", "'euler'", "dpmsolver")]
    [InlineData("--sampler", "ddim", "Sampler", "a regression draws no samples")]
    [InlineData("--samples", "1", "--samples must be 2 or more", "gate")]
    [Trait("Speed", "Slow")]
    public async Task ABadOption(string option, string value, params string[] words)
    {
        var run = await Postfocus.Run("run", _folder["in"], "--out", _folder["out"], option, value);
        run.IsRefusedNaming(words);
        Assert.False(Directory.Exists(_folder["out"]));
    }

    [Theory]
    [InlineData("run", "in", "--out", "out")]
    [InlineData("yield", "in", "--out", "out")]
    [InlineData("train", "classifier", "--data", "in", "--out", "out")]
    [InlineData("train", "restorer", "--data", "in", "--out", "out")]
    [InlineData("train", "gate", "--data", "in", "--model", "m.zip", "--out", "out")]
    public async Task AGpuThatThisBuildCannotUse(params string[] verb)
    {
        Assert.SkipWhen(Devices.BuiltForGpus, "This build is for GPUs.");
        var run = await Postfocus.Run([.. verb, "--device", "cuda:0"]);
        run.IsRefusedNaming("--device cuda:0", "-p:PostFocusDevice=cuda", "CPU");
        Assert.Equal(2, run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal("", run.Output);
    }

    private async Task Refused(string input, string[] words)
    {
        (await Postfocus.Restore(input, _folder["out"])).IsRefusedNaming(words);
        Assert.False(Directory.Exists(_folder["out"]));
    }

    private async Task RefusedModel(string zip, params string[] words)
    {
        var run = await Postfocus.Run("run", _folder["in"], "--out", _folder["out"], "--model", _folder[zip]);
        run.IsRefusedNaming([_folder[zip], .. words]);
        Assert.False(Directory.Exists(_folder["out"]));
    }
}
