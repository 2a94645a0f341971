using System.Security.Cryptography;
using PostFocus.Imaging.Storage;

namespace PostFocus.Testing;

/// <summary>An empty folder that goes when the test ends.</summary>
/// <param name="parent">Where it is made; null for where the system keeps such.</param>
public sealed class TemporaryFolder(string? parent = null) : IDisposable
{
    /// <summary>A parent in memory, where there is one: who writes much waits for nothing but the disk otherwise.</summary>
    public static string Memory { get; } = Directory.Exists("/dev/shm") ? "/dev/shm" : System.IO.Path.GetTempPath();

    public string Path { get; } =
        parent is null
            ? Directory.CreateTempSubdirectory("postfocus-test-").FullName
            : Directory.CreateDirectory(System.IO.Path.Combine(parent, $"postfocus-test-{Guid.NewGuid():N}")).FullName;

    /// <summary>The path of something in the folder.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Names of all files in it, '/'-separated, in ordinal order.</summary>
    public string[] Files =>
        [
            .. Directory
                .GetFiles(Path, "*", SearchOption.AllDirectories)
                .Select(file => Paths.Relative(Path, file))
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>SHA-256 of every file under a folder, by its name relative to it with '/'.</summary>
    public static SortedDictionary<string, string> Hashes(string folder) =>
        new(
            Directory
                .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .ToDictionary(file => Paths.Relative(folder, file), file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))),
            StringComparer.Ordinal
        );

    /// <summary>Nothing half-written anywhere.</summary>
    public void HoldsOnlyWholeFiles() =>
        Assert.DoesNotContain(
            Directory.EnumerateFileSystemEntries(Path, "*", SearchOption.AllDirectories),
            entry => entry.EndsWith(".tmp", StringComparison.Ordinal) || entry.EndsWith(".partial", StringComparison.Ordinal)
        );

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
