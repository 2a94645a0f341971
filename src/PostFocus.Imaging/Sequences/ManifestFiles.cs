using PostFocus.Imaging.Files;
using PostFocus.Imaging.Storage;

namespace PostFocus.Imaging.Sequences;

/// <summary>The files that a manifest has named so far, by where they really lie: each may be named once.</summary>
/// <param name="csvPath">The manifest: named in errors.</param>
internal sealed class ManifestFiles(string csvPath)
{
    private readonly Dictionary<string, string> _folders = [];
    private readonly Dictionary<string, (string Path, long Line)> _files = new(
        OperatingSystem.IsLinux() ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase
    );

    /// <exception cref="FrameFormatException">The file was named before: both lines are told. Or it is a folder, and no image.</exception>
    public void Add(string path, long line)
    {
        if (Directory.Exists(path) && FrameFormats.OfFolder(path) is null)
            throw new FrameFormatException(csvPath, null, $"line {line} names '{path}', which is a folder. Name its files, a line each.");
        if (!_files.TryAdd(Real(path), (path, line)) && _files[Real(path)] is var first)
        {
            var also = first.Path == path ? "" : $" (there as '{first.Path}')";
            throw new FrameFormatException(
                csvPath,
                null,
                $"line {line} names '{path}', and so does line {first.Line}{also}. A frame is one instant of one sequence: remove one of the lines."
            );
        }
    }

    /// <summary>Thousands of files lie in one folder, whose links are followed once.</summary>
    private string Real(string path)
    {
        if (new FileInfo(path).LinkTarget is not null || Path.GetDirectoryName(path) is not { } folder)
            return RealPath.Of(path);
        if (!_folders.TryGetValue(folder, out var real))
            _folders.Add(folder, real = RealPath.Of(folder));
        return Path.Combine(real, Path.GetFileName(path));
    }
}
