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
    private readonly List<(FrameLocation, string)> _problems = [];

    public RestoredFiles(IReadOnlyList<CheckedFrame> frames, Func<string, string> destination)
    {
        _destination = destination;
        _files = frames
            .GroupBy(f => f.Location.Path)
            .Where(file => file.Any(f => f.PixelType is not null))
            .ToDictionary(file => file.Key, file => new Pages(file.First().Location, file.Count() == 1, []));
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
    /// <returns>Files that could not be written, and why.</returns>
    public IReadOnlyList<(FrameLocation First, string Problem)> WriteRest()
    {
        foreach (Pages file in _files.Values.ToList())
            Write(file);
        return _problems;
    }

    private void Write(Pages file)
    {
        _files.Remove(file.First.Path);
        string destination = _destination(file.First.Path);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(destination)!);
            FrameFile.WriteLike(file.First.Path, destination, file.Restored);
        }
        catch (FrameFormatException e)
        {
            _problems.Add((file.First, e.Message));
        }
    }

    private sealed record Pages(FrameLocation First, bool IsSingle, Dictionary<int, Frame> Restored);
}
