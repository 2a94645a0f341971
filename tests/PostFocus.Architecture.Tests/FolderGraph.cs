using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PostFocus.Imaging.Storage;

namespace PostFocus.Architecture.Tests;

/// <summary>
/// Which folders of a project use which, by what the compiler makes of every name in its sources, and by the namespaces that these open:
/// a remark that needs one names the whole path instead.
/// </summary>
internal sealed class FolderGraph
{
    private const string Usings = """
        global using System; global using System.IO; global using System.Linq; global using System.Net.Http;
        global using System.Collections.Generic; global using System.Threading; global using System.Threading.Tasks;

        """;

    // A type, namespace or name that is not known: its use of a folder would go unseen.
    private static readonly string[] s_unknown = ["CS0103", "CS0234", "CS0246"];

    // Read once for all projects.
    private static readonly PortableExecutableReference[] s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private readonly Dictionary<string, Dictionary<string, SortedSet<string>>> _uses = [];

    private readonly string _root;

    private FolderGraph(string folder) => _root = folder;

    public string Project => Path.GetFileName(_root);

    /// <summary>What the compiler does not know, and so cannot tell the folder of.</summary>
    public IReadOnlyList<string> Unknown { get; private set; } = [];

    /// <summary>The folders, "." the project's own.</summary>
    public IReadOnlyCollection<string> Folders => _uses.Keys;

    /// <summary>The uses of a folder by another, as "file uses type".</summary>
    public IReadOnlyCollection<string> Uses(string from, string to) => _uses[from].GetValueOrDefault(to) ?? [];

    /// <param name="folder">The project's folder.</param>
    public static FolderGraph Of(string folder)
    {
        var graph = new FolderGraph(folder);
        var options = new CSharpParseOptions(LanguageVersion.CSharp14);
        SyntaxTree[] trees =
        [
            .. Directory
                .EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
                .Where(file => Paths.Relative(folder, file).Split('/')[0] is not ("bin" or "obj"))
                .Order(StringComparer.Ordinal)
                .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), options, file)),
        ];
        var compilation = CSharpCompilation.Create(
            AssemblyName(folder),
            [CSharpSyntaxTree.ParseText(Usings + OwnUsings(folder), options), .. trees],
            References(AssemblyName(folder)),
            new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true)
        );
        graph.Unknown = [.. compilation.GetDiagnostics().Where(d => s_unknown.Contains(d.Id)).Select(d => d.ToString())];
        foreach (var tree in trees)
        {
            var here = FolderOf(folder, tree.FilePath);
            graph._uses.TryAdd(here, []);
            var model = compilation.GetSemanticModel(tree);
            foreach (var opened in tree.GetCompilationUnitRoot().Usings)
                if (graph.FolderOf(opened.NamespaceOrType.ToString()) is { } folderOpened && folderOpened != here)
                    graph.Add(here, folderOpened, $"{Path.GetFileNameWithoutExtension(tree.FilePath)} opens {opened.NamespaceOrType}");
            foreach (var name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
            {
                var info = model.GetSymbolInfo(name);
                if ((info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) is not { } symbol || symbol is INamespaceSymbol)
                    continue;
                var type = symbol as ITypeSymbol ?? symbol.ContainingType ?? symbol;
                // A partial type belongs to where one part of it is.
                string[] there =
                [
                    .. type.DeclaringSyntaxReferences.Select(part => part.SyntaxTree.FilePath).Where(path => path.Length > 0).Distinct(),
                ];
                if (there.Length > 0 && !there.Any(file => FolderOf(folder, file) == here))
                    graph.Add(here, FolderOf(folder, there[0]), $"{Path.GetFileNameWithoutExtension(tree.FilePath)} uses {type.Name}");
            }
        }
        return graph;
    }

    /// <summary>Folders that reach each other, each group once, in order of their names.</summary>
    public IReadOnlyList<string[]> Knots()
    {
        var reach = Folders.ToDictionary(folder => folder, ReachedFrom);
        return
        [
            .. Folders
                .Select(folder =>
                    reach[folder]
                        .Where(other => reach[other].Contains(folder))
                        .Append(folder)
                        .Distinct()
                        .Order(StringComparer.Ordinal)
                        .ToArray()
                )
                .Where(knot => knot.Length > 1)
                .DistinctBy(knot => string.Join('|', knot)),
        ];
    }

    /// <summary>The folder of a namespace; null where it is none of the project's.</summary>
    private string? FolderOf(string space) =>
        !$"{space}.".StartsWith($"{Project}.", StringComparison.Ordinal) ? null
        : space == Project ? "."
        : space[(Project.Length + 1)..].Replace('.', '/') is var folder && Directory.Exists(Path.Combine(_root, folder)) ? folder
        : null;

    private void Add(string from, string to, string use)
    {
        if (!_uses[from].TryGetValue(to, out var uses))
            _uses[from][to] = uses = new(StringComparer.Ordinal);
        uses.Add(use);
    }

    private HashSet<string> ReachedFrom(string folder)
    {
        HashSet<string> reached = [];
        var open = new Stack<string>([folder]);
        while (open.TryPop(out var next))
        {
            foreach (var used in _uses[next].Keys)
                if (reached.Add(used))
                    open.Push(used);
        }
        return reached;
    }

    /// <summary>Namespaces that the project file opens in every file.</summary>
    private static string OwnUsings(string folder) =>
        string.Concat(
            Directory
                .EnumerateFiles(folder, "*.csproj")
                .SelectMany(file => XDocument.Load(file).Descendants("Using"))
                .Select(item => $"global using {item.Attribute("Include")!.Value};\n")
        );

    /// <summary>What it is called when it is built: others may show it what they hide from the rest.</summary>
    private static string AssemblyName(string folder) =>
        Directory
            .EnumerateFiles(folder, "*.csproj")
            .SelectMany(file => XDocument.Load(file).Descendants("AssemblyName"))
            .Select(item => item.Value)
            .FirstOrDefault(Path.GetFileName(folder));

    /// <summary>All that a project may use, but itself.</summary>
    private static IEnumerable<MetadataReference> References(string assembly) =>
        s_references.Where(reference => Path.GetFileNameWithoutExtension(reference.FilePath) != assembly);

    private static string FolderOf(string root, string file) =>
        Path.GetDirectoryName(Paths.Relative(root, file)) is { Length: > 0 } folder ? folder : ".";
}
