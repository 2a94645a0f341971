namespace PostFocus.Imaging.Tests;

/// <summary>An empty folder that goes when the test ends.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("postfocus-test-").FullName;

    public string this[string name] => Path.Combine(_path, name);

    public string Root => _path;

    /// <summary>Names of all files in it, '/'-separated, in ordinal order.</summary>
    public string[] Files => [.. Directory.GetFiles(_path, "*", SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(_path, f).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
