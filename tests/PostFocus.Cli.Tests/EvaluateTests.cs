using Microsoft.ML;
using PostFocus.Cli.Tests.Testing;
using PostFocus.Imaging;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Sequences;
using PostFocus.Imaging.Storage;
using PostFocus.Simulation.Assay;
using PostFocus.Simulation.Options;
using PostFocus.Transforms.Segmentation;

namespace PostFocus.Cli.Tests;

/// <summary>Two videos of simulated wells, whose "cells" are what is bright.</summary>
public sealed class EvaluateTests : IDisposable
{
    private static readonly string[] s_versions =
    [
        "in focus",
        "as recorded",
        "half contrast",
        "best Gaussian",
        "restored",
        "gated",
        "gated, by cells",
    ];

    private readonly TemporaryFolder _folder = new();

    public EvaluateTests()
    {
        SimulatedDataSet.Write(
            _folder["videos"],
            VideoSimulator.Simulate(
                new VideoOptions
                {
                    Wells = 2,
                    FramesPerWell = 4,
                    OutOfFocusRate = 0.5,
                    Size = 96,
                    Seed = 3,
                }
            )
        );
        var context = new MLContext(seed: 1);
        var rows = context.Data.LoadFrames(_folder["videos/truth.csv"]);
        var model = new SegmentationModel(BumpOnnx.File(96, doublings: 3), 96, BumpOnnx.Rays, BumpOnnx.Grid) { LeastScore = 0.6 };
        using var fitted = context.Transforms.SegmentCells(model).Fit(rows);
        context.Model.Save(fitted, rows.Schema, _folder["bumps.zip"]);
    }

    public void Dispose() => _folder.Dispose();

    private Task<Postfocus> Evaluate(string dataSet, params string[] more) =>
        Postfocus.Run(["evaluate", _folder[dataSet], "--out", _folder["out"], "--segmenter", _folder["bumps.zip"], .. more]);

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task EveryVersionOfEveryVideoIsMeasured()
    {
        var run = await Evaluate("videos");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var rows = CsvTable.Read(
            _folder["out/measurements.csv"],
            "sequence",
            "version",
            "frames",
            "contact_pcc",
            "count_error",
            "area_bias"
        );
        Assert.Equal(
            Manifest.Read(_folder["videos/truth.csv"]).Select(r => r.Sequence).Distinct().SelectMany(s => s_versions.Select(v => (s, v))),
            rows.Select(r => (r.Text("sequence")!, r.Text("version")!))
        );
        Assert.Equal(
            Manifest.Read(_folder["videos/truth.csv"]).Count(r => r.OutOfFocus == true),
            rows.Where(r => r.Text("version") == "restored").Sum(r => r.Integer("frames")!.Value)
        );
        // Against themselves: frames in focus have no bias.
        Assert.All(rows.Where(r => r.Text("version") == "in focus"), r => Assert.Equal(0, r.Number("area_bias")));
        var summary = CsvTable.Read(_folder["out/summary.csv"], "version", "figure", "videos", "mean", "less_recorded");
        var recorded = summary.Where(r => r.Text("version") == "as recorded" && r.Text("figure") == "count_error").ToArray();
        Assert.Equal(
            rows.Where(r => r.Text("version") == "as recorded").Average(r => r.Number("count_error")!.Value),
            Assert.Single(recorded).Number("mean")!.Value,
            1e-9
        );
        Assert.All(recorded, r => Assert.Equal(0, r.Number("less_recorded")));
        Assert.Contains("count error (2 videos)", run.Output, StringComparison.Ordinal);
        _folder.HoldsOnlyWholeFiles();
    }

    [Fact]
    public async Task ADataSetWithoutLabelImagesIsRefused()
    {
        Manifest.Write(_folder["videos/bare.csv"], Manifest.Read(_folder["videos/truth.csv"]).Select(row => row with { MaskPath = null }));
        var run = await Evaluate("videos/bare.csv");
        Assert.Equal(ExitCodes.Failure, run.ExitCode);
        Assert.Contains("bare.csv' does not give mask_path for every frame", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["out/measurements.csv"]));
    }

    [Fact]
    public async Task AModelWithoutASegmenterIsRefused()
    {
        var run = await Postfocus.Run(
            "evaluate",
            _folder["videos"],
            "--out",
            _folder["out"],
            "--segmenter",
            Path.Combine(Repository.Root, "data/models/postfocus.zip")
        );
        Assert.Equal(ExitCodes.Failure, run.ExitCode);
        Assert.Contains("has no segmenter", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AContactBeyondItsRangeIsRefusedByTheNameOfTheOption()
    {
        var run = await Evaluate("videos", "--contact", "100");
        Assert.Equal(ExitCodes.Failure, run.ExitCode);
        Assert.Contains("--contact", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task APixelWithoutACountDoesNotEndIt()
    {
        var row = Manifest.Read(_folder["videos/truth.csv"]).First(r => r.OutOfFocus == true);
        var frame = FrameFile.Read(row.Path);
        FrameFile.WriteTiff(row.Path, [new(96, 96, [float.NaN, .. frame.Counts.Skip(1)], PixelType.Float32)]);
        var run = await Evaluate("videos");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task AnUnusableReferenceIsNotBlamedOnItsFrame()
    {
        var rows = Manifest.Read(_folder["videos/truth.csv"]);
        FrameFile.WriteTiff(_folder["videos/flat.tif"], [TestFrames.Constant(7, 96, 96)]);
        Manifest.Write(_folder["videos/flat.csv"], [.. rows.Skip(1).Prepend(rows[0] with { ReferencePath = _folder["videos/flat.tif"] })]);
        var run = await Evaluate("videos/flat.csv");
        Assert.Equal(ExitCodes.Failure, run.ExitCode);
        Assert.Contains("t000.tif, column 'Reference': every pixel has the same count (7)", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsMissingInADataSetIsSaid()
    {
        var rows = Manifest.Read(_folder["videos/truth.csv"]);
        FrameFile.WriteTiff(_folder["videos/stack.tif"], [.. Enumerable.Repeat(FrameFile.Read(rows[0].Path), 4)]);
        Manifest.Write(
            _folder["videos/less.csv"],
            [
                .. rows.Skip(1)
                    .Prepend(rows[0] with { Path = _folder["videos/stack.tif"] })
                    .Select(r => r with { OutOfFocus = false, PixelMicrons = null }),
            ]
        );
        var run = await Evaluate("videos/less.csv");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("stack.tif has 4 pages", run.Output, StringComparison.Ordinal);
        Assert.Contains("no frame is out of focus in truth, so only tracks can be compared.", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("interleaved", "are not together")]
    [InlineData("reversed", "does not come after frame")]
    public async Task VideosWhoseRowsAreOutOfOrderAreRefused(string how, string why)
    {
        var rows = Manifest.Read(_folder["videos/truth.csv"]);
        Manifest.Write(_folder["videos/other.csv"], how == "reversed" ? rows.Reverse() : rows.OrderBy(r => r.FrameIndex));
        var run = await Evaluate("videos/other.csv");
        Assert.Equal(ExitCodes.Failure, run.ExitCode);
        Assert.Contains(why, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "the file does not exist")]
    [InlineData(0.5f, "A label image has whole numbers")]
    [InlineData(-1f, "A label image has whole numbers")]
    public async Task AMaskThatCannotBeUsedIsToldInALine(float? label, string why)
    {
        var mask = Manifest.Read(_folder["videos/truth.csv"])[5].MaskPath!;
        File.Delete(mask);
        if (label is { } count)
            FrameFile.WriteTiff(mask, [new Frame(96, 96, [.. Enumerable.Repeat(0f, 96 * 96 - 1), count], PixelType.Float32)]);
        var run = await Evaluate("videos");
        Assert.Equal(ExitCodes.Failure, run.ExitCode);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.Contains(why, run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["out/measurements.csv"]));
    }
}
