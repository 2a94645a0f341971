using System.Reflection;
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
        string code = CSharpBlock().Match(File.ReadAllText(Path.Combine(Repository.Root, page))).Groups[1].Value
            .Replace("\"data/sample\"", Literal(video), StringComparison.Ordinal)
            .Replace("\"data/models/postfocus.zip\"", Literal(Repository.Model), StringComparison.Ordinal)
            .Replace("\"my-model.zip\"", Literal(folder["my-model.zip"]), StringComparison.Ordinal);
        using var program = new MemoryStream();
        Assert.True(Compilation(code).Emit(program, cancellationToken: TestContext.Current.CancellationToken).Success);

        Assembly.Load(program.ToArray()).EntryPoint!.Invoke(null, [Array.Empty<string>()]);

        Assert.NotNull(new MLContext().FocusRestoration.LoadModels(folder["my-model.zip"]).Gate);
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

    private static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary>Directives of `dotnet run app.cs`, which the compiler leaves to the SDK.</summary>
    [GeneratedRegex("^#:.*$", RegexOptions.Multiline)]
    private static partial Regex FileBasedDirective();

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharpBlock();
}
