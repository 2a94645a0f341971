namespace PostFocus.Architecture.Tests;

public class FolderTests
{
    public static TheoryData<string> Projects =>
        [
            .. Directory
                .GetDirectories(Path.Combine(Repository.Root, "src"))
                .Select(folder => Path.GetFileName(folder)!)
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>What each pair of folders that use each other take from another is in the test's output.</summary>
    [Theory]
    [MemberData(nameof(Projects))]
    public void FoldersUseEachOtherInOneDirection(string project)
    {
        var graph = FolderGraph.Of(Path.Combine(Repository.Root, "src", project));
        Assert.Empty(graph.Unknown);
        foreach (var knot in graph.Knots())
        {
            TestContext.Current.TestOutputHelper!.WriteLine($"{project}: {string.Join(' ', knot)}");
            foreach (var (from, to) in knot.SelectMany(from => knot.Select(to => (from, to))))
            foreach (var use in graph.Uses(from, to))
                TestContext.Current.TestOutputHelper!.WriteLine($"    {from} -> {to}: {use}");
        }
        Assert.Empty(graph.Knots());
    }

    [Fact]
    public void ThePageOfTheArchitectureNamesEveryFolder()
    {
        var rows = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "architecture.md"))
            .SkipWhile(line => line != "## Folders")
            .ToArray();
        // Of the Cli a folder for each verb needs no mention; Plots has none.
        foreach (var project in Projects.Select(p => (string)p).Except(["PostFocus.Cli", "PostFocus.Plots"]))
        {
            var row = rows.Single(line => line.StartsWith($"| {project["PostFocus.".Length..]} | ", StringComparison.Ordinal));
            foreach (
                var folder in Directory.GetDirectories(Path.Combine(Repository.Root, "src", project)).Select(f => Path.GetFileName(f)!)
            )
                if (folder is not ("bin" or "obj"))
                    Assert.Contains($"`{folder}`", row, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void AKnotIsFound()
    {
        var folder = Directory.CreateTempSubdirectory("postfocus-");
        try
        {
            Write("A/First.cs", "namespace N; class First { public static int Of(int i) => Second.Of(i) + Third.One; }");
            Write("B/Second.cs", "namespace N; class Second { public static int Of(int i) => i; First first; }");
            Write("p.csproj", "<Project><ItemGroup><Using Include=\"N\" /></ItemGroup></Project>");
            Write("C/Fourth.cs", "class Fourth { Third third; Unheard of; }");
            Write("C/Third.cs", "namespace N; class Third { public const int One = 1; }");
            var graph = FolderGraph.Of(folder.FullName);
            Assert.Equal(["A", "B"], Assert.Single(graph.Knots()));
            Assert.Equal(["First uses Second"], graph.Uses("A", "B"));
            Assert.Equal(["First uses Third"], graph.Uses("A", "C"));
            Assert.Empty(graph.Uses("C", "A"));
            Assert.Contains("Unheard", Assert.Single(graph.Unknown), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        void Write(string path, string code)
        {
            var file = Path.Combine(folder.FullName, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, code);
        }
    }
}
