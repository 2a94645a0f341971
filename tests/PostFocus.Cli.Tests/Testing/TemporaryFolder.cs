using System.Security.Cryptography;

namespace PostFocus.Cli.Tests.Testing;

/// <summary>A folder of a test; gone afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("postfocus-cli-").FullName;

    /// <summary>The path of something in the folder.</summary>
    public string this[string name] => Path.Combine(_path, name);

    /// <summary>SHA-256 of every file under a folder, by its name relative to it with '/'.</summary>
    public static SortedDictionary<string, string> Hashes(string folder) => new(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(
            file => Path.GetRelativePath(folder, file).Replace('\\', '/'),
            file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))), StringComparer.Ordinal);

    /// <summary>Nothing half-written anywhere.</summary>
    public void HoldsOnlyWholeFiles() => Assert.DoesNotContain(
        Directory.EnumerateFileSystemEntries(_path, "*", SearchOption.AllDirectories),
        entry => entry.EndsWith(".tmp", StringComparison.Ordinal) || entry.EndsWith(".partial", StringComparison.Ordinal));

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
