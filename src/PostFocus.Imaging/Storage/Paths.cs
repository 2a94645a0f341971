namespace PostFocus.Imaging.Storage;

/// <summary>Paths as text.</summary>
public static class Paths
{
    /// <summary>The full path, without a separator at its end.</summary>
    /// <param name="path">A file or folder; it need not exist.</param>
    public static string Full(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));

    /// <summary>
    /// The path from a folder to a file, with '/' between names on every system; with ".." in front where the file lies outside.
    /// </summary>
    /// <param name="folder">Where it begins.</param>
    /// <param name="path">Where it ends.</param>
    public static string Relative(string folder, string path) =>
        Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');

    /// <summary>A name without the first of some extensions that it ends in, in any case; nothing but an extension is a name.</summary>
    internal static string Without(string name, IEnumerable<string> extensions) =>
        extensions.FirstOrDefault(e => name.Length > e.Length && name.EndsWith(e, StringComparison.OrdinalIgnoreCase)) is { } extension
            ? name[..^extension.Length]
            : name;
}
