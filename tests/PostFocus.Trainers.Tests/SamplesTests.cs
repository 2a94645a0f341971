using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.ML;
using PostFocus.Tests;

namespace PostFocus.Trainers.Tests;

/// <summary>The C# of the README, of the other pages and of samples/ are programs that compile against the libraries as they are.</summary>
public partial class SamplesTests
{
    [Fact]
    public void EverySampleAppCompiles()
    {
        string[] apps = Directory.GetFiles(Path.Combine(Repository.Root, "samples", "Apps"), "*.cs");
        Assert.NotEmpty(apps);
        foreach (string app in apps)
            Assert.Empty(Errors(FileBasedDirective().Replace(File.ReadAllText(app), "")));
    }

    [Fact]
    public void EveryCSharpSampleOfEveryPageCompiles()
    {
        var samples = Documentation.Pages
            .SelectMany(page => CSharpBlock().Matches(File.ReadAllText(page)).Select(match => (Page: Documentation.NameOf(page), Code: match.Groups[1].Value)))
            .ToList();
        Assert.Contains(samples, sample => sample.Page == "README.md");
        Assert.Contains(samples, sample => sample.Page.StartsWith("docs/", StringComparison.Ordinal));
        Assert.All(samples, sample => Assert.Empty(Errors(sample.Code).Select(error => $"{sample.Page}: {error}")));
    }

    /// <summary>On the first frames of a sample video, in place of all.</summary>
    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/mlnet.md")]
    public void SamplesThatUseWhatIsShippedRun(string page)
    {
        using var folder = new TemporaryFolder();
        string video = Directory.CreateDirectory(folder["video"]).FullName;
        foreach (string frame in Directory.GetFiles(Path.Combine(Repository.Root, "data", "sample", "well200001")).Order(StringComparer.Ordinal).Take(5))
            File.Copy(frame, Path.Combine(video, Path.GetFileName(frame)));
        Run(CSharpBlock().Match(File.ReadAllText(Path.Combine(Repository.Root, page))).Groups[1].Value, new()
        {
            ["data/sample"] = video,
            ["data/models/postfocus.zip"] = Repository.Model,
            ["my-model.zip"] = folder["my-model.zip"],
        });

        Assert.NotNull(new MLContext().FocusRestoration.LoadModels(folder["my-model.zip"]).Gate);
    }

    [Fact]
    public void TheSampleOfAnOwnFormatReadsAndWritesIt()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["well"]);
        foreach (ushort shade in new ushort[] { 0, 100 })
            File.WriteAllBytes(folder[$"well/{shade}.raw"], LabRaw([.. Enumerable.Range(0, 16 * 20).Select(i => (ushort)(i * i % 199 + shade))]));

        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "extending.md"));
        Run(CSharpBlock().Matches(page).Select(match => match.Groups[1].Value).Single(code => code.Contains("SingleFrameFormat", StringComparison.Ordinal)), new()
        {
            ["well"] = folder["well"],
            ["darker.raw"] = folder["darker.raw"],
        });

        Assert.Equal(LabRaw([.. Enumerable.Range(0, 16 * 20).Select(i => (ushort)(i * i % 199 / 2))]), File.ReadAllBytes(folder["darker.raw"]));

        static byte[] LabRaw(ushort[] counts) => [.. "LAB1"u8, .. MemoryMarshal.AsBytes<int>([16, 20]), .. MemoryMarshal.AsBytes<ushort>(counts)];
    }

    [Fact]
    public void ASampleWithAWrongNameDoesNotCompile() =>
        Assert.NotEmpty(Errors("using Microsoft.ML;\nvar frames = new MLContext().Data.LoadFrame(\"x\");"));

    private static IEnumerable<string> Errors(string program) => Compilation(program)
        .GetDiagnostics()
        .Where(d => d.Severity == DiagnosticSeverity.Error)
        .Select(d => d.ToString());

    private static CSharpCompilation Compilation(string program)
    {
        const string implicitUsings = "global using System; global using System.IO; global using System.Linq; global using System.Collections.Generic;";
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path));
        var options = new CSharpParseOptions(LanguageVersion.CSharp14);
        return CSharpCompilation.Create(
            "sample",
            [CSharpSyntaxTree.ParseText(implicitUsings, options), CSharpSyntaxTree.ParseText(program, options)],
            references,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication));
    }

    /// <param name="code">The program.</param>
    /// <param name="paths">What stands in place of its paths.</param>
    private static void Run(string code, Dictionary<string, string> paths)
    {
        foreach ((string written, string there) in paths)
            code = code.Replace(Literal(written), Literal(there), StringComparison.Ordinal);
        using var program = new MemoryStream();
        Assert.Empty(Compilation(code).Emit(program, cancellationToken: TestContext.Current.CancellationToken).Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error));
        Assembly.Load(program.ToArray()).EntryPoint!.Invoke(null, [Array.Empty<string>()]);
    }

    private static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary>Directives of `dotnet run app.cs`, which the compiler leaves to the SDK.</summary>
    [GeneratedRegex("^#:.*$", RegexOptions.Multiline)]
    private static partial Regex FileBasedDirective();

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharpBlock();
}
