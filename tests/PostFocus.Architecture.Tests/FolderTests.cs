using PostFocus.Tests;

namespace PostFocus.Architecture.Tests;

public class FolderTests
{
    public static TheoryData<string> Projects => [.. Directory.GetDirectories(Path.Combine(Repository.Root, "src")).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void FoldersUseEachOtherInOneDirection(string project)
    {
        var graph = FolderGraph.Of(Path.Combine(Repository.Root, "src", project));
        foreach (string[] knot in graph.Knots())
        {
            TestContext.Current.TestOutputHelper!.WriteLine($"{project}: {string.Join(' ', knot)}");
            foreach (var (from, to) in knot.SelectMany(from => knot.Select(to => (from, to))))
                foreach (string use in graph.Uses(from, to))
                    TestContext.Current.TestOutputHelper!.WriteLine($"    {from} -> {to}: {use}");
        }
        Assert.Empty(graph.Knots());
    }
}
