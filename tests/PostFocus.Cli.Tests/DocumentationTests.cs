using System.Text.RegularExpressions;

namespace PostFocus.Cli.Tests;

/// <summary>Links between pages lead somewhere, and what the pages name is there.</summary>
public sealed partial class DocumentationTests
{
    public static TheoryData<string> Pages => [.. Documentation.Pages.Select(Documentation.NameOf)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void EveryLinkLeadsToAFileAndAHeadingThatAreThere(string name)
    {
        var page = Path.Combine(Repository.Root, name);
        foreach (var link in Link().Matches(WithoutCode(page)).Select(match => match.Groups[1].Value).Where(IsRelative))
        {
            var parts = link.Split('#', 2);
            var target = parts[0].Length == 0 ? page : Path.Combine(Path.GetDirectoryName(page)!, parts[0]);
            Assert.True(File.Exists(target) || Directory.Exists(target), $"{name} links to '{link}', which is not there.");
            if (parts.Length == 2)
                Assert.True(Anchors(target).Contains(parts[1]), $"{name} links to '{link}', whose page has no such heading.");
        }
    }

    [Fact]
    public void EveryPageOfDocsIsLinkedFromTheReadme()
    {
        string[] links =
        [
            .. Link()
                .Matches(WithoutCode(Documentation.Pages.Single(p => Documentation.NameOf(p) == "README.md")))
                .Select(match => match.Groups[1].Value.Split('#')[0]),
        ];
        Assert.All(
            Documentation.Pages.Select(Documentation.NameOf).Where(name => name.StartsWith("docs/", StringComparison.Ordinal)),
            name => Assert.Contains(name, links)
        );
    }

    [Fact]
    public void TheMainFiguresAreThoseOfTheResults()
    {
        string readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md")),
            results = File.ReadAllText(Path.Combine(Repository.Root, "docs", "results.md"));
        string[] figures = [.. Figure().Matches(Section(readme, "Main figures")).Select(match => match.Value)];
        Assert.NotEmpty(figures);
        Assert.All(figures, figure => Assert.Contains(figure, results, StringComparison.Ordinal));
    }

    [Fact]
    public void EveryNameThatThePagesForDevelopersNameIsInTheSources()
    {
        HashSet<string> known = [.. Sources().SelectMany(file => Word().Matches(File.ReadAllText(file)).Select(match => match.Value))];
        foreach (var name in new[] { "docs/architecture.md", "docs/extending.md", "docs/mlnet.md" })
        {
            var page = File.ReadAllText(Path.Combine(Repository.Root, name));
            string[] named = [.. Named().Matches(page).Select(match => match.Value)];
            // What an example declares; that it compiles is tested too.
            HashSet<string> declared = [.. Declared().Matches(page).Select(match => match.Groups[1].Value)];
            Assert.NotEmpty(named);
            Assert.All(
                named.Except(declared),
                word => Assert.True(known.Contains(word), $"{name} names {word}, which is nowhere in the sources.")
            );
        }
    }

    /// <summary>A type lies in the file of its name.</summary>
    [Theory]
    [InlineData("docs/architecture.md")]
    [InlineData("docs/extending.md")]
    public void EveryMemberThatAPageNamesIsInTheFileOfItsType(string name)
    {
        var files = Sources().ToLookup(file => Path.GetFileNameWithoutExtension(file));
        var members = Member().Matches(WithoutCode(Path.Combine(Repository.Root, name))).Where(match => files[match.Groups[1].Value].Any());
        Assert.NotEmpty(members);
        Assert.All(
            members,
            match =>
                Assert.True(
                    files[match.Groups[1].Value]
                        .Any(file => Regex.IsMatch(File.ReadAllText(file), $@"(?<![.\w]){match.Groups[2].Value}\b")),
                    $"{name} names {match.Value}`, which {match.Groups[1].Value} does not have."
                )
        );
    }

    private static IEnumerable<string> Sources() =>
        new[] { "src", "tests", "benchmarks", "build" }
            .SelectMany(folder => Directory.GetFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private static string Section(string page, string heading) => page.Split($"\n## {heading}\n")[1].Split("\n## ")[0];

    private static bool IsRelative(string link) => !link.Contains("://", StringComparison.Ordinal);

    private static string WithoutCode(string page) => Code().Replace(File.ReadAllText(page), "");

    /// <summary>As GitHub makes them: small letters and digits, a dash for a space, all else gone.</summary>
    private static HashSet<string> Anchors(string page) =>
        [
            .. Headings()
                .Matches(WithoutCode(page))
                .Select(match => NotInAnchors().Replace(match.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-')),
        ];

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^```.*?^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Code();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();

    /// <summary>Types and members, such as FrameFile and CountPages, also in pictures.</summary>
    [GeneratedRegex(@"\b[A-Z][a-z]+(?:[A-Z][a-z]+)+\b")]
    private static partial Regex Named();

    /// <summary>A type and a member of it, such as FrameFile.CountPages.</summary>
    [GeneratedRegex(@"`([A-Z]\w+)\.([A-Z]\w+)")]
    private static partial Regex Member();

    [GeneratedRegex(@"\b(?:class|record) (\w+)")]
    private static partial Regex Declared();

    /// <summary>An interval, or a number with a decimal point.</summary>
    [GeneratedRegex(@"\d+\.\d+( to [−\d]+\.\d+)?")]
    private static partial Regex Figure();

    [GeneratedRegex("^#+ +(.*?) *\r?$", RegexOptions.Multiline)]
    private static partial Regex Headings();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchors();
}
