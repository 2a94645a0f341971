using PostFocus.Imaging;

namespace PostFocus.Cli;

/// <summary>The folder that results go to.</summary>
internal static class OutFolder
{
    /// <summary>Nothing is made yet: a run that fails before its first frame leaves no folder behind.</summary>
    /// <exception cref="PostFocusException">It is a file, is not empty, or lies inside an input.</exception>
    public static void Check(string folder, params IReadOnlyList<string> inputs)
    {
        string to = Full(folder);
        if (inputs.Any(input => (to + Path.DirectorySeparatorChar).StartsWith(Full(input) + Path.DirectorySeparatorChar, StringComparison.Ordinal)))
            throw new PostFocusException($"--out '{folder}' lies inside the input. Originals are never touched: choose a folder outside of it.");
        if (File.Exists(to))
            throw new PostFocusException($"--out '{folder}' is a file. Name a new or empty folder.");
        if (Directory.Exists(to) && Directory.EnumerateFileSystemEntries(to).Any())
            throw new PostFocusException($"--out '{folder}' is not empty. Choose a new folder, or empty it.");

        static string Full(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
    }
}
