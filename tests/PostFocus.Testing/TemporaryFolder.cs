using System.Security.Cryptography;

namespace PostFocus.Testing;

/// <summary>An empty folder that goes when the test ends.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("postfocus-test-").FullName;

    /// <summary>The path of something in the folder.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Names of all files in it, '/'-separated, in ordinal order.</summary>
    public string[] Files =>
        [.. Directory.GetFiles(Path, "*", SearchOption.AllDirectories).Select(file => Relative(Path, file)).Order(StringComparer.Ordinal)];

    /// <summary>SHA-256 of every file under a folder, by its name relative to it with '/'.</summary>
    public static SortedDictionary<string, string> Hashes(string folder) =>
        new(
            Directory
                .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .ToDictionary(file => Relative(folder, file), file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))),
            StringComparer.Ordinal
        );

    /// <summary>Nothing half-written anywhere.</summary>
    public void HoldsOnlyWholeFiles() =>
        Assert.DoesNotContain(
            Directory.EnumerateFileSystemEntries(Path, "*", SearchOption.AllDirectories),
            entry => entry.EndsWith(".tmp", StringComparison.Ordinal) || entry.EndsWith(".partial", StringComparison.Ordinal)
        );

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static string Relative(string folder, string file) => System.IO.Path.GetRelativePath(folder, file).Replace('\\', '/');
}
