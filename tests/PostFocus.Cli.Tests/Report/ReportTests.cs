using System.Globalization;
using PostFocus.Cli.Output;
using PostFocus.Cli.Tests.Testing;

namespace PostFocus.Cli.Tests.Report;

public sealed class ReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task TheVerbMakesTheSamePageOfTheResultsAlone()
    {
        await Run();
        var written = await Html();
        Directory.Delete(_folder["in"], recursive: true);
        File.Delete(_folder["out/report.html"]);
        var again = await Postfocus.Run("report", _folder["out"]);
        Assert.Equal((0, ""), (again.ExitCode, again.Error));
        Assert.Equal(written, await Html());
        // And over one that is there.
        Assert.Equal(0, (await Postfocus.Run("report", _folder["out"])).ExitCode);
        _folder.HoldsOnlyWholeFiles();
    }

    [Fact]
    public async Task ThePageTellsTheYieldTheVerdictsAndTheSettings()
    {
        await Run("--seed", "7");
        var html = await Html();
        Assert.All(
            [
                "0 of 1 video can be used as recorded, 0 after restoration: 2 of 4 frames were out of focus, and the gate accepted the restoration of 1.",
                "1 restored frame rejected: the gate trusts it too little.",
                "restored, rejected (1)",
                "restored, accepted (1)",
                "in focus (2)",
                "The zip does not say. Ask whoever trained it.",
                "<dt>seed</dt><dd>7</dd>",
                "Where the gate&#x27;s threshold was set (40 restored frames whose truth is known)",
                "mean trust 0.80: 30 of 40 frames not worse",
                "<a href=\"./frames.csv\">frames.csv</a>",
                "<a href=\"./a%26b%20%23/t1.tif\">a&amp;b #/t1.tif</a>",
            ],
            text => Assert.Contains(text, html, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task EachPictureOfTheTableIsInThePageOnce()
    {
        await Run();
        var html = await Html();
        string[] pictures = [.. new FramesTable(_folder["out"])["picture"].Where(p => p.Length > 0)];
        Assert.Equal(["reports/a&b #/worst-1.png", "reports/a&b #/worst-2.png"], pictures);
        Assert.All(
            pictures,
            picture => Assert.Equal(2, html.Split(Convert.ToBase64String(File.ReadAllBytes(_folder[$"out/{picture}"]))).Length)
        );
    }

    [Fact]
    public async Task APageThatCannotBeWrittenIsAnErrorAndAllElseIsThere()
    {
        WriteFrames();
        using var output = new LineWatcher("1 sequence, 4 frames in", () => Directory.CreateDirectory(_folder["out/report.html/full"]));
        using var error = new StringWriter(CultureInfo.InvariantCulture);
        var exitCode = await CommandLine.Run(Arguments(), output, error, TestContext.Current.CancellationToken);
        Assert.Equal(ExitCodes.SomeFilesFailed, exitCode);
        Assert.StartsWith("error: report.html could not be written", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(4, new FramesTable(_folder["out"]).Count);
        Assert.True(File.Exists(_folder["out/sequences.csv"]));
        _folder.HoldsOnlyWholeFiles();

        Directory.Delete(_folder["out/report.html"], recursive: true);
        Assert.Equal(0, (await Postfocus.Run("report", _folder["out"])).ExitCode);
    }

    [Fact]
    public async Task ATableThatCannotBeWrittenTakesNothingElseWithIt()
    {
        WriteFrames();
        using var output = new LineWatcher("1 sequence, 4 frames in", () => Directory.CreateDirectory(_folder["out/sequences.csv/full"]));
        using var error = new StringWriter(CultureInfo.InvariantCulture);
        var exitCode = await CommandLine.Run(Arguments(), output, error, TestContext.Current.CancellationToken);
        Assert.Equal(ExitCodes.SomeFilesFailed, exitCode);
        Assert.Single(
            error.ToString().Split('\n'),
            line => line.StartsWith("error: sequences.csv could not be written", StringComparison.Ordinal)
        );
        Assert.All(["frames.csv", "run.json", "report.html"], name => Assert.True(File.Exists(_folder[$"out/{name}"]), name));
    }

    [Fact]
    public async Task APictureOutsideOfTheResultsIsNotTaken()
    {
        await Run();
        File.Copy(_folder["out/reports/a&b #/worst-1.png"], _folder["secret.png"]);
        var table = await File.ReadAllTextAsync(_folder["out/frames.csv"], TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            _folder["out/frames.csv"],
            table
                .Replace("reports/a&b #/worst-1.png", "reports/../../secret.png", StringComparison.Ordinal)
                .Replace("reports/a&b #/worst-2.png", "reports/gone.png", StringComparison.Ordinal),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(0, (await Postfocus.Run("report", _folder["out"])).ExitCode);
        var html = await Html();
        Assert.DoesNotContain("data:image/png", html, StringComparison.Ordinal);
        Assert.Contains(
            "Left out are pictures that frames.csv names and that are no PNG of reports/; the first is",
            html,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task WhatAreNoResultsOfARunIsNamed()
    {
        (await Postfocus.Run("report", _folder["none"])).IsRefusedNaming("none", "results of a run");
        Directory.CreateDirectory(_folder["empty"]);
        (await Postfocus.Run("report", _folder["empty"])).IsRefusedNaming("run.json");
        Assert.Empty(Directory.GetFileSystemEntries(_folder["empty"]));

        await Run();
        using (FolderLock.Take(_folder["out"]))
            (await Postfocus.Run("report", _folder["out"])).IsRefusedNaming("in use by another run");
        await File.WriteAllTextAsync(_folder["out/run.json"], "{\"input\": 3}", TestContext.Current.CancellationToken);
        (await Postfocus.Run("report", _folder["out"])).IsRefusedNaming("run.json", "not what a run writes");
    }

    [Fact]
    public async Task FramesThatCouldNotBeUsedAreWarnedOfWithTheFirstReason()
    {
        TestFrames.WriteTiffs(_folder["in"], [.. TestFrames.Alternating(4), TestFrames.Constant(7)]);
        await Postfocus.Restore(_folder["in"], _folder["out"]);
        var html = await Html();
        Assert.Contains(
            "1 frame not usable: see the column error of frames.csv. The first, t4.tif, page 0: ",
            html,
            StringComparison.Ordinal
        );
        Assert.Contains("not usable (1)", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutAGateThePageSaysThatNothingJudges()
    {
        WriteFrames();
        Assert.Equal(0, (await Postfocus.Restore(_folder["in"], _folder["out"])).ExitCode);
        var html = await Html();
        Assert.Contains("no gate judges them.", html, StringComparison.Ordinal);
        Assert.Contains("restored, not judged (2)", html, StringComparison.Ordinal);
        Assert.DoesNotContain("trust-title", html, StringComparison.Ordinal);
    }

    private async Task Run(params string[] more)
    {
        WriteFrames();
        var run = await Postfocus.Run([.. Arguments(), .. more]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    private string[] Arguments()
    {
        GatedModel.Save(_folder["gated.zip"], BrightnessModel.Zip, _folder["in/a&b #"]);
        return ["run", _folder["in"], "--out", _folder["out"], "--model", _folder["gated.zip"], "--samples", "2", "--steps", "1"];
    }

    /// <summary>Frames 1 and 3 are out of focus to the model; the gate accepts 3 alone.</summary>
    private void WriteFrames() =>
        TestFrames.WriteTiffs(
            _folder["in/a&b #"],
            [TestFrames.At(0.1, 0), TestFrames.At(0.6, 1), TestFrames.At(0.1, 2), TestFrames.At(0.9, 3)]
        );

    private Task<string> Html() => File.ReadAllTextAsync(_folder["out/report.html"], TestContext.Current.CancellationToken);
}
