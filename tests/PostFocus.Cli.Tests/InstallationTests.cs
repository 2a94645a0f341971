using PostFocus.Cli.Tests.Testing;

namespace PostFocus.Cli.Tests;

/// <summary>A program that was copied without all that belongs to it.</summary>
public sealed class InstallationTests
{
    [Fact]
    public void AMissingNativeLibraryIsNamedWithWhatToDo()
    {
        var missing = new DllNotFoundException(
            "Unable to load shared library 'onnxruntime' or one of its dependencies. In order to help diagnose\nuse strace"
        );
        var told = Installation.Missing(new TypeInitializationException("NativeMethods", new InvalidOperationException("inner", missing)));
        Assert.StartsWith(
            "A library of the program cannot be loaded: Unable to load shared library 'onnxruntime' or one of its dependencies. Copy",
            told,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void AMissingAssemblyIsNamed() =>
        Assert.StartsWith(
            "A library of the program is missing: CsvHelper.dll. Copy",
            Installation.Missing(new FileNotFoundException("no", "CsvHelper, Version=34.0.0.0, Culture=neutral")),
            StringComparison.Ordinal
        );

    [Fact]
    public void AMissingFileOfTheUsersIsNone()
    {
        Assert.Null(Installation.Missing(new FileNotFoundException("no", "/data/a, b.tif")));
        Assert.Null(Installation.Missing(new InvalidOperationException("no")));
    }

    [Fact]
    public async Task AProgramThatWasCopiedWithoutALibrarySaysInOneLineWhichIsMissing()
    {
        using var folder = new TemporaryFolder();
        foreach (
            var file in Directory
                .GetFiles(AppContext.BaseDirectory, "postfocus.*")
                .Concat(Directory.GetFiles(AppContext.BaseDirectory, "PostFocus.*.dll"))
        )
            File.Copy(file, folder[Path.GetFileName(file)]);
        using var run = ChildProcess.StartAt(folder.Path, new Dictionary<string, string>(), "--help");
        var error = run.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);
        var line = Assert.Single((await error).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("postfocus: A library of the program is missing: System.CommandLine.dll.", line, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Failure, run.ExitCode);
    }
}
