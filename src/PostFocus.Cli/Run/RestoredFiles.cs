using PostFocus.Cli.Results;
using PostFocus.Imaging;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Sequences;

namespace PostFocus.Cli.Run;

/// <summary>
/// Writes the files of all sequences with their restored pages; other pages keep their bytes. A file is written page by
/// page, and appears when the last of its frames is done, in whichever sequence. One that cannot be read, or not be written
/// with its restored pages, is copied byte for byte.
/// </summary>
internal sealed class RestoredFiles : IDisposable
{
    private readonly RunOutputs _outputs;
    private readonly Provenance _provenance;
    private readonly Dictionary<string, Output> _files;
    private readonly Dictionary<string, string> _problems = [];
    private readonly HashSet<string> _missing = [];
    private readonly List<string> _written = [],
        _remarks = [];
    private readonly List<(string Path, string Reason)> _losses = [];

    /// <param name="sequences">All that will be processed: each of their frames is kept or replaced once.</param>
    /// <param name="outputs">Where each file goes.</param>
    /// <param name="provenance">Noted in files with restored pages.</param>
    public RestoredFiles(IReadOnlyList<FrameSequence> sequences, RunOutputs outputs, Provenance provenance)
    {
        (_outputs, _provenance) = (outputs, provenance);
        _files = sequences.SelectMany(s => s.Frames).CountBy(f => f.Path).ToDictionary(file => file.Key, file => new Output(file.Value));
    }

    /// <summary>Frames that could not be used, and of which not even a copy is in the result.</summary>
    public int Missing(IEnumerable<FrameReport> reports) => reports.Count(r => _missing.Contains(r.File));

    /// <summary>Takes what is known of a frame, before it is kept or replaced.</summary>
    public void Note(FrameLocation location, FrameReport report) => _files[location.Path].Reports[location.Page] = report;

    /// <summary>How files with restored pages were written, since it was asked last.</summary>
    public IReadOnlyList<string> TakeRemarks()
    {
        string[] remarks = [.. _remarks.Distinct()];
        _remarks.Clear();
        return remarks;
    }

    /// <summary>Takes a frame that stays as it is.</summary>
    public void Keep(FrameLocation location) => Done(location.Path, _files[location.Path]);

    /// <summary>Takes a restored frame.</summary>
    public void Replace(FrameLocation location, Frame restored)
    {
        var file = _files[location.Path];
        Try(
            location.Path,
            () =>
            {
                file.Rewriter ??= Open(location.Path);
                file.Rewriter.Replace(location.Page, restored);
            }
        );
        Done(location.Path, file);
    }

    /// <summary>Files that are not in the result, or not whole, beside those that have a report; and why.</summary>
    public IReadOnlyList<(string Path, string Reason)> Losses => _losses;

    /// <summary>Copies a file without frames of the run.</summary>
    public void CopyAlone(string path)
    {
        Copy(path);
        if (_problems.TryGetValue(_outputs.Name(path), out var problem))
            _losses.Add((path, problem));
    }

    /// <summary>Takes files whose results an earlier run has written.</summary>
    public void Take(IEnumerable<string> paths) => _written.AddRange(paths);

    /// <summary>Looks whether all results are there: somebody may have emptied the folder while the run went on.</summary>
    public void FindRemoved()
    {
        string[] removed = [.. _written.Where(path => !Path.Exists(_outputs.Of(path)))];
        foreach (var path in removed)
            _problems.TryAdd(_outputs.Name(path), "its result was removed during the run. Run again.");
        if (removed.Length > 0)
            _losses.Add((_outputs.Of(removed[0]), $"this and all in all {removed.Length} results were removed during the run. Run again."));
        _written.Clear();
    }

    /// <summary>Reports with what became of their files: no frame of one that could not be written is restored.</summary>
    public IEnumerable<FrameReport> Settle(IEnumerable<FrameReport> reports) =>
        reports.Select(report =>
            report.Error is null && _problems.TryGetValue(report.File, out var problem) ? report.WithoutRestoration(problem) : report
        );

    /// <summary>Deletes what is half-written. Reports that are settled later say that it was not written.</summary>
    public void Dispose()
    {
        FindRemoved();
        foreach ((var path, var file) in _files)
        {
            file.Rewriter?.Dispose();
            _problems.TryAdd(_outputs.Name(path), "the run ended before this file was whole, so it was not written. Run again.");
        }
        _files.Clear();
    }

    private void Done(string path, Output file)
    {
        if (--file.FramesLeft > 0)
            return;
        var isWritten =
            file.Rewriter is { } rewriter
            && Try(
                path,
                () =>
                {
                    foreach (var (page, report) in file.Reports)
                        rewriter.Note(page, report.Facts);
                    Commit(path, rewriter);
                    _remarks.AddRange(rewriter.Remarks);
                }
            );
        file.Rewriter?.Dispose();
        if (!isWritten)
            Copy(path);
        _files.Remove(path);
    }

    /// <summary>The recorded bytes, of whatever the file is, or the folder.</summary>
    private void Copy(string path)
    {
        try
        {
            using var copy = Open(path);
            Commit(path, copy);
        }
        catch (Exception e) when (Failure.IsOfFiles(e))
        {
            _missing.Add(_outputs.Name(path));
            _problems.TryAdd(_outputs.Name(path), Failure.Reason(e));
        }
    }

    private void Commit(string path, FrameFileRewriter file)
    {
        file.Commit();
        _written.Add(path);
    }

    /// <summary>After its first problem a file gets no restored pages.</summary>
    private bool Try(string path, Action write)
    {
        var name = _outputs.Name(path);
        if (_problems.ContainsKey(name))
            return false;
        try
        {
            write();
            return true;
        }
        catch (Exception e) when (Failure.IsOfFiles(e))
        {
            _problems.Add(name, Failure.Reason(e));
            return false;
        }
    }

    private FrameFileRewriter Open(string path)
    {
        var destination = _outputs.Inside(_outputs.Of(path));
        // Where the disk takes two names of the plan for one, as accents can be written in two ways.
        return Path.Exists(destination)
            ? throw new FrameFormatException(path, null, $"'{destination}' is there already, so its result has no place. Rename the file.")
            : FrameFileRewriter.Open(path, destination, _provenance);
    }

    private sealed class Output(int frames)
    {
        public int FramesLeft { get; set; } = frames;

        public FrameFileRewriter? Rewriter { get; set; }

        public Dictionary<int, FrameReport> Reports { get; } = [];
    }
}
