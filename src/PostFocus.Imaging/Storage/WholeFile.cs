using System.Text.RegularExpressions;

namespace PostFocus.Imaging.Storage;

/// <summary>
/// A file, or a folder, that is written under a temporary name beside its destination, and takes the destination's place when it is
/// whole. Until then the destination keeps what it has; a folder must not be there.
/// </summary>
internal sealed partial class WholeFile : IDisposable
{
    private readonly string _destination;
    private bool _committed;

    /// <summary>Creates the destination's folder if missing, but no file yet.</summary>
    public WholeFile(string destination)
    {
        ArgumentException.ThrowIfNullOrEmpty(destination);
        _destination = Path.GetFullPath(destination);
        var folder =
            Path.GetDirectoryName(_destination) ?? throw new ArgumentException($"'{destination}' is not a file name.", nameof(destination));
        Directory.CreateDirectory(folder);
        // A short random name: the destination's own may already be as long as the file system allows.
        TemporaryPath = Path.Combine(folder, $".{Guid.NewGuid():N}.tmp");
    }

    /// <summary>Whether a file has a name that only those have that are being written, or were when a program was killed.</summary>
    public static bool IsTemporary(string path) => TemporaryName().IsMatch(Path.GetFileName(path));

    /// <summary>Where to write.</summary>
    public string TemporaryPath { get; }

    /// <summary>Renames the file, which must be closed, over the destination.</summary>
    public void Commit()
    {
        if (Directory.Exists(TemporaryPath))
            Directory.Move(TemporaryPath, _destination);
        else
            File.Move(TemporaryPath, _destination, overwrite: true);
        _committed = true;
    }

    /// <summary>Deletes what was not committed.</summary>
    public void Dispose()
    {
        if (_committed)
            return;
        if (Directory.Exists(TemporaryPath))
            Directory.Delete(TemporaryPath, recursive: true);
        else
            File.Delete(TemporaryPath);
    }

    [GeneratedRegex(@"^\.[0-9a-f]{32}\.tmp$")]
    private static partial Regex TemporaryName();
}
