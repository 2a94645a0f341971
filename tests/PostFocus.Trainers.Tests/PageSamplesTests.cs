using Microsoft.ML;
using PostFocus.Transforms.Restoration;

namespace PostFocus.Trainers.Tests;

/// <summary>The C# of the pages does what they say, on few frames in place of many.</summary>
[Trait("Speed", "Slow")] // they start the compiler
public sealed class PageSamplesTests : IDisposable
{
    private readonly MLContext _context = new(1);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheFirstPageRuns()
    {
        Run(
            "README.md",
            0,
            [("data/sample", _folder.Video(5)), ("data/models/postfocus.zip", Repository.Model), ("my-model.zip", _folder["my-model.zip"])]
        );
        Assert.NotNull(_context.FocusRestoration.LoadModels(_folder["my-model.zip"]).Gate);
    }

    /// <summary>Saved and loaded again, with another gate and other samples.</summary>
    [Fact]
    public void ThePageAboutPipelinesRuns()
    {
        (string, string)[] paths =
        [
            ("data/sample", _folder.Video(5)),
            ("data/models/postfocus.zip", Repository.Model),
            ("own-gate.zip", Repository.Model),
            ("my-model.zip", _folder["my-model.zip"]),
            ("changed.zip", _folder["changed.zip"]),
        ];
        Run("docs/mlnet.md", 0, paths);
        Run("docs/mlnet.md", 2, paths);
        var changed = _context.Model.Load(_folder["changed.zip"], out _);
        Assert.Equal(8, changed.Parts().OfType<ConditionalRestoreTransformer>().Single().Options.Samples);
    }

    [Fact]
    public void EachOfTheOtherComponentsRuns() =>
        Run(
            "docs/mlnet.md",
            1,
            [("planes/truth.csv", SimulatedFolder.Write(_folder["planes"], wells: 24))],
            ("Minutes = 30", "Steps = 1, BatchSize = 1")
        );

    [Fact]
    public void NetworksFromElsewhereBecomeAPipeline()
    {
        File.WriteAllBytes(_folder["classifier.onnx"], ClassifierNetworks.ByName("alexnet-compact").Create(1).ToOnnx());
        File.WriteAllBytes(_folder["restorer.onnx"], RestorerNetworks.ByName("dmphn-compact").Create(1).ToOnnx(64, regression: true));
        Run(
            "docs/extending.md",
            0,
            [
                ("classifier.onnx", _folder["classifier.onnx"]),
                ("restorer.onnx", _folder["restorer.onnx"]),
                ("frames", _folder.Video(2)),
                ("own.zip", _folder["own.zip"]),
            ]
        );
        Assert.Equal(64, _context.FocusRestoration.LoadModels(_folder["own.zip"]).Restorer!.TileSize);
    }

    [Fact]
    public void AnExportedClassifierRunsInMLNetsOwnTransform()
    {
        Run(
            "docs/onnx.md",
            0,
            [
                ("data/models/postfocus.zip", Repository.Model),
                ("planes/truth.csv", SimulatedFolder.Write(_folder["planes"])),
                ("networks", _folder["networks"]),
                ("networks/classifier.onnx", _folder["networks/classifier.onnx"]),
            ]
        );
        Assert.Equal(2, Directory.GetFiles(_folder["networks"]).Length);
    }

    /// <summary>Networks of ours in the place of others, which take −1 to 1 and give logits and a residual.</summary>
    [Fact]
    public void NetworksFromElsewhereBecomeComponentsByOneCall()
    {
        File.WriteAllBytes(_folder["own-classifier.onnx"], ClassifierNetworks.ByName("alexnet-compact").Create(1).ToOnnx());
        File.WriteAllBytes(_folder["own-restorer.onnx"], RestorerNetworks.ByName("dmphn-compact").Create(1).ToOnnx(64, regression: true));
        Run(
            "docs/onnx.md",
            1,
            [
                ("own-classifier.onnx", _folder["own-classifier.onnx"]),
                ("own-restorer.onnx", _folder["own-restorer.onnx"]),
                ("frames", _folder.Video(2)),
                ("own.zip", _folder["own.zip"]),
            ],
            ("Output = OwnClassifierOutput.Probability, Black = 0, White = 1", "Output = OwnClassifierOutput.Logits"),
            ("Output = OwnRestorerOutput.Image, Black = 0, White = 1", "Output = OwnRestorerOutput.Difference")
        );
        var models = _context.FocusRestoration.LoadModels(_folder["own.zip"]);
        Assert.Equal((96, 64), (models.Classifier!.InputSize, models.Restorer!.TileSize));
    }

    [Fact]
    public void AnOwnNetworkIsTrained()
    {
        Run(
            "docs/extending.md",
            1,
            [("planes/truth.csv", SimulatedFolder.Write(_folder["planes"])), ("own.zip", _folder["own.zip"])],
            ("Epochs = 20", "Epochs = 1")
        );
        Assert.NotNull(_context.FocusRestoration.LoadModels(_folder["own.zip"]).Classifier);
    }

    /// <summary>
    /// With a promise that eight wells can keep, as the page's asks for hundreds; in every second one each restoration is worse.
    /// </summary>
    [Fact]
    public void AGateIsTrained()
    {
        var planes = _folder.PlanesForAGate("other-planes");
        Run(
            "docs/gate.md",
            0,
            [("own.zip", Repository.Model), ("other-planes/truth.csv", planes), ("own-with-gate.zip", _folder["own-with-gate.zip"])],
            ("AllowedWorse = 0.01, Confidence = 0.95", "AllowedWorse = 0.5, Confidence = 0.5")
        );
        var gate = _context.FocusRestoration.LoadModels(_folder["own-with-gate.zip"]).Gate;
        Assert.Equal(0.5, gate!.Calibration.AllowedWorse);
    }

    /// <summary>With small networks and one step in place of the paper's and an hour.</summary>
    [Fact]
    public void ClassifierAndRestorerAreTrained()
    {
        Run(
            "docs/training.md",
            0,
            [("planes/truth.csv", SimulatedFolder.Write(_folder["planes"], wells: 8)), ("own.zip", _folder["own.zip"])],
            (
                "FocusClassifier(\"Label\", \"Frame\")",
                "FocusClassifier(new FocusClassifierTrainer.Options { Training = new() { Network = ClassifierNetworks.ByName(\"alexnet-compact\"), Epochs = 1 } })"
            ),
            ("numberOfFolds: 5", "numberOfFolds: 2"),
            ("Minutes = 60", "Steps = 1, BatchSize = 1")
        );
        var models = _context.FocusRestoration.LoadModels(_folder["own.zip"]);
        Assert.NotNull(models.Classifier);
        Assert.NotNull(models.Restorer);
    }

    [Fact]
    public void ATrainingIsWatchedByRowsOfItsOwn()
    {
        var other = SimulatedFolder.Write(_folder["other"]);
        Run(
            "docs/training.md",
            1,
            [("planes/other/truth.csv", other), ("planes/truth.csv", SimulatedFolder.Write(_folder["planes"]))],
            (
                "ValidationSet =",
                "Training = new() { Network = ClassifierNetworks.ByName(\"alexnet-compact\"), Epochs = 1 }, ValidationSet ="
            )
        );
    }

    [Fact]
    public void FramesOfFoldersArePaired()
    {
        var frames = Directory.GetFiles(_folder.Video(2));
        foreach (var folder in new[] { "below", "above", "focus" })
        foreach (var (frame, i) in frames.Select((frame, i) => (frame, i)))
        {
            Directory.CreateDirectory(_folder[folder]);
            File.Copy(frame, _folder[$"{folder}/{i}.tif"]);
        }
        Run("docs/training.md", 2, [("below", _folder["below"]), ("above", _folder["above"]), ("focus", _folder["focus"])]);
    }

    [Fact]
    public void CellsOfRecordedAndRestoredFramesAreCompared() =>
        Run(
            "docs/cells.md",
            0,
            [
                ("data/sample", _folder.Video(2)),
                ("data/models/cells.zip", Path.Combine(Repository.Root, "data", "models", "cells.zip")),
                ("data/models/postfocus.zip", Repository.Model),
            ]
        );

    [Fact]
    public void AClassifierIsCalibrated() =>
        Run("docs/training.md", 3, [("own.zip", Repository.Model), ("planes/truth.csv", SimulatedFolder.Write(_folder["planes"]))]);

    private static void Run(string page, int sample, (string, string)[] paths, params (string Written, string InPlace)[] changes)
    {
        var code = SampleProgram.OfPage(page).ElementAt(sample).With(paths);
        foreach (var (written, inPlace) in changes)
        {
            Assert.Contains(written, code, StringComparison.Ordinal);
            code = code.Replace(written, inPlace, StringComparison.Ordinal);
        }
        SampleProgram.Compile(code).Run();
    }
}
