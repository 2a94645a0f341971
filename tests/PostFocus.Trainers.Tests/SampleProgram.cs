using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PostFocus.Trainers.Tests;

/// <summary>Programs in text, compiled against the libraries as they are: as strangers' code, which sees only what is public.</summary>
internal static partial class SampleProgram
{
    /// <summary>The text of a program of samples/Apps.</summary>
    public static string App(string name) =>
        FileBasedDirective().Replace(File.ReadAllText(Path.Combine(Repository.Root, "samples", "Apps", name)), "");

    /// <summary>The blocks of C# on a page.</summary>
    public static IEnumerable<string> OfPage(string page) =>
        CSharpBlock().Matches(File.ReadAllText(Path.Combine(Repository.Root, page))).Select(match => match.Groups[1].Value);

    /// <summary>The program with other paths in place of those written in it.</summary>
    public static string With(this string program, params (string Written, string There)[] paths) =>
        paths.Aggregate(program, (code, path) => code.Replace(Literal(path.Written), Literal(path.There), StringComparison.Ordinal));

    public static IEnumerable<string> Errors(string program) =>
        Compilation(program).GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString());

    public static Assembly Compile(string program)
    {
        using var assembly = new MemoryStream();
        Assert.Empty(Compilation(program).Emit(assembly).Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error));
        return Assembly.Load(assembly.ToArray());
    }

    public static void Run(this Assembly program, params string[] arguments) => program.EntryPoint!.Invoke(null, [arguments]);

    /// <summary>A new object of the only type of a program that is derived from that one.</summary>
    public static T New<T>(this Assembly program) => (T)Activator.CreateInstance(program.GetTypes().Single(typeof(T).IsAssignableFrom))!;

    private static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    private static CSharpCompilation Compilation(string program)
    {
        const string implicitUsings =
            "global using System; global using System.IO; global using System.Linq; global using System.Collections.Generic;";
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path));
        var options = new CSharpParseOptions(LanguageVersion.CSharp14);
        return CSharpCompilation.Create(
            "sample",
            [CSharpSyntaxTree.ParseText(implicitUsings, options), CSharpSyntaxTree.ParseText(program, options)],
            references,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication)
        );
    }

    /// <summary>Directives of `dotnet run app.cs`, which the compiler leaves to the SDK.</summary>
    [GeneratedRegex("^#:.*$", RegexOptions.Multiline)]
    private static partial Regex FileBasedDirective();

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharpBlock();
}
