using System.Text.RegularExpressions;

namespace PostFocus.Architecture.Tests;

/// <summary>What the page of the architecture says of a project's folders: one row, from the ground up.</summary>
internal sealed partial class FolderPage
{
    /// <summary>Where the row says that the verbs, or the benchmarks, stand, each in a folder that it does not name.</summary>
    private const string Doors = "a folder for each";

    private readonly string _row;

    private FolderPage(string row) => _row = row;

    /// <param name="project">As the row calls it: "Imaging".</param>
    public static FolderPage Of(string project) =>
        new(
            File.ReadLines(Path.Combine(Repository.Root, "docs", "architecture.md"))
                .SkipWhile(line => line != "## Folders")
                .First(line => line.StartsWith($"| {project} | ", StringComparison.Ordinal))
        );

    /// <summary>Whether it names a folder, or stands for it: one with a file that makes a command.</summary>
    public bool Names(string root, string folder) => IsNamed(folder) || IsDoor(Path.Combine(root, folder));

    /// <summary>How far up a folder stands, with those in it. Without a word of it the project's own is above all others.</summary>
    public int Height(string folder)
    {
        var name = folder.Split('/')[0];
        var place = name switch
        {
            "." => _row.IndexOf("its own folder", StringComparison.Ordinal),
            _ when IsNamed(name) => _row.IndexOf($"`{name}`", StringComparison.Ordinal),
            _ => _row.IndexOf(Doors, StringComparison.Ordinal),
        };
        return place < 0 ? _row.Length : place;
    }

    private bool IsNamed(string folder) => _row.Contains($"`{folder.Split('/')[^1]}`", StringComparison.Ordinal);

    private bool IsDoor(string folder) =>
        _row.Contains(Doors, StringComparison.Ordinal) && Directory.EnumerateFiles(folder, "*.cs").Any(file => Command().IsMatch(file));

    [GeneratedRegex(@"(Command|Benchmark)\.cs$")]
    private static partial Regex Command();
}
