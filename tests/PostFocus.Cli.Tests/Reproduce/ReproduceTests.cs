using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.ML;
using PostFocus.Cli.Reproduce;
using PostFocus.Cli.Tests.Testing;
using PostFocus.Simulation.Assay;
using PostFocus.Simulation.Options;
using PostFocus.Transforms.Segmentation;

namespace PostFocus.Cli.Tests.Reproduce;

public sealed class ReproduceTests : IDisposable
{
    private static readonly ReproductionSize s_tiny = ReproductionSize.Small with
    {
        Name = "tiny",
        Videos = 1,
        FramesPerVideo = 3,
        Wells = [1, 1, 1],
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AnUnknownSizeIsRefused() =>
        (await Postfocus.Run("reproduce", "--out", _folder["out"], "--size", "tiny")).IsRefusedNaming("tiny", "small", "full");

    [Fact]
    public async Task AModelWithoutAGateCannotRestoreTheVideos()
    {
        var run = await Postfocus.Run("reproduce", "--out", _folder["out"], "--models", BrightnessModel.Zip);
        run.IsRefusedNaming("--models", "a gate");
        Assert.False(Directory.Exists(_folder["out"]));
    }

    [Fact]
    public async Task TwoModelsOfOneNameAreRefused()
    {
        Directory.CreateDirectory(_folder["copy"]);
        File.Copy(Installation.PretrainedModel, _folder["copy/postfocus.zip"]);
        var run = await Postfocus.Run(
            "reproduce",
            "--out",
            _folder["out"],
            "--models",
            Installation.PretrainedModel,
            _folder["copy/postfocus.zip"]
        );
        run.IsRefusedNaming("two zips are called 'postfocus'");
    }

    [Fact]
    public void FullTakesHoursAndSmallMinutes()
    {
        var context = new MLContext(1);
        var models = ComparedModels.Load(context, [Installation.PretrainedModel]);
        Assert.InRange(Seconds(ReproductionSize.Small), 60, 15 * 60);
        Assert.InRange(Seconds(ReproductionSize.Full), 3600, 12 * 3600);

        double Seconds(ReproductionSize size) => Stages.Of(Request(size, context, []), models).Sum(stage => stage.Seconds);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void WhatWasStoppedGoesOnAndEndsAsIfItHadNotBeen()
    {
        var models = Models();
        using var stop = new CancellationTokenSource();
        using var watcher = new LineWatcher("4 of 21", stop.Cancel);
        Assert.ThrowsAny<OperationCanceledException>(() => Run("stopped", models, watcher, stop.Token));
        Assert.False(File.Exists(_folder["stopped/reproduction.html"]));
        Assert.True(Directory.Exists(_folder["stopped/measured/SKOV3"]));
        _folder.HoldsOnlyWholeFiles();
        var begun = File.GetLastWriteTimeUtc(_folder["stopped/data/SKOV3/truth.csv"]);

        using var output = new StringWriter(CultureInfo.InvariantCulture);
        Run("stopped", models, output, CancellationToken.None);
        Assert.Contains("21 stages, 3 of them done", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(begun, File.GetLastWriteTimeUtc(_folder["stopped/data/SKOV3/truth.csv"]));

        Assert.Equal(
            3,
            Regex.Count(File.ReadAllText(_folder["stopped/reproduction.html"]), "<img src=\"data:image/png;base64,[A-Za-z0-9+/]{100}")
        );

        Run("whole", models, TextWriter.Null, CancellationToken.None);
        Assert.Equal(TemporaryFolder.Hashes(_folder["whole"]), TemporaryFolder.Hashes(_folder["stopped"]));
        Assert.Equal(
            [
                "figure-1c.csv",
                "figure-3a.csv",
                "figure-4b.csv",
                "figure-5b.csv",
                "figure-6b.csv",
                "figure-7b.csv",
                "figure-8a.csv",
                "reproduction.html",
                "reproduction.json",
                "table-s1.csv",
                "table-s2.csv",
            ],
            Directory.GetFiles(_folder["whole"]).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
        _folder.HoldsOnlyWholeFiles();
    }

    private void Run(string name, string[] models, TextWriter output, CancellationToken cancellation)
    {
        var context = new MLContext(1);
        context.CancelWith(cancellation);
        ReproductionRun.Execute(Request(s_tiny, context, models) with { OutFolder = _folder[name] }, output, cancellation);
    }

    private ReproduceRequest Request(ReproductionSize size, MLContext context, string[] models) =>
        new(_folder["out"], size, models, _folder["bumps.zip"], "cpu", context);

    /// <summary>Networks that take hardly any time.</summary>
    private string[] Models()
    {
        SimulatedDataSet.Write(_folder["any"], PairSimulator.Simulate(new PairOptions { Wells = 1 }));
        GatedModel.Save(_folder["gated.zip"], BrightnessModel.Zip, _folder["any/frames/well0000"]);
        var context = new MLContext(1);
        var rows = context.Data.LoadFrames(_folder["any/truth.csv"]);
        using var fitted = context
            .Transforms.SegmentCells(
                new SegmentationModel(BumpOnnx.File(96, doublings: 3), 96, BumpOnnx.Rays, BumpOnnx.Grid) { LeastScore = 0.6 }
            )
            .Fit(rows);
        context.Model.Save(fitted, rows.Schema, _folder["bumps.zip"]);
        return [_folder["gated.zip"]];
    }
}
