using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.ML;
using PostFocus.Cli.Tests.Testing;
using PostFocus.Imaging.Sequences;

namespace PostFocus.Cli.Tests;

public sealed partial class TrainTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task SimulatedWellsTrainNetworksThatRunAccepts()
    {
        await Done("simulate", "pairs", "--out", _folder["wells"], "--wells", "4", "--size", "96");
        await Done(
            "train",
            "classifier",
            "--data",
            _folder["wells"],
            "--out",
            _folder["models/classifier.zip"],
            "--epochs",
            "1",
            "--threads",
            "1"
        );
        await Done(
            "train",
            "restorer",
            "--data",
            _folder["wells"],
            "--out",
            _folder["models/both.zip"],
            "--classifier",
            _folder["models/classifier.zip"],
            "--steps",
            "2",
            "--batch",
            "2",
            "--channels",
            "8",
            "--blocks",
            "1",
            "--threads",
            "1"
        );

        var output = await Done(
            "run",
            _folder["wells/frames"],
            "--out",
            _folder["out"],
            "--model",
            _folder["models/both.zip"],
            "--samples",
            "1",
            "--steps",
            "1"
        );
        Assert.Contains("4 sequences, 12 frames scored", output, StringComparison.Ordinal);
        Assert.DoesNotContain("pretrained", output, StringComparison.Ordinal);
        Assert.Equal(12, new FramesTable(_folder["out"]).Count);
        _folder.HoldsOnlyWholeFiles();
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task SimulatedWellsTrainASegmenterThatSegmentAccepts()
    {
        await Done("simulate", "pairs", "--out", _folder["small"], "--wells", "3", "--size", "96");
        await Done("simulate", "pairs", "--out", _folder["large"], "--wells", "1", "--first-well", "9", "--size", "112");
        var trained = await Done(
            "train",
            "segmenter",
            "--data",
            _folder["small"],
            _folder["large"],
            "--out",
            _folder["cells.zip"],
            "--steps",
            "2",
            "--batch",
            "2",
            "--validation",
            "0.5",
            "--threads",
            "1"
        );
        Assert.Contains("overlap with true cells", trained, StringComparison.Ordinal);
        Assert.Contains("least score", trained, StringComparison.Ordinal);
        var segmented = await Done("segment", _folder["small/frames"], "--out", _folder["out"], "--model", _folder["cells.zip"]);
        Assert.Contains("3 sequences, 9 frames", segmented, StringComparison.Ordinal);
        _folder.HoldsOnlyWholeFiles();
    }

    [Fact]
    public async Task FramesWithoutMasksTrainNoSegmenter()
    {
        await Done("simulate", "pairs", "--out", _folder["wells"], "--wells", "1", "--size", "96");
        var manifest = Manifest.Read(_folder["wells/truth.csv"]);
        Manifest.Write(_folder["wells/truth.csv"], manifest.Select(row => row with { MaskPath = null }));
        (await Postfocus.Run("train", "segmenter", "--data", _folder["wells"], "--out", _folder["cells.zip"])).IsRefusedNaming("mask_path");
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task ARestorerOfVideosLooksAtNeighboursAndStartsFromOneThatDoesNot()
    {
        await Done("simulate", "videos", "--out", _folder["videos"], "--wells", "3", "--frames", "6", "--oof-rate", "0.4", "--size", "96");
        await Done(
            "train",
            "classifier",
            "--data",
            _folder["videos"],
            "--out",
            _folder["classifier.zip"],
            "--epochs",
            "1",
            "--threads",
            "1"
        );
        string[] train =
        [
            "train",
            "restorer",
            "--data",
            _folder["videos"],
            "--classifier",
            _folder["classifier.zip"],
            "--steps",
            "2",
            "--batch",
            "2",
            "--channels",
            "8",
            "--blocks",
            "1",
            "--threads",
            "1",
        ];
        await Done([.. train, "--out", _folder["plain.zip"]]);
        await Done([.. train, "--neighbours", "--weights", _folder["plain.zip"], "--out", _folder["videos.zip"]]);
        Assert.True(new MLContext(1).FocusRestoration.LoadModels(_folder["videos.zip"]).Restorer!.UsesNeighbours);
        Assert.Contains(
            "3 sequences, 18 frames scored",
            await Done(
                "run",
                _folder["videos/frames"],
                "--out",
                _folder["out"],
                "--model",
                _folder["videos.zip"],
                "--samples",
                "1",
                "--steps",
                "1"
            ),
            StringComparison.Ordinal
        );
        (await Postfocus.Run([.. train[..6], "--network", "dmphn-compact", "--neighbours", "--out", _folder["other.zip"]])).IsRefusedNaming(
            "--neighbours",
            "unet"
        );
        (await Postfocus.Run([.. train, "--wrong-neighbours", "0.2", "--out", _folder["other.zip"]])).IsRefusedNaming(
            "--wrong-neighbours",
            "--neighbours"
        );
        (await Postfocus.Run([.. train, "--neighbours", "--wrong-neighbours", "1.2", "--out", _folder["other.zip"]])).IsRefusedNaming(
            "--wrong-neighbours",
            "1.2"
        );
        _folder.HoldsOnlyWholeFiles();
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task AZipIsTrainedFurtherOnPlanesOfOneFieldByOneLine()
    {
        await Done("simulate", "pairs", "--out", _folder["wells"], "--wells", "4", "--size", "96", "--pixel", "0.5");
        await Done(
            "train",
            "classifier",
            "--data",
            _folder["wells"],
            "--out",
            _folder["classifier.zip"],
            "--epochs",
            "1",
            "--threads",
            "1"
        );
        await Done([
            .. "train restorer --steps 2 --batch 2 --channels 8 --blocks 1 --prediction regression --neighbours --pixel 0.5 --threads 1 --data".Split(
                ' '
            ),
            _folder["wells"],
            "--classifier",
            _folder["classifier.zip"],
            "--out",
            _folder["from.zip"],
        ]);
        await Done("simulate", "pairs", "--out", _folder["field"], "--wells", "1", "--size", "500", "--pixel", "0.5", "--planes", "10");
        foreach (var (plane, name) in new[] { ("t000", "focus"), ("t001", "above") })
        {
            Directory.CreateDirectory(_folder[name]);
            File.Copy(
                Directory.GetFiles(_folder["field/frames"], $"{plane}.tif", SearchOption.AllDirectories).Single(),
                _folder[$"{name}/a.tif"]
            );
        }
        var told = await Done(
            "train",
            "restorer",
            "--pairs",
            _folder["above"],
            _folder["focus"],
            "--weights",
            _folder["from.zip"],
            "--frame-pixel",
            "0.4",
            "--steps",
            "2",
            "--validation-steps",
            "1",
            "--threads",
            "1",
            "--out",
            _folder["own.zip"]
        );
        Assert.DoesNotContain("pixel size is not known", told, StringComparison.Ordinal);
        Assert.Contains("PSNR of one step", told, StringComparison.Ordinal);
        Assert.Contains("contrast", told, StringComparison.Ordinal);
        var models = new MLContext(1).FocusRestoration;
        var (from, own) = (models.LoadModels(_folder["from.zip"]), models.LoadModels(_folder["own.zip"]));
        Assert.NotNull(own.Classifier);
        Assert.Equal((from.Restorer!.TileSize, 0.5), (own.Restorer!.TileSize, own.Restorer.PixelMicrons));
        Assert.Equal((from.Restorer.Prediction, true), (own.Restorer.Prediction, own.Restorer.UsesNeighbours));
        Assert.False(from.Restorer.OnnxFile.Span.SequenceEqual(own.Restorer.OnnxFile.Span));
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task ARegressionIsTrainedWithPicturesAndTrainedFurther()
    {
        await Done("simulate", "pairs", "--out", _folder["wells"], "--wells", "10", "--size", "96");
        string[] train =
        [
            "train",
            "restorer",
            "--data",
            _folder["wells"],
            "--network",
            "dmphn-compact",
            "--crop",
            "16",
            "--batch",
            "1",
            "--threads",
            "1",
        ];
        var first = await Done([
            .. train,
            "--steps",
            "2",
            "--validation-steps",
            "1",
            "--pictures",
            _folder["pictures"],
            "--half-weights",
            "--out",
            _folder["first.zip"],
        ]);
        Assert.Contains("step 1 loss", first, StringComparison.Ordinal);
        Assert.Equal(2, Directory.GetFiles(_folder["pictures"], "*.png").Length);
        await Done([
            .. train,
            "--steps",
            "1",
            "--weight-decay",
            "0",
            "--weights",
            _folder["first.zip"],
            "--average",
            "0",
            "--patience",
            "1",
            "--out",
            _folder["further.zip"],
        ]);
        (
            await Postfocus.Run(
                "train",
                "restorer",
                "--data",
                _folder["wells"],
                "--network",
                "unet",
                "--weights",
                _folder["first.zip"],
                "--out",
                _folder["other.zip"]
            )
        ).IsRefusedNaming("first.zip", "weights of this network");
        await Done(
            "train",
            "restorer",
            "--data",
            _folder["wells"],
            "--network",
            "ddpm-compact",
            "--crop",
            "16",
            "--batch",
            "1",
            "--steps",
            "1",
            "--threads",
            "1",
            "--out",
            _folder["ddpm.zip"]
        );
        Assert.True(new MLContext(1).FocusRestoration.LoadModels(_folder["ddpm.zip"]).Restorer!.LearnsVariance);
        _folder.HoldsOnlyWholeFiles();
    }

    [Theory]
    [InlineData("--network uformer-compact --channels 8", "--channels", "--network unet")]
    [InlineData("--network dmphn --multipliers 1 2", "--multipliers", "dmphn")]
    [InlineData("--network dmphn --prediction v", "--prediction v", "dmphn learns regression")]
    [InlineData("--network ddpm-compact --prediction v", "--prediction v", "ddpm-compact learns epsilon")]
    [InlineData("--network ddpm --blocks 1", "--blocks", "ddpm has the size of its name")]
    [InlineData("--network dmphn --schedule karras", "--schedule", "regression")]
    [InlineData("--prediction regression --schedule bridge", "--schedule", "unet")]
    [InlineData("--network alexnet", "alexnet", "uformer-b")]
    [InlineData("--loss absolute", "absolute", "charbonnier")]
    [InlineData("--prediction epsilon", "--prediction Epsilon", "schedule Cosine")]
    [Trait("Speed", "Slow")]
    public async Task ChoicesOfARestorerThatDoNotFitAreRefused(string choices, params string[] named)
    {
        await Done("simulate", "pairs", "--out", _folder["wells"], "--wells", "1", "--size", "96");
        (
            await Postfocus.Run(["train", "restorer", "--data", _folder["wells"], "--out", _folder["model.zip"], .. choices.Split(' ')])
        ).IsRefusedNaming(named);
        Assert.False(File.Exists(_folder["model.zip"]));
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task AClassifierWithEverythingIsTrainedResumedAndTrainedFurther()
    {
        await Done("simulate", "pairs", "--out", _folder["wells"], "--wells", "4", "--size", "112");
        // Pixels of 0.65 µm: the 112 become 97, of which the network sees 96.
        string[] train =
        [
            "train",
            "classifier",
            "--data",
            _folder["wells"],
            "--network",
            "alexnet-compact",
            "--threads",
            "1",
            "--defocus",
            "--pixel",
            "0.75",
            "--recall",
            "0.9",
            "--rotate",
            "20",
            "--checkpoint",
            _folder["checkpoint"],
            "--out",
            _folder["classifier.zip"],
        ];
        var first = await Done([.. train, "--epochs", "1"]);
        Assert.Contains("epoch 1 step 1 loss", first, StringComparison.Ordinal);
        Assert.Contains("kept: ", first, StringComparison.Ordinal);
        Assert.Contains("defocus error", first, StringComparison.Ordinal);

        var second = await Done([.. train, "--epochs", "2"]);
        Assert.Contains("epoch 2 step 2 loss", second, StringComparison.Ordinal);
        Assert.DoesNotContain(
            second.Split('\n'),
            line => !line.StartsWith("kept", StringComparison.Ordinal) && line.Contains(" step 1 ", StringComparison.Ordinal)
        );

        var further = await Done([
            .. train[..^4],
            "--epochs",
            "1",
            "--rate",
            "1e-8",
            "--weights",
            _folder["classifier.zip"],
            "--out",
            _folder["further.zip"],
        ]);
        Assert.Equal(Loss(second), Loss(further), 1e-3);

        (
            await Postfocus.Run(
                "train",
                "classifier",
                "--data",
                _folder["wells"],
                "--weights",
                _folder["classifier.zip"],
                "--out",
                _folder["other.zip"]
            )
        ).IsRefusedNaming("classifier.zip", "weights of this network");
        _folder.HoldsOnlyWholeFiles();

        // Of the network that was kept.
        static double Loss(string output) => double.Parse(KeptLoss().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("kept: .* validation loss ([0-9.]+)")]
    private static partial Regex KeptLoss();

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
        var run = await Postfocus.Run(args);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return run.Output;
    }
}
