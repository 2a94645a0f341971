using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PostFocus.Interactive.Tests;

/// <summary>A notebook as a program of one file: the code of its cells, and its text as remarks.</summary>
internal static class NotebookProgram
{
    private const int MostColumns = 130;

    private static readonly string[] s_libraries = ["PostFocus.*.dll", "Microsoft.ML.*.dll", "TorchSharp.dll"];

    private static readonly CSharpParseOptions s_script = new(LanguageVersion.CSharp14, kind: SourceCodeKind.Script);

    public static string Of(Notebook notebook, string name)
    {
        HashSet<string> usings = new(StringComparer.Ordinal)
        {
            "using Microsoft.DotNet.Interactive.Formatting;",
            "using System.Runtime.CompilerServices;",
        };
        StringBuilder statements = new(),
            types = new();
        foreach (var (isCode, text) in notebook.Cells)
            if (!isCode)
                AddRemark(statements, text);
            else if (!text.StartsWith("#!", StringComparison.Ordinal))
                AddCode(text, usings, statements, types);
        return $$"""
            #:project ../../src/PostFocus.Interactive/PostFocus.Interactive.csproj
            #:project ../../src/PostFocus.Simulation/PostFocus.Simulation.csproj
            #:project ../../src/PostFocus.Trainers/PostFocus.Trainers.csproj
            #:package Microsoft.DotNet.Interactive.Formatting
            #:package Microsoft.ML.FastTree
            #:property PublishAot=false
            #:property Nullable=disable
            #:property RunAnalyzers=false
            #:property GenerateDocumentationFile=false
            #:property TreatWarningsAsErrors=false
            // Made from {{name}}.ipynb by the tests. What the notebook shows goes to {{name}}.html beside it.
            //   dotnet run -c Release samples/Notebooks/{{name}}.cs
            {{string.Join('\n', usings.OrderBy(opened => opened.TrimEnd(';'), StringComparer.Ordinal))}}

            Environment.CurrentDirectory = (string)AppContext.GetData("EntryPointFileDirectoryPath");
            PostFocus.Interactive.Formatters.Register();
            using var page = new StreamWriter("{{name}}.html");
            void Show(object value) => page.WriteLine(value.ToDisplayString("text/html"));

            // A statement of the text: where it does not hold, the program fails.
            static void Claim(bool holds, [CallerArgumentExpression(nameof(holds))] string claim = "")
            {
                if (!holds)
                    throw new InvalidOperationException($"This does not hold: {claim}");
            }
            {{statements}}{{types}}
            """.ReplaceLineEndings("\n");
    }

    /// <summary>What the compiler says against a program.</summary>
    public static IEnumerable<string> Errors(string program)
    {
        const string implicitUsings =
            "global using System; global using System.IO; global using System.Linq; global using System.Collections.Generic; "
            + "global using System.Threading; global using System.Threading.Tasks; global using System.Net.Http;";
        var code = string.Join('\n', program.Split('\n').Where(line => !line.StartsWith("#:", StringComparison.Ordinal)));
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Concat(s_libraries.SelectMany(pattern => Directory.GetFiles(Path.Combine(Notebook.Folder, "bin"), pattern)))
            .DistinctBy(path => Path.GetFileName(path))
            .Select(path => MetadataReference.CreateFromFile(path));
        CSharpParseOptions options = new(LanguageVersion.CSharp14);
        return CSharpCompilation
            .Create(
                "notebook",
                [CSharpSyntaxTree.ParseText(implicitUsings, options), CSharpSyntaxTree.ParseText(code, options)],
                references,
                new(OutputKind.ConsoleApplication)
            )
            .GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => diagnostic.ToString());
    }

    private static void AddCode(string code, HashSet<string> usings, StringBuilder statements, StringBuilder types)
    {
        var root = CSharpSyntaxTree.ParseText(code, s_script).GetCompilationUnitRoot();
        usings.UnionWith(root.Usings.Select(opened => opened.ToString()));
        if (root.Members.Any(member => member is not BaseTypeDeclarationSyntax))
            statements.Append('\n');
        foreach (var (i, member) in root.Members.Index())
        {
            var text = member.ToFullString().TrimEnd();
            if (member is BaseTypeDeclarationSyntax)
                types.Append('\n').Append(text.TrimStart('\n')).Append('\n');
            else if (member is GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } shown })
                statements.Append(i == 0 ? "" : shown.GetLeadingTrivia().ToString()).Append($"Show({shown.Expression.ToString()});\n");
            else
                statements.Append(i == 0 ? text.TrimStart('\n') : text).Append('\n');
        }
    }

    private static void AddRemark(StringBuilder program, string text)
    {
        program.Append('\n');
        foreach (var line in text.Split('\n'))
        {
            var width = 0;
            program.Append("//");
            foreach (var word in line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (width > 0 && width + 1 + word.Length > MostColumns)
                {
                    program.Append("\n//");
                    width = 0;
                }
                program.Append(' ').Append(word);
                width += 1 + word.Length;
            }
            program.Append('\n');
        }
    }
}
