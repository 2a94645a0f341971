using System.IO.Compression;

namespace PostFocus.Packages.Tests;

/// <summary>The packages, taken from a local folder by apps that know nothing of this repository.</summary>
[Trait("Speed", "Slow")] // they build programs
public sealed class PackageTests(LocalPackages packages) : IClassFixture<LocalPackages>
{
    private const string OnnxRuntime = "Microsoft.ML.OnnxRuntime 1.31.1";

    private static readonly string[] s_names = ["Imaging", "Interactive", "Models", "Plots", "Simulation", "Trainers", "Transforms"];

    [Theory]
    [InlineData("Program.cs", "14")]
    [InlineData("Program.cs", "12")]
    [InlineData("Program.fs", null)]
    [InlineData("Program.vb", null)]
    public void AnAppComposesSavesLoadsAndPredicts(string program, string? languageVersion)
    {
        var (exitCode, output, assets) = packages.Start(program, languageVersion, "PostFocus.Transforms", "PostFocus.Models", OnnxRuntime);
        Assert.True(exitCode == 0, output);
        Assert.Contains("restored, model true", output, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch(@"\b0 restored", output);
        // Who only uses models has no libtorch on disk.
        Assert.DoesNotContain("torch", assets, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void WithoutANativeLibraryThePackageIsNamedThatBringsIt()
    {
        var (exitCode, output, _) = packages.Start("Program.cs", null, "PostFocus.Transforms", "PostFocus.Models");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("Add the package Microsoft.ML.OnnxRuntime to the program", output, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutTheModelsThePackageIsNamedThatBringsThem()
    {
        var (exitCode, output, _) = packages.Start("Program.cs", null, "PostFocus.Transforms", OnnxRuntime);
        Assert.NotEqual(0, exitCode);
        Assert.Contains("Add the package PostFocus.Models", output, StringComparison.Ordinal);
    }

    /// <summary>The kernel runs it, and brings what it is formatted with.</summary>
    [Fact]
    public void ThePackageForNotebooksRegistersItself()
    {
        using var zip = ZipFile.OpenRead(packages["PostFocus.Interactive"]);
        using var script = new StreamReader(zip.GetEntry("interactive-extensions/dotnet/extension.dib")!.Open());
        Assert.Contains("PostFocus.Interactive.Formatters.Register();", script.ReadToEnd(), StringComparison.Ordinal);
        using var nuspec = new StreamReader(zip.GetEntry("PostFocus.Interactive.nuspec")!.Open());
        Assert.DoesNotContain("Microsoft.DotNet.Interactive", nuspec.ReadToEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void EachPackageSaysWhatItIs()
    {
        Assert.Equal(
            s_names.Select(n => $"PostFocus.{n}.0.1.0.nupkg"),
            packages.Files.Where(f => f.EndsWith(".nupkg", StringComparison.Ordinal)).Order()
        );
        foreach (var name in s_names)
        {
            using var zip = ZipFile.OpenRead(packages[$"PostFocus.{name}"]);
            using var reader = new StreamReader(zip.GetEntry($"PostFocus.{name}.nuspec")!.Open());
            var nuspec = reader.ReadToEnd();
            Assert.All(
                ["<license type=\"expression\">MIT", "<readme>README.md", "<icon>icon.png", "<authors>PostFocus developers", "<tags>"],
                part => Assert.Contains(part, nuspec, StringComparison.Ordinal)
            );
            Assert.NotNull(zip.GetEntry("README.md"));
            Assert.NotNull(zip.GetEntry("icon.png"));
            // The native packages are the program's choice.
            Assert.DoesNotContain("\"Microsoft.ML.OnnxRuntime\"", nuspec, StringComparison.Ordinal);
            Assert.DoesNotContain("TorchSharp-cpu", nuspec, StringComparison.Ordinal);
        }
    }
}
