using PostFocus.Imaging;
using PostFocus.Imaging.Storage;

namespace PostFocus.Cli.Shared;

/// <summary>Paths of several data sets, as they are given on the command line.</summary>
internal static class DataSetPaths
{
    /// <summary>What tables call them: each by its folder, or by its path where two folders have one name.</summary>
    /// <exception cref="PostFocusException">One is given twice.</exception>
    public static IReadOnlyList<string> Names(IReadOnlyList<string> paths)
    {
        if (paths.CountBy(Paths.Full).FirstOrDefault(p => p.Value > 1) is { Key: { } twice })
            throw new PostFocusException($"The data set '{twice}' is given twice. Give each once.");
        string[] names = [.. paths.Select(NameOf)];
        return [.. paths.Zip(names, (path, name) => names.Count(n => n == name) == 1 ? name : path)];
    }

    /// <summary>The manifest that a folder holds; or the path itself.</summary>
    public static string Manifest(string path) => Directory.Exists(path) ? Path.Combine(path, Imaging.Sequences.Manifest.OfDataSet) : path;

    /// <summary>Every truth.csv has the same name, but its folder has one of its own.</summary>
    private static string NameOf(string path) =>
        Path.GetFileName(Imaging.Sequences.Manifest.HasExtension(path) ? Path.GetDirectoryName(Paths.Full(path)) : Paths.Full(path))
            is { Length: > 0 } name
            ? name
            : path;
}
