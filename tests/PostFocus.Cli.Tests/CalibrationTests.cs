using Microsoft.ML;
using PostFocus.Cli.Tests.Testing;

namespace PostFocus.Cli.Tests;

/// <summary><c>postfocus train calibration</c>.</summary>
public sealed class CalibrationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AClassifierIsCalibratedAndWhatComesAfterItStays()
    {
        // The fourth frame is dark, in focus to the model, and labelled out of focus: what it says is too sure.
        await WriteFrames("true", "false");
        var done = await Calibrate("--orientations", "4", "--recall", "0.5");
        Assert.Equal((0, ""), (done.ExitCode, done.Error));
        Assert.Contains("before: temperature 1.000, threshold 0.500, orientations 1", done.Output, StringComparison.Ordinal);

        var context = new MLContext(1);
        (var before, var now) = (
            context.FocusRestoration.LoadModels(BrightnessModel.Zip),
            context.FocusRestoration.LoadModels(_folder["new.zip"])
        );
        Assert.Equal(4, now.Classifier!.Orientations);
        Assert.True(now.Classifier.Temperature > 1);
        Assert.Equal(before.Classifier!.OnnxFile.ToArray(), now.Classifier.OnnxFile.ToArray());
        Assert.Equal(before.Restorer!.OnnxFile.ToArray(), now.Restorer!.OnnxFile.ToArray());
        Assert.Equal(
            0,
            (
                await Postfocus.Run(
                    "run",
                    _folder["in"],
                    "--out",
                    _folder["out"],
                    "--model",
                    _folder["new.zip"],
                    "--samples",
                    "2",
                    "--steps",
                    "1"
                )
            ).ExitCode
        );
        _folder.HoldsOnlyWholeFiles();
    }

    [Fact]
    public async Task LabelsAndAClassifierAreNeeded()
    {
        await WriteFrames("true", "");
        (await Calibrate()).IsRefusedNaming("out_of_focus");
        await WriteFrames("true", "false");
        (await Calibrate("--orientations", "9")).IsRefusedNaming("Orientations", "8");
        (
            await Postfocus.Run(
                "train",
                "calibration",
                "--data",
                _folder["truth.csv"],
                "--model",
                _folder["none.zip"],
                "--out",
                _folder["new.zip"]
            )
        ).IsRefusedNaming("none.zip");
        Assert.False(File.Exists(_folder["new.zip"]));
    }

    [Theory]
    [InlineData("truth.csv")]
    [InlineData("in/t1.tif")]
    public async Task NothingButAModelIsOverwritten(string path)
    {
        await WriteFrames("true", "false");
        var before = TemporaryFolder.Hashes(_folder.Path);
        (await Calibrate("--out", _folder[path])).IsRefusedNaming("--out", path);
        Assert.Equal(before, TemporaryFolder.Hashes(_folder.Path));
        // A model of its own is.
        Assert.Equal(0, (await Calibrate()).ExitCode);
        Assert.Equal(0, (await Calibrate()).ExitCode);
    }

    private Task<Postfocus> Calibrate(params string[] more) =>
        Postfocus.Run([
            "train",
            "calibration",
            "--data",
            _folder["truth.csv"],
            "--model",
            BrightnessModel.Zip,
            .. more.Contains("--out") ? [] : new[] { "--out", _folder["new.zip"] },
            .. more,
        ]);

    private async Task WriteFrames(string last, string third)
    {
        TestFrames.WriteTiffs(_folder["in"], [TestFrames.Dark(0), TestFrames.Bright(1), TestFrames.Bright(2), TestFrames.Dark(3)]);
        await File.WriteAllLinesAsync(
            _folder["truth.csv"],
            [
                "path,sequence,frame,out_of_focus",
                "in/t0.tif,in,0,false",
                "in/t1.tif,in,1,true",
                $"in/t2.tif,in,2,{third}",
                $"in/t3.tif,in,3,{last}",
            ],
            TestContext.Current.CancellationToken
        );
    }
}
