using PostFocus.Imaging;

namespace PostFocus.Cli.Run;

/// <summary>
/// Writes the files of a sequence with their restored pages; pages that were not restored keep their bytes. A file that
/// has no readable page is left out.
/// </summary>
internal sealed class RestoredFiles
{
    private readonly Func<string, string> _destination;
    private readonly Dictionary<string, Pages> _files;
    private readonly Dictionary<string, string> _problems = [];

    /// <param name="frames">The frames of one sequence.</param>
    /// <param name="destination">Where a file's result goes.</param>
    /// <param name="earlier">Pages of a file that were restored before, in other series of it; the sequence's are added.</param>
    public RestoredFiles(
        IReadOnlyList<CheckedFrame> frames, Func<string, string> destination, Func<string, Dictionary<int, Frame>> earlier)
    {
        _destination = destination;
        _files = frames
            .GroupBy(f => f.Location.Path)
            .Where(file => file.Any(f => f.PixelType is not null))
            .ToDictionary(file => file.Key, file => new Pages(file.Key, file.Count() == 1, earlier(file.Key)));
    }

    /// <summary>Takes a restored page. A single-page file is written at once, so that memory does not grow with the sequence.</summary>
    public void Add(FrameLocation location, Frame restored)
    {
        Pages file = _files[location.Path];
        file.Restored.Add(location.Page, restored);
        if (file.IsSingle)
            Write(file);
    }

    /// <summary>Writes the files that are not written yet.</summary>
    /// <returns>Files that could not be written, then or now, and why.</returns>
    public IReadOnlyDictionary<string, string> WriteRest()
    {
        foreach (Pages file in _files.Values.ToList())
            Write(file);
        return _problems;
    }

    private void Write(Pages file)
    {
        _files.Remove(file.Path);
        string destination = _destination(file.Path);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(destination)!);
            FrameFile.WriteLike(file.Path, destination, file.Restored);
        }
        catch (FrameFormatException e)
        {
            _problems.Add(file.Path, e.Reason);
        }
    }

    private sealed record Pages(string Path, bool IsSingle, Dictionary<int, Frame> Restored);
}
