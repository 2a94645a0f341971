using System.Diagnostics;
using System.Globalization;
using PostFocus.Cli.Tests.Testing;
using PostFocus.Imaging.Files;

namespace PostFocus.Cli.Tests.Journal;

/// <summary>Whatever happens to a run from outside, nothing is half-written, and the next one ends as if nothing had happened.</summary>
public sealed class FaultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new(TemporaryFolder.Memory);

    public FaultTests()
    {
        for (var i = 0; i < 8; i++)
            TestFrames.WriteTiffs(_folder[$"in/{i}"], TestFrames.Alternating(6));
        FrameFile.WriteTiff(_folder["in/8.tif"], TestFrames.Alternating(8));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>More often with POSTFOCUS_KILLS. Each folder gets four of them, at moments spread over the length of a run.</summary>
    [Fact]
    [Trait("Speed", "Slow")]
    public async Task ARunThatIsKilledAtAnyMomentGoesOnToTheSameBytes()
    {
        const int killsAFolder = 4;
        var kills = int.Parse(Environment.GetEnvironmentVariable("POSTFOCUS_KILLS") ?? "20", CultureInfo.InvariantCulture);
        var clock = new Stopwatch();
        using (var whole = Start("whole"))
        {
            await Began(whole, "whole");
            clock.Start();
            await whole.WaitForExitAsync(TestContext.Current.CancellationToken);
            clock.Stop();
        }
        var expected = TemporaryFolder.Hashes(_folder["whole"]);
        var (random, killed) = (new Random(1), 0);
        for (var chain = 0; killed < kills; chain++)
        {
            var name = $"killed {chain}";
            for (var i = 0; i < killsAFolder; i++)
            {
                using var run = Start(name);
                await Began(run, name);
                await Task.Delay(clock.Elapsed * random.NextDouble(), TestContext.Current.CancellationToken);
                run.Kill();
                await run.WaitForExitAsync(TestContext.Current.CancellationToken);
                killed++;
                AssertWhole(expected, name);
            }
            using var last = Start(name);
            var error = await last.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await last.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal((0, ""), (last.ExitCode, error));
            Assert.Equal(expected, TemporaryFolder.Hashes(_folder[name]));
            Directory.Delete(_folder[name], recursive: true);
        }
    }

    [Theory]
    [InlineData(256, 0)]
    [InlineData(4096, 40)]
    [Trait("Speed", "Slow")]
    public async Task ARunThatFilledItsDiskGoesOnWhereThereIsRoom(int kilobytes, int files)
    {
        using var disk = SmallDisk.MountOrSkip(_folder["out"], kilobytes, files);
        await Postfocus.Restore(_folder["in"], _folder["whole"]);
        var expected = TemporaryFolder.Hashes(_folder["whole"]);
        for (var again = 0; again < 2; again++)
        {
            var full = await Postfocus.Restore(_folder["in"], _folder["out"]);
            Assert.Equal(ExitCodes.Failure, full.ExitCode);
            Assert.Contains(
                "there is no room left. Free space there, and give the same command again",
                full.Error,
                StringComparison.Ordinal
            );
        }
        disk.Grow(1 << 14, files > 0 ? 1 << 12 : 0);
        var run = await Postfocus.Restore(_folder["in"], _folder["out"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.DoesNotContain("continued: 0 of", run.Output, StringComparison.Ordinal);
        Assert.Equal(expected, TemporaryFolder.Hashes(_folder["out"]));
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task WhereNothingCanBeWrittenARunIsRefusedAndGoesOnLater()
    {
        using var disk = SmallDisk.MountOrSkip(_folder["out"], 1 << 14);
        await Cancel("3: 6 frames");
        // Of a run that was killed.
        await File.WriteAllTextAsync(_folder["out/.postfocus.lock"], "", TestContext.Current.CancellationToken);
        var before = TemporaryFolder.Hashes(_folder["out"]);
        disk.Protect(true);
        (await Postfocus.Restore(_folder["in"], _folder["out"])).IsRefusedNaming(
            "could not be written: the disk is read-only. Choose another --out."
        );
        (await Postfocus.Restore(_folder["in"], _folder["out/new"])).IsRefusedNaming(
            "could not be written: the disk is read-only. Choose another --out."
        );
        disk.Protect(false);
        Assert.Equal(before, TemporaryFolder.Hashes(_folder["out"]));
        await GoesOn("continued: 3 of 9 sequences were done");
    }

    [Fact]
    public async Task ASequenceWhoseFramesChangeWhileItIsReadIsToldAndDoneAgain()
    {
        using var output = new LineWatcher("3: 6 frames", () => FrameFile.WriteTiff(_folder["in/3/t4.tif"], [TestFrames.Bright(77)]));
        using var error = new StringWriter(CultureInfo.InvariantCulture);
        var exitCode = await CommandLine.Run(Arguments("out"), output, error, TestContext.Current.CancellationToken);
        Assert.Equal(
            (
                ExitCodes.SomeFilesFailed,
                "error: sequence 3: its files changed while they were read: t4.tif. Run again when they are whole.\n"
            ),
            (exitCode, error.ToString())
        );
        var table = new FramesTable(_folder["out"]);
        Assert.Equal(
            ["3/t4.tif"],
            table["file"]
                .Zip(table["error"])
                .Where(row => row.Second.Contains("changed", StringComparison.Ordinal))
                .Select(row => row.First)
        );
        await GoesOn("continued: 8 of 9 sequences were done; done again: 1 that had a problem");
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task OfRunsIntoOneFolderAtOnceOneDoesItAndTheOthersAreRefused()
    {
        Process[] runs = [.. Enumerable.Range(0, 3).Select(_ => Start("out"))];
        foreach (var run in runs)
            await run.WaitForExitAsync(TestContext.Current.CancellationToken);
        string[] errors = [.. runs.Where(r => r.ExitCode != 0).Select(r => r.StandardError.ReadToEnd())];
        Assert.All(errors, error => Assert.Contains("is in use by another run", error, StringComparison.Ordinal));
        Assert.InRange(errors.Length, 0, 2);
        foreach (var run in runs)
            run.Dispose();
        await GoesOn("continued: 9 of 9 sequences were done");
    }

    private async Task GoesOn(string words)
    {
        var run = await Postfocus.Restore(_folder["in"], _folder["out"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains(words, run.Output, StringComparison.Ordinal);
        await Postfocus.Restore(_folder["in"], _folder["whole"]);
        Assert.Equal(TemporaryFolder.Hashes(_folder["whole"]), TemporaryFolder.Hashes(_folder["out"]));
    }

    private async Task Cancel(string words)
    {
        using var cancellation = new CancellationTokenSource();
        using var output = new LineWatcher(words, cancellation.Cancel);
        Assert.Equal(ExitCodes.Cancelled, await CommandLine.Run(Arguments("out"), output, TextWriter.Null, cancellation.Token));
    }

    /// <summary>What has its name is whole, and the same as of a run that nothing happened to.</summary>
    private void AssertWhole(SortedDictionary<string, string> expected, string name) =>
        Assert.All(
            TemporaryFolder.Hashes(_folder[name]).Where(file => !Path.GetFileName(file.Key).StartsWith('.') && file.Key != "run.journal"),
            file => Assert.Equal(expected[file.Key], file.Value)
        );

    private async Task Began(Process run, string name)
    {
        while (!run.HasExited && !File.Exists(_folder[$"{name}/.postfocus.holder"]))
            await Task.Delay(1, TestContext.Current.CancellationToken);
    }

    private Process Start(string name) => ChildProcess.Start(new Dictionary<string, string>(), Arguments(name));

    private string[] Arguments(string name) =>
        ["run", _folder["in"], "--out", _folder[name], "--model", BrightnessModel.Zip, "--samples", "2", "--steps", "1"];
}
