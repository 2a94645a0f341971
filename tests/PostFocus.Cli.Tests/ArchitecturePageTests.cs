using System.Text.RegularExpressions;

namespace PostFocus.Cli.Tests;

public sealed partial class ArchitecturePageTests
{
    [Fact]
    public void TheArrowsBetweenProjectsAreThoseOfTheProjectFiles()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "architecture.md"));
        var drawn = Picture()
            .Match(page)
            .Groups[1]
            .Value.Split('\n')
            .Select(line => line.Split("-->", StringSplitOptions.TrimEntries))
            .SelectMany(chain => chain.Zip(chain.Skip(1), (from, to) => $"{from} --> {to}"));
        var real = new[] { "src", "benchmarks" }
            .SelectMany(folder =>
                Directory.GetFiles(Path.Combine(Repository.Root, folder), "PostFocus.*.csproj", SearchOption.AllDirectories)
            )
            .SelectMany(
                project => Reference().Matches(File.ReadAllText(project)),
                (project, to) => $"{Short(Path.GetFileNameWithoutExtension(project))} --> {Short(to.Groups[1].Value)}"
            );
        Assert.Equal(real.Order(), drawn.Order());

        static string Short(string project) => project.Replace("PostFocus.", "", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"```mermaid\nflowchart LR\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Picture();

    [GeneratedRegex(@"<ProjectReference Include=""[^""]*?([\w.]+)\.csproj""")]
    private static partial Regex Reference();
}
