using System.Diagnostics;
using System.Globalization;
using PostFocus.Cli.Tests.Testing;

namespace PostFocus.Cli.Tests;

/// <summary>What only a process of its own can show.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task RunNeverLoadsLibtorch()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The libraries of a process are watched through Linux's loader.");
        TestFrames.WriteTiffs(_folder["in"], TestFrames.Alternating(2));
        Directory.CreateDirectory(_folder["loader"]);
        // glibc writes what it loads to loader/log.PID.
        var environment = new Dictionary<string, string> { ["LD_DEBUG"] = "files", ["LD_DEBUG_OUTPUT"] = _folder["loader/log"] };
        using Process run = ChildProcess.Start(environment,
            "run", _folder["in"], "--out", _folder["out"], "--model", BrightnessModel.Zip, "--samples", "1", "--steps", "1");
        string output = await run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("1 out of focus and restored", output, StringComparison.Ordinal);
        string loaded = string.Concat(Directory.GetFiles(_folder["loader"]).Select(File.ReadAllText));
        Assert.SkipUnless(loaded.Contains("libonnxruntime", StringComparison.Ordinal), "This C library does not tell what it loads.");
        Assert.DoesNotContain("torch", loaded, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task ATerminatedRunIsCancelledAndLeavesOnlyWholeFiles()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGTERM.");
        for (int i = 0; i < 50; i++)
            TestFrames.WriteTiffs(_folder[$"in/{i}"], TestFrames.Alternating(4));
        using Process run = ChildProcess.Start(new Dictionary<string, string>(),
            "run", _folder["in"], "--out", _folder["out"], "--model", BrightnessModel.Zip, "--samples", "100", "--steps", "50");
        Task<string> error = run.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        while (await run.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && !line.StartsWith("0: 4 frames", StringComparison.Ordinal))
            continue;
        Process.Start("kill", ["-TERM", run.Id.ToString(CultureInfo.InvariantCulture)]);
        await run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(CommandLine.Cancelled, run.ExitCode);
        Assert.StartsWith("Cancelled.", await error, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["out/0/t3.tif"]));
        Assert.Equal(["0/t0.tif", "0/t1.tif", "0/t2.tif", "0/t3.tif"], new FramesTable(_folder["out"])["file"].Take(4));
        _folder.HoldsOnlyWholeFiles();
    }
}
