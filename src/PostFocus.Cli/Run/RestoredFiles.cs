using PostFocus.Imaging;

namespace PostFocus.Cli.Run;

/// <summary>
/// Writes the files of all sequences with their restored pages; other pages keep their bytes. A file is written page by
/// page, and appears when the last of its frames is done, in whichever sequence. One without a readable page is left out.
/// </summary>
internal sealed class RestoredFiles : IDisposable
{
    private readonly string _inputRoot, _outFolder;
    private readonly Provenance _provenance;
    private readonly Dictionary<string, Output> _files;
    private readonly Dictionary<string, string> _problems = [];

    /// <param name="sequences">All that will be processed: each of their frames is kept or replaced once.</param>
    /// <param name="inputRoot">The folder that names are relative to.</param>
    /// <param name="outFolder">The folder that gets files of the same names.</param>
    /// <param name="provenance">Noted in files with restored pages.</param>
    public RestoredFiles(IReadOnlyList<FrameSequence> sequences, string inputRoot, string outFolder, Provenance provenance)
    {
        (_inputRoot, _outFolder, _provenance) = (inputRoot, outFolder, provenance);
        _files = sequences.SelectMany(s => s.Frames).CountBy(f => f.Path).ToDictionary(file => file.Key, file => new Output(file.Value));
    }

    /// <summary>What reports call a file.</summary>
    public string Name(string path) => Path.GetRelativePath(_inputRoot, path).Replace(Path.DirectorySeparatorChar, '/');

    /// <summary>Takes a frame that stays as it is.</summary>
    public void Keep(CheckedFrame frame)
    {
        Output file = _files[frame.Location.Path];
        file.Readable |= frame.PixelType is not null;
        Done(frame.Location.Path, file);
    }

    /// <summary>Takes a restored frame.</summary>
    public void Replace(FrameLocation location, Frame restored)
    {
        Output file = _files[location.Path];
        file.Readable = true;
        Try(location.Path, () =>
        {
            file.Rewriter ??= Open(location.Path);
            file.Rewriter.Replace(location.Page, restored);
        });
        Done(location.Path, file);
    }

    /// <summary>Reports with what became of their files: no frame of one that could not be written is restored.</summary>
    public IEnumerable<FrameReport> Settle(IEnumerable<FrameReport> reports) => reports.Select(report =>
        report.Error is null && _problems.TryGetValue(report.File, out string? problem) ? report.WithoutRestoration(problem) : report);

    /// <summary>Deletes what is half-written.</summary>
    public void Dispose()
    {
        foreach (Output file in _files.Values)
            file.Rewriter?.Dispose();
    }

    private void Done(string path, Output file)
    {
        if (--file.FramesLeft > 0)
            return;
        if (file.Readable)
        {
            Try(path, () =>
            {
                file.Rewriter ??= Open(path);
                file.Rewriter.Commit();
            });
        }
        file.Rewriter?.Dispose();
        _files.Remove(path);
    }

    /// <summary>After its first problem a file is left out.</summary>
    private void Try(string path, Action write)
    {
        string name = Name(path);
        if (_problems.ContainsKey(name))
            return;
        try
        {
            write();
        }
        catch (FrameFormatException e)
        {
            _problems.Add(name, e.Reason);
        }
    }

    private FrameFileRewriter Open(string path)
    {
        string name = Path.GetRelativePath(_inputRoot, path);
        // A Zarr image becomes a TIFF.
        if (Directory.Exists(path))
            name = Without(Without(name, ".zarr"), ".ome") + ".ome.tif";
        return FrameFileRewriter.Open(path, Path.Combine(_outFolder, name), _provenance);

        static string Without(string name, string extension) =>
            name.EndsWith(extension, StringComparison.OrdinalIgnoreCase) ? name[..^extension.Length] : name;
    }

    private sealed class Output(int frames)
    {
        public int FramesLeft { get; set; } = frames;

        public bool Readable { get; set; }

        public FrameFileRewriter? Rewriter { get; set; }
    }
}
