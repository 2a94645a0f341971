using System.Globalization;
using PostFocus.Cli.Results;
using PostFocus.Cli.Run;
using PostFocus.Cli.Tests.Testing;
using PostFocus.Imaging;

namespace PostFocus.Cli.Tests;

public sealed class RunCellsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public RunCellsTests()
    {
        // Bright on the right is out of focus to the model.
        Frame[] frames = [.. Enumerable.Range(0, 6).Select(i => WithBumps(TestFrames.At(i % 3 == 1 ? 0.7 : 0.1, i)))];
        TestFrames.WriteTiffs(_folder["in/a"], frames);
        GatedModel.Save(_folder["gated.zip"], BrightnessModel.Zip, _folder["in/a"]);
        BumpSegmenter.Save(_folder["bumps.zip"], _folder["in/a"]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task CellsOfRestoredFramesAreCountedBeforeAndAfter()
    {
        var run = await Run();
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var table = new FramesTable(_folder["out"]);
        Assert.Equal(["false", "true", "false", "false", "true", "false"], table["restored"]);
        foreach (var column in new[] { "cells", "cells_after", "cells_lost", "cells_new", "contacts", "contacts_after" })
            Assert.Equal(table["restored"].Select(restored => restored == "true"), table[column].Select(cell => cell.Length > 0));
        foreach (var row in new[] { 1, 4 })
        {
            int Number(string column) => int.Parse(table[column][row], CultureInfo.InvariantCulture);
            Assert.True(Number("cells") >= 2);
            Assert.Equal(Number("cells_after"), Number("cells") - Number("cells_lost") + Number("cells_new"));
        }
        Assert.False(File.Exists(_folder["out/cells.csv"]));
        var html = await Html();
        Assert.Contains("In 2 restored frames ", html, StringComparison.Ordinal);
        Assert.Contains("They were not looked for in frames that were not restored (--cells all).", html, StringComparison.Ordinal);
        Assert.Contains("<span>cells</span>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InAllFramesTheTableOfCellsIsThatOfTheResult()
    {
        await Run("--cells", "all");
        var table = new FramesTable(_folder["out"]);
        var inResult = table["accepted"].Zip(table["cells"], table["cells_after"]).Select(f => f.First == "true" ? f.Third : f.Second);
        var rows = (await File.ReadAllLinesAsync(_folder["out/cells.csv"], TestContext.Current.CancellationToken)).Skip(1);
        var counts = rows.CountBy(row => row.Split(',')[1]).ToDictionary();
        Assert.Equal(inResult, Enumerable.Range(0, 6).Select(i => counts.GetValueOrDefault($"{i}").ToString(CultureInfo.InvariantCulture)));
        Assert.Contains("class=\"curves\"", await Html(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutCellsNothingIsSaidOfThem()
    {
        await Run("--cells", "none", "--segmenter", _folder["nowhere.zip"]);
        Assert.All(new FramesTable(_folder["out"])["cells"], cell => Assert.Equal("", cell));
        var html = await Html();
        Assert.DoesNotContain("cells-title", html, StringComparison.Ordinal);
        Assert.Contains("--panels:4", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--judge-cells", "--cells all")]
    [InlineData("--judge-cells --cells none", "--cells is none")]
    [InlineData("--cells all --contact 10 --pixel 0.01", "--contact")]
    [InlineData("--cells some", "some")]
    public async Task WhatDoesNotGoTogetherIsRefused(string arguments, string named)
    {
        (await Run(arguments.Split(' '))).IsRefusedNaming(named);
        Assert.False(Directory.Exists(_folder["out"]));
    }

    [Fact]
    public async Task WithoutAGateThereIsNoSecondJudge()
    {
        string[] arguments = ["run", _folder["in"], "--out", _folder["out"], "--model", BrightnessModel.Zip, "--samples", "2"];
        (await Postfocus.Run([.. arguments, "--cells", "all", "--judge-cells"])).IsRefusedNaming("--judge-cells", "train gate");
    }

    [Fact]
    public void TheJudgeRejectsAcceptedFramesAloneAndOnlyWhereCellsChangeMoreThanInTime()
    {
        FrameCells none = Cells(0, 0, 0, 0),
            one = Cells(1, 1, 0, 0),
            two = Cells(1, 1, 2, 2);
        Assert.Equal((true, null), Judged(judges: true, two, two, two));
        Assert.Equal((false, Rejections.Cells), Judged(judges: true, two, two, one));
        Assert.Equal((true, null), Judged(judges: false, two, two, one));
        // From one frame to the next one cell came.
        Assert.Equal((true, null), Judged(judges: true, one, two, one));
        Assert.Equal((false, Rejections.Cells), Judged(judges: true, one, two, none));
        Assert.Equal((false, Rejections.Cells), Judged(judges: true, null, two, one));

        (bool?, string?) Judged(bool judges, FrameCells? previous, FrameCells recorded, FrameCells restored)
        {
            var counts = new CellCounts(null, 1, judges);
            var report = new FrameReport("a", 1, "t1.tif", 0) { Restored = true, Accepted = true };
            if (previous is not null)
                counts.Judge(report with { Restored = false, Accepted = null }, previous, null);
            var rejected = counts.Judge(report with { Accepted = false, Rejection = "trust" }, recorded, restored);
            Assert.Equal((false, "trust"), (rejected.Accepted, rejected.Rejection));
            counts = new CellCounts(null, 1, judges);
            if (previous is not null)
                counts.Judge(report with { Restored = false, Accepted = null }, previous, null);
            var judged = counts.Judge(report, recorded, restored);
            return (judged.Accepted, judged.Rejection);
        }
    }

    private static FrameCells Cells(params float[] labels) =>
        new(new(1, labels.Length, labels, PixelType.UInt16), [.. Enumerable.Repeat(1f, (int)labels.Max())]);

    private static Frame WithBumps(Frame frame)
    {
        var bumps = BumpSegmenter.Frame(frame.Height, frame.Width, (8, 9, 1), (14, 23, 1));
        // From nothing at the ground to the full range at the top.
        float[] counts = [.. frame.Counts.Zip(bumps.Counts, (count, bump) => MathF.Round(count + (4095 - count) * (bump - 1000) / 2000))];
        return new(frame.Height, frame.Width, counts, frame.PixelType);
    }

    private Task<Postfocus> Run(params string[] more) =>
        Postfocus.Run([
            "run",
            _folder["in"],
            "--out",
            _folder["out"],
            "--model",
            _folder["gated.zip"],
            "--samples",
            "2",
            "--steps",
            "1",
            .. more.Contains("--segmenter") ? Array.Empty<string>() : ["--segmenter", _folder["bumps.zip"]],
            .. more,
        ]);

    private Task<string> Html() => File.ReadAllTextAsync(_folder["out/report.html"], TestContext.Current.CancellationToken);
}
