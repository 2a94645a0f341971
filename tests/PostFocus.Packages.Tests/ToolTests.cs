using System.Runtime.InteropServices;

namespace PostFocus.Packages.Tests;

/// <summary>The command line as a .NET tool, installed from a local folder.</summary>
[Trait("Speed", "Slow")] // it packs and installs a program
public sealed class ToolTests : IDisposable
{
    private const long MostBytes = 120L << 20;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheToolIsInstalledRestoresFramesAndSaysWhatTrainingNeeds()
    {
        // What is packed is built elsewhere: with other packages than what others are using meanwhile.
        LocalPackages.Run(
            Repository.Root,
            "pack",
            "src/PostFocus.Cli",
            "-c",
            LocalPackages.Configuration,
            "-p:PostFocusTool=true",
            $"-p:RuntimeIdentifiers={RuntimeInformation.RuntimeIdentifier}",
            "--artifacts-path",
            _folder["artifacts"],
            "-o",
            _folder["packages"]
        );
        var packed = new DirectoryInfo(_folder["packages"]).GetFiles();
        Assert.Equal(
            ["PostFocus.Tool.0.1.0.nupkg", $"PostFocus.Tool.{RuntimeInformation.RuntimeIdentifier}.0.1.0.nupkg"],
            packed.Select(f => f.Name).Order(StringComparer.Ordinal)
        );
        Assert.InRange(packed.Sum(f => f.Length), 1, MostBytes);

        File.WriteAllText(
            _folder["nuget.config"],
            $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{_folder["cache"]}" /></config>
              <packageSources><clear /><add key="local" value="{_folder["packages"]}" /></packageSources>
            </configuration>
            """
        );
        LocalPackages.Run(_folder.Path, "tool", "install", "PostFocus.Tool", "--tool-path", _folder["tool"], "--version", "0.1.0");

        var sample = Path.Combine(Repository.Root, "data", "sample", "well200001");
        var (exitCode, output) = Tool("run", sample, "--pixel", "0.65", "--out", _folder["out"]);
        Assert.True(exitCode == 0, output);
        Assert.Contains("5 restored", output, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["out/report.html"]));

        var truth = Path.Combine(Repository.Root, "data", "sample-truth");
        (exitCode, output) = Tool("train", "restorer", "--data", truth, "--steps", "1", "--out", _folder["own.zip"]);
        Assert.Equal(1, exitCode);
        Assert.Contains("Training needs libtorch", output, StringComparison.Ordinal);
        Assert.DoesNotContain(" at PostFocus.", output, StringComparison.Ordinal);
    }

    private (int ExitCode, string Output) Tool(params string[] arguments) =>
        LocalPackages.Execute(_folder[OperatingSystem.IsWindows() ? "tool/postfocus.exe" : "tool/postfocus"], _folder.Path, arguments);
}
