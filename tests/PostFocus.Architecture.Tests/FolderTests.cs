using PostFocus.Imaging.Storage;

namespace PostFocus.Architecture.Tests;

public class FolderTests
{
    /// <summary>Folders of projects that have some.</summary>
    public static TheoryData<string> Projects =>
        [
            .. Directory
                .GetDirectories(Path.Combine(Repository.Root, "src"))
                .Where(folder => Subfolders(folder).Any())
                .Select(folder => Path.GetRelativePath(Repository.Root, folder))
                .Order(StringComparer.Ordinal),
            Path.Combine("benchmarks", "PostFocus.Benchmarks"),
        ];

    /// <summary>What each pair of folders that use each other take from another is in the test's output.</summary>
    [Theory]
    [MemberData(nameof(Projects))]
    public void FoldersUseEachOtherInOneDirection(string project)
    {
        var graph = FolderGraph.Of(Path.Combine(Repository.Root, project));
        Assert.Empty(graph.Unknown);
        foreach (var knot in graph.Knots())
        {
            TestContext.Current.TestOutputHelper!.WriteLine($"{project}: {string.Join(' ', knot)}");
            foreach (var (from, to) in knot.SelectMany(from => knot.Select(to => (from, to))))
            foreach (var use in graph.Uses(from, to))
                TestContext.Current.TestOutputHelper!.WriteLine($"    {from} -> {to}: {use}");
        }
        Assert.Empty(graph.Knots());

        var page = FolderPage.Of(Name(project));
        var upward =
            from user in graph.Folders
            from used in graph.Folders
            where page.Height(used) > page.Height(user)
            from use in graph.Uses(user, used)
            select $"{user} -> {used}: {use}";
        Assert.Equal("", string.Join('\n', upward));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void ThePageOfTheArchitectureNamesEveryFolder(string project)
    {
        var root = Path.Combine(Repository.Root, project);
        var page = FolderPage.Of(Name(project));
        Assert.DoesNotContain(Subfolders(root), folder => !page.Names(root, folder));
    }

    [Theory]
    [InlineData("Imaging", "Zarr/Deep")]
    [InlineData("Cli", "Helpers")]
    public void AFolderThatNobodyNamesIsFound(string project, string folder)
    {
        using var root = new TemporaryFolder();
        Directory.CreateDirectory(root[folder]);
        File.WriteAllText(Path.Combine(root[folder], "Helper.cs"), "");
        Assert.False(FolderPage.Of(project).Names(root.Path, folder));
    }

    [Fact]
    public void AKnotIsFound()
    {
        using var folder = new TemporaryFolder();
        Write("A/First.cs", "namespace N.A; class First { public static int Of(int i) => Second.Of(i) + Third.One; }");
        Write("B/Second.cs", "namespace N; class Second { public static int Of(int i) => i; A.First first; }");
        Write("p.csproj", "<Project><ItemGroup><Using Include=\"N\" /></ItemGroup></Project>");
        Write("C/Fourth.cs", "class Fourth { Third third; Unheard of; }");
        Write("D/Fifth.cs", "using N.A; class Fifth;");
        Write("C/Third.cs", "namespace N; class Third { public const int One = 1; }");
        var graph = FolderGraph.Of(folder["N"]);
        Assert.Equal(["A", "B"], Assert.Single(graph.Knots()));
        Assert.Equal(["First uses Second"], graph.Uses("A", "B"));
        Assert.Equal(["First uses Third"], graph.Uses("A", "C"));
        Assert.Empty(graph.Uses("C", "A"));
        Assert.Equal(["Fifth opens N.A"], graph.Uses("D", "A"));
        Assert.Contains("Unheard", Assert.Single(graph.Unknown), StringComparison.Ordinal);

        void Write(string path, string code)
        {
            var file = Path.Combine(folder["N"], path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, code);
        }
    }

    private static string Name(string project) => Path.GetFileName(project)["PostFocus.".Length..];

    private static IEnumerable<string> Subfolders(string project) =>
        Directory
            .GetDirectories(project, "*", SearchOption.AllDirectories)
            .Select(folder => Paths.Relative(project, folder))
            .Where(folder => folder.Split('/')[0] is not ("bin" or "obj"))
            .Order(StringComparer.Ordinal);
}
