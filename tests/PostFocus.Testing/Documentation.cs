namespace PostFocus.Testing;

/// <summary>The pages that people read: all Markdown files of the repository.</summary>
public static class Documentation
{
    private static readonly string[] s_folders = [".", "docs", "data", "benchmarks", "benchmarks/results", "build/package"];

    /// <summary>Full paths, the README's first.</summary>
    public static IReadOnlyList<string> Pages { get; } =
    [
        .. s_folders.SelectMany(folder =>
            Directory.GetFiles(Path.GetFullPath(Path.Combine(Repository.Root, folder)), "*.md").Order(StringComparer.Ordinal)
        ),
    ];

    /// <summary>A page's path in the repository, with '/'.</summary>
    public static string NameOf(string page) => Path.GetRelativePath(Repository.Root, page).Replace('\\', '/');
}
