namespace PostFocus.Benchmarks;

/// <summary>One of the folders that frames come from.</summary>
internal static class DataSet
{
    public static string Name(string folder) => Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));

    public static bool Holds(string folder, string file) =>
        Path.GetFullPath(file).StartsWith(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
