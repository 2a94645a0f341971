using System.Globalization;
using PostFocus.Cli.Tests.Testing;

namespace PostFocus.Cli.Tests;

public sealed class CancellationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ACancelledRunLeavesOnlyWholeFiles()
    {
        TestFrames.WriteTiffs(_folder["in/a"], TestFrames.Alternating(4));
        TestFrames.WriteTiffs(_folder["in/b"], TestFrames.Alternating(4));
        await Postfocus.Restore(_folder["in"], _folder["whole"]);
        (var exitCode, var error) = await CancelAt(
            "a: 4 frames",
            "run",
            _folder["in"],
            "--out",
            _folder["out"],
            "--model",
            BrightnessModel.Zip,
            "--samples",
            "2",
            "--steps",
            "1"
        );

        Assert.Equal(ExitCodes.Cancelled, exitCode);
        Assert.Equal("Cancelled. Every output that was written is whole.", error.TrimEnd());
        var whole = TemporaryFolder.Hashes(_folder["whole"]);
        var written = TemporaryFolder.Hashes(_folder["out"]);
        Assert.Equal(
            [
                "a/t0.tif",
                "a/t1.tif",
                "a/t2.tif",
                "a/t3.tif",
                "frames.csv",
                "report.html",
                "reports/a/overview.png",
                "reports/a/worst-1.png",
                "reports/a/worst-2.png",
                "run.journal",
                "run.json",
                "sequences.csv",
            ],
            written.Keys
        );
        Assert.Equal(["a/t0.tif", "a/t1.tif", "a/t2.tif", "a/t3.tif"], new FramesTable(_folder["out"])["file"]);
        Assert.Contains(
            "The run ended early: it got to 1 of 2 sequences and 4 of 8 frames.",
            await File.ReadAllTextAsync(_folder["out/report.html"], TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
        Assert.All(
            written.Where(file => file.Key.Contains("a/", StringComparison.Ordinal)),
            file => Assert.Equal(whole[file.Key], file.Value)
        );
    }

    [Fact]
    public async Task ARunThatIsCancelledBeforeItsFirstFrameLeavesATableThatSaysSo()
    {
        TestFrames.WriteTiffs(_folder["in/a"], TestFrames.Alternating(4));
        var (exitCode, _) = await CancelAt(
            "1 sequence, 4 frames",
            ["run", _folder["in"], "--out", _folder["out"], "--model", BrightnessModel.Zip, "--samples", "2", "--steps", "1"]
        );
        Assert.Equal(ExitCodes.Cancelled, exitCode);
        Assert.Equal(["frames.csv", "run.journal"], TemporaryFolder.Hashes(_folder["out"]).Keys);
        Assert.Equal(0, new FramesTable(_folder["out"]).Count);
    }

    [Fact]
    public async Task ResultsThatAreRemovedDuringTheRunAreAnErrorAndToldInTheTable()
    {
        TestFrames.WriteTiffs(_folder["in/a"], TestFrames.Alternating(2));
        TestFrames.WriteTiffs(_folder["in/b"], TestFrames.Alternating(2));
        using var output = new LineWatcher("a: 2 frames", () => Directory.Delete(_folder["out"], recursive: true));
        using var error = new StringWriter(CultureInfo.InvariantCulture);
        var exitCode = await CommandLine.Run(
            ["run", _folder["in"], "--out", _folder["out"], "--model", BrightnessModel.Zip, "--samples", "2", "--steps", "1"],
            output,
            error,
            TestContext.Current.CancellationToken
        );
        Assert.Equal(ExitCodes.SomeFilesFailed, exitCode);
        Assert.Contains("2 results were removed during the run", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(["false", "false", "false", "true"], new FramesTable(_folder["out"])["restored"]);
        Assert.All(new FramesTable(_folder["out"])["error"][..2], reason => Assert.Contains("removed", reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ALinkThatIsPutIntoTheFolderDuringTheRunTakesNoResultOutOfIt()
    {
        foreach (var name in new[] { "a", "b", "c" })
            TestFrames.WriteTiffs(_folder[$"in/{name}"], TestFrames.Alternating(2));
        Directory.CreateDirectory(_folder["elsewhere"]);
        using var output = new LineWatcher(
            "a: 2 frames",
            () =>
            {
                Directory.CreateSymbolicLink(_folder["out/b"], _folder["elsewhere"]);
                Directory.CreateSymbolicLink(_folder["out/reports/c"], _folder["elsewhere"]);
            }
        );
        using var error = new StringWriter(CultureInfo.InvariantCulture);
        var exitCode = await CommandLine.Run(
            ["run", _folder["in"], "--out", _folder["out"], "--model", BrightnessModel.Zip, "--samples", "2", "--steps", "1"],
            output,
            error,
            TestContext.Current.CancellationToken
        );
        Assert.Equal(ExitCodes.SomeFilesFailed, exitCode);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder["elsewhere"]));
        Assert.Equal(
            [false, false, true, true, false, false],
            new FramesTable(_folder["out"])["error"].Select(reason => reason.Contains("outside of --out", StringComparison.Ordinal))
        );
        Assert.Contains("overview.png", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACancelledSimulationLeavesNothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var exitCode = await CommandLine.Run(
            ["simulate", "pairs", "--wells", "2", "--size", "32", "--out", _folder["out"]],
            TextWriter.Null,
            TextWriter.Null,
            cancelled.Token
        );

        Assert.Equal(ExitCodes.Cancelled, exitCode);
        Assert.False(Directory.Exists(_folder["out"]));
        _folder.HoldsOnlyWholeFiles();
    }

    /// <summary>What writes no file does not speak of files.</summary>
    [Fact]
    public async Task ACancelledCheckSpeaksOfNoOutput()
    {
        TestFrames.WriteTiffs(_folder["in/a"], TestFrames.Alternating(4));
        var (exitCode, error) = await CancelAt("Gate:", "check", _folder["in"], "--model", BrightnessModel.Zip);
        Assert.Equal((ExitCodes.Cancelled, "Cancelled."), (exitCode, error.TrimEnd()));
    }

    private static async Task<(int ExitCode, string Error)> CancelAt(string words, params string[] args)
    {
        using var cancellation = new CancellationTokenSource();
        using var output = new LineWatcher(words, cancellation.Cancel);
        using var error = new StringWriter(CultureInfo.InvariantCulture);
        return (await CommandLine.Run(args, output, error, cancellation.Token), error.ToString());
    }
}
