using System.Diagnostics;
using System.Globalization;
using PostFocus.Cli.Tests.Testing;
using PostFocus.Imaging;
using PostFocus.Imaging.Files;

namespace PostFocus.Cli.Tests;

/// <summary>What only a process of its own can show.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task RunNeverLoadsLibtorch()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The libraries of a process are watched through Linux's loader.");
        TestFrames.WriteTiffs(_folder["in"], TestFrames.Alternating(2));
        Directory.CreateDirectory(_folder["loader"]);
        // glibc writes what it loads to loader/log.PID.
        var environment = new Dictionary<string, string> { ["LD_DEBUG"] = "files", ["LD_DEBUG_OUTPUT"] = _folder["loader/log"] };
        using var run = ChildProcess.Start(
            environment,
            "run",
            _folder["in"],
            "--out",
            _folder["out"],
            "--model",
            BrightnessModel.Zip,
            "--samples",
            "1",
            "--steps",
            "1"
        );
        var output = await run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("1 out of focus and restored", output, StringComparison.Ordinal);
        var loaded = string.Concat(Directory.GetFiles(_folder["loader"]).Select(File.ReadAllText));
        Assert.SkipUnless(loaded.Contains("libonnxruntime", StringComparison.Ordinal), "This C library does not tell what it loads.");
        Assert.DoesNotContain("torch", loaded, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>ONNX Runtime keeps an identifier of the machine there, and what it is about to send.</summary>
    [Fact]
    [Trait("Speed", "Slow")]
    public async Task NothingIsLeftInTheUsersFolder()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Where such files go is known for Linux.");
        TestFrames.WriteTiffs(_folder["in"], TestFrames.Alternating(2));
        Directory.CreateDirectory(_folder["home"]);
        var environment = new Dictionary<string, string> { ["HOME"] = _folder["home"], ["XDG_CACHE_HOME"] = _folder["home/cache"] };
        using var run = ChildProcess.Start(
            environment,
            ["run", _folder["in"], "--out", _folder["out"], "--model", BrightnessModel.Zip, "--samples", "2"]
        );
        var output = await run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("1 out of focus and restored", output, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder["home"]));
    }

    /// <summary>
    /// Its signal ends a process without a word, unless it is ignored. The runtime itself makes a large file where it is let.
    /// </summary>
    [Fact]
    [Trait("Speed", "Slow")]
    public async Task AFileBeyondTheLimitOfTheShellIsNamedAndAllOthersAreDone()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Limits of a shell are those of Linux.");
        TestFrames.WriteTiffs(_folder["in/small"], TestFrames.Alternating(4));
        var random = new Random(1);
        FrameFile.WriteTiff(
            _folder["in/large/t0.tif"],
            [new Frame(400, 400, [.. Enumerable.Range(0, 160000).Select(_ => (float)random.Next(65536))], PixelType.UInt16)]
        );
        using var run = ChildProcess.StartLimited(
            200,
            new Dictionary<string, string> { ["DOTNET_EnableWriteXorExecute"] = "0" },
            ["run", _folder["in"], "--out", _folder["out"], "--model", BrightnessModel.Zip, "--samples", "2"]
        );
        var output = run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await run.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal((ExitCodes.SomeFilesFailed, true), (run.ExitCode, (await output).Length > 0));
        Assert.Contains(
            "in/large/t0.tif, page 0: A file could not be written: it is larger than files may be here. Lift the limit",
            error,
            StringComparison.Ordinal
        );
        Assert.Equal(4, new FramesTable(_folder["out"])["error"].Count(e => e.Length == 0));
        Assert.True(File.Exists(_folder["out/small/t3.tif"]));
        Assert.False(File.Exists(_folder["out/large/t0.tif"]));
        _folder.HoldsOnlyWholeFiles();
    }

    /// <summary>As Ctrl+C, a scheduler and a lost connection do it: in the middle of a file of many pages.</summary>
    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    [Trait("Speed", "Slow")]
    public async Task ASignalledRunIsCancelledAndLeavesOnlyWholeFilesAndTheTable(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no signals.");
        TestFrames.WriteTiffs(_folder["in/0"], TestFrames.Alternating(4));
        FrameFile.WriteTiff(_folder["in/1.tif"], TestFrames.Alternating(400));
        using var run = ChildProcess.Start(
            new Dictionary<string, string>(),
            "run",
            _folder["in"],
            "--out",
            _folder["out"],
            "--model",
            BrightnessModel.Zip,
            "--samples",
            "20",
            "--steps",
            "20"
        );
        Assert.SkipWhen(
            signal == "INT" && Ignores(run, 2) || signal == "HUP" && Ignores(run, 1),
            "These tests run where the signal is ignored, as in the background of a script."
        );
        Task<string> output = run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken),
            error = run.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        while (
            !run.HasExited
            && !(
                Directory.Exists(_folder["out"])
                && File.Exists(_folder["out/0/t3.tif"])
                && Directory.EnumerateFiles(_folder["out"], "*.tmp").Any()
            )
        )
            await Task.Delay(5, TestContext.Current.CancellationToken);
        Process.Start("kill", [$"-{signal}", run.Id.ToString(CultureInfo.InvariantCulture)]);
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(ExitCodes.Cancelled, run.ExitCode);
        Assert.StartsWith("Cancelled.", await error, StringComparison.Ordinal);
        Assert.Contains("Ended in sequence 2 of 2, after ", await output, StringComparison.Ordinal);
        Assert.Equal(
            [
                "0/t0.tif",
                "0/t1.tif",
                "0/t2.tif",
                "0/t3.tif",
                "frames.csv",
                "report.html",
                "reports/0/overview.png",
                "reports/0/worst-1.png",
                "reports/0/worst-2.png",
                "run.journal",
                "run.json",
                "sequences.csv",
            ],
            TemporaryFolder.Hashes(_folder["out"]).Keys
        );
        var table = new FramesTable(_folder["out"]);
        Assert.InRange(table.Count, 5, 403);
        Assert.Equal(["false", "true", "false", "true"], table["restored"][..4]);
        Assert.All(table["restored"][4..], restored => Assert.Equal("false", restored));
        Assert.All(
            table["error"][4..],
            reason => Assert.Contains("the run ended before this file was whole", reason, StringComparison.Ordinal)
        );
        _folder.HoldsOnlyWholeFiles();
    }

    private static bool Ignores(Process process, int signal) =>
        OperatingSystem.IsLinux()
        && File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) is var line
        && (Convert.ToUInt64(line[7..].Trim(), 16) >> (signal - 1) & 1) != 0;
}
