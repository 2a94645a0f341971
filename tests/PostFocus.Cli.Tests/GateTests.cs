using Microsoft.ML;
using PostFocus.Cli.Tests.Testing;
using PostFocus.Imaging.Files;

namespace PostFocus.Cli.Tests;

public sealed class GateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ARejectedFrameKeepsItsBytesAndTheTableSaysSo()
    {
        WriteFrames();
        var run = await Run("out");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("in: 4 frames, 2 out of focus, 2 restored, 1 of them accepted", run.Output, StringComparison.Ordinal);
        Assert.Contains("2 out of focus and restored (50.0 %), 1 of them accepted in", run.Output, StringComparison.Ordinal);
        var before = TemporaryFolder.Hashes(_folder["in"]);
        var after = TemporaryFolder.Hashes(_folder["out"]);
        Assert.All(before, file => Assert.Equal(file.Key != "t3.tif", file.Value == after[file.Key]));

        var table = new FramesTable(_folder["out"]);
        Assert.Equal(["false", "true", "false", "true"], table["restored"]);
        Assert.Equal(["", "false", "", "true"], table["accepted"]);
        Assert.Equal(
            ["", "low", "", "high"],
            table["trust"]
                .Select(t =>
                    t.Length == 0 ? ""
                    : float.Parse(t, null) < 0.5 ? "low"
                    : "high"
                )
        );
        Assert.Equal(["0", "0", "0"], table["clipped_pixels"][..3]);
    }

    [Fact]
    public async Task AcceptAllTakesRejectedFramesToo()
    {
        WriteFrames();
        var run = await Run("out", "--accept-all");

        Assert.Contains("--accept-all", run.Output, StringComparison.Ordinal);
        Assert.Equal(["", "false", "", "true"], new FramesTable(_folder["out"])["accepted"]);
        Assert.NotEqual(FrameFile.Read(_folder["in/t1.tif"]).Counts, FrameFile.Read(_folder["out/t1.tif"]).Counts);
        Assert.NotEqual(FrameFile.Read(_folder["in/t3.tif"]).Counts, FrameFile.Read(_folder["out/t3.tif"]).Counts);
    }

    [Fact]
    public async Task WithoutAGateItsColumnsAreEmpty()
    {
        WriteFrames();
        var run = await Postfocus.Restore(_folder["in"], _folder["out"]);
        Assert.DoesNotContain("accepted", run.Output, StringComparison.OrdinalIgnoreCase);
        var first = run.Output.IndexOf("in: 4 frames", StringComparison.Ordinal);
        Assert.Contains("Nothing judges the restored frames", run.Output[..first], StringComparison.Ordinal);
        var table = new FramesTable(_folder["out"]);
        Assert.All(table["trust"].Concat(table["accepted"]), Assert.Empty);
    }

    [Fact]
    public async Task OfARunUnlikeTheGatesTrainingNothingIsAcceptedAndOneSampleIsRefused()
    {
        WriteFrames();
        Assert.DoesNotContain("promises nothing", (await Run("out")).Output, StringComparison.Ordinal);

        var run = await Run("out2", "--steps", "2");
        Assert.Contains("of --steps 1, and promises nothing for others", run.Output, StringComparison.Ordinal);
        Assert.Contains("--accept-all", run.Output, StringComparison.Ordinal);
        Assert.Equal(["", "false", "", "false"], new FramesTable(_folder["out2"])["accepted"]);
        Assert.Equal(["", "settings", "", "settings"], new FramesTable(_folder["out2"])["rejected_by"]);
        Assert.Equal(FrameFile.Read(_folder["in/t3.tif"]).Counts, FrameFile.Read(_folder["out2/t3.tif"]).Counts);

        await Run("out3", "--steps", "2", "--accept-all");
        Assert.NotEqual(FrameFile.Read(_folder["in/t3.tif"]).Counts, FrameFile.Read(_folder["out3/t3.tif"]).Counts);
        (await Run("out4", "--samples", "1")).IsRefusedNaming("--samples", "gate");
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task AGateIsTrainedOnPairsAndRunTakesItsZip()
    {
        string[] wells = [.. Enumerable.Range(0, 12).Select(w => $"well{w}")];
        for (var w = 0; w < wells.Length; w++)
            TestFrames.WriteTiffs(_folder[$"in/{wells[w]}"], [TestFrames.Dark(2 * w), TestFrames.Bright(2 * w + 1)]);
        await Postfocus.Restore(_folder["in"], _folder["restored"]);
        // The bright frames are selected by the model, not all of them labelled; the dark ones are labelled and not selected. Of half of
        // the bright ones the truth is what restoring gives; all other truths are what was recorded, which restoring can only harm.
        await File.WriteAllLinesAsync(
            _folder["truth.csv"],
            [
                "path,sequence,frame,out_of_focus,reference_path",
                .. wells.SelectMany(
                    (well, w) =>
                        new[]
                        {
                            $"in/{well}/t0.tif,{well},0,true,in/{well}/t0.tif",
                            $"in/{well}/t1.tif,{well},1,{(w % 3 == 0 ? "true" : "false")},{(w % 2 == 0 ? "restored" : "in")}/{well}/t1.tif",
                        }
                ),
            ],
            TestContext.Current.CancellationToken
        );
        string[] train =
        [
            "train",
            "gate",
            "--data",
            _folder["truth.csv"],
            "--model",
            BrightnessModel.Zip,
            "--samples",
            "2",
            "--steps",
            "1",
        ];
        var trained = await Postfocus.Run([.. train, "--out", _folder["gate.zip"], "--allowed-worse", "0.1"]);

        Assert.Equal((0, ""), (trained.ExitCode, trained.Error));
        Assert.Contains("fitted on 6 wells: 12 restored frames", trained.Output, StringComparison.Ordinal);
        Assert.Contains("threshold wells: 6, 12 restored frames", trained.Output, StringComparison.Ordinal);
        Assert.Contains("at least 35 threshold wells", trained.Output, StringComparison.Ordinal);
        var models = new MLContext(1).FocusRestoration.LoadModels(_folder["gate.zip"]);
        Assert.NotNull(models.Classifier);
        Assert.NotNull(models.Restorer);
        Assert.Equal((null, 2, 1), (models.Gate!.Threshold, models.Gate.Calibration.Samples, models.Gate.Calibration.Steps));

        var run = await Postfocus.Run(
            "run",
            _folder["in"],
            "--out",
            _folder["out"],
            "--model",
            _folder["gate.zip"],
            "--samples",
            "2",
            "--steps",
            "1"
        );
        Assert.Contains("no restored frame is accepted", run.Output, StringComparison.Ordinal);
        Assert.Contains("0 of them accepted", run.Output, StringComparison.Ordinal);
        _folder.HoldsOnlyWholeFiles();

        (await Postfocus.Run([.. train, "--out", _folder["other.zip"], "--confidence", "1"])).IsRefusedNaming("Confidence", "0.9999");
    }

    [Fact]
    public async Task AFrameWhoseSamplesAreAllAlikeCannotBeJudgedAndTheOthersAre()
    {
        WriteFrames();
        var zip = GatedZip(BrightnessModel.WithoutSpreadOfBright());
        var run = await Postfocus.Run("run", _folder["in"], "--out", _folder["out"], "--model", zip, "--samples", "2", "--steps", "1");

        Assert.Equal(ExitCodes.SomeFilesFailed, run.ExitCode);
        Assert.Contains("t3.tif, page 0: the spread of the restored frame is 0 everywhere", run.Error, StringComparison.Ordinal);
        Assert.Equal(["false", "true", "false", "false"], new FramesTable(_folder["out"])["restored"]);
        Assert.Equal(TemporaryFolder.Hashes(_folder["in"])["t3.tif"], TemporaryFolder.Hashes(_folder["out"])["t3.tif"]);
    }

    [Fact]
    public async Task AGateNeedsTruthAndBothNetworks()
    {
        TestFrames.WriteTiffs(_folder["data"], TestFrames.Alternating(2));
        await File.WriteAllTextAsync(_folder["data/truth.csv"], "path\nt0.tif\nt1.tif\n", TestContext.Current.CancellationToken);
        (
            await Postfocus.Run("train", "gate", "--data", _folder["data"], "--model", BrightnessModel.Zip, "--out", _folder["gate.zip"])
        ).IsRefusedNaming("reference_path");
        (
            await Postfocus.Run("train", "gate", "--data", _folder["data"], "--model", _folder["none.zip"], "--out", _folder["gate.zip"])
        ).IsRefusedNaming("none.zip");
        Assert.False(File.Exists(_folder["gate.zip"]));
    }

    private Task<Postfocus> Run(string outFolder, params string[] more)
    {
        string[] defaults = ["--samples", "2", "--steps", "1"];
        return Postfocus.Run([
            "run",
            _folder["in"],
            "--out",
            _folder[outFolder],
            "--model",
            GatedZip(BrightnessModel.Zip),
            .. defaults.Chunk(2).Where(option => !more.Contains(option[0])).SelectMany(option => option),
            .. more,
        ]);
    }

    /// <summary>Frames 1 and 3 are out of focus to the model; 3 has three times the contrast of 1.</summary>
    private void WriteFrames() =>
        TestFrames.WriteTiffs(_folder["in"], [TestFrames.At(0.1, 0), TestFrames.At(0.6, 1), TestFrames.At(0.1, 2), TestFrames.At(0.9, 3)]);

    private string GatedZip(string networks)
    {
        var zip = _folder["gated.zip"];
        if (!File.Exists(zip))
            GatedModel.Save(zip, networks, _folder["in"]);
        return zip;
    }
}
