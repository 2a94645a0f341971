using PostFocus.Imaging;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Sequences;

namespace PostFocus.Cli.Run;

/// <summary>
/// Writes the files of all sequences with their restored pages; other pages keep their bytes. A file is written page by
/// page, and appears when the last of its frames is done, in whichever sequence. One without a readable page is left out.
/// </summary>
internal sealed class RestoredFiles : IDisposable
{
    private readonly RunOutputs _outputs;
    private readonly Provenance _provenance;
    private readonly Dictionary<string, Output> _files;
    private readonly Dictionary<string, string> _problems = [];

    /// <param name="sequences">All that will be processed: each of their frames is kept or replaced once.</param>
    /// <param name="outputs">Where each file goes.</param>
    /// <param name="provenance">Noted in files with restored pages.</param>
    public RestoredFiles(IReadOnlyList<FrameSequence> sequences, RunOutputs outputs, Provenance provenance)
    {
        (_outputs, _provenance) = (outputs, provenance);
        _files = sequences.SelectMany(s => s.Frames).CountBy(f => f.Path).ToDictionary(file => file.Key, file => new Output(file.Value));
    }

    /// <summary>Takes a frame that stays as it is.</summary>
    public void Keep(ScannedFrame frame)
    {
        var file = _files[frame.Location.Path];
        file.Readable |= frame.PixelType is not null;
        Done(frame.Location.Path, file);
    }

    /// <summary>Takes a restored frame.</summary>
    public void Replace(FrameLocation location, Frame restored)
    {
        var file = _files[location.Path];
        file.Readable = true;
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

    /// <summary>Copies the files that images are not whole without.</summary>
    /// <returns>Those that could not be copied, and why.</returns>
    public IReadOnlyList<(string Path, string Reason)> CopyCompanions()
    {
        foreach (var path in _outputs.Companions)
        {
            Try(
                path,
                () =>
                {
                    using var copy = Open(path);
                    copy.Commit();
                }
            );
        }
        return [.. _outputs.Companions.Where(p => _problems.ContainsKey(_outputs.Name(p))).Select(p => (p, _problems[_outputs.Name(p)]))];
    }

    /// <summary>Reports with what became of their files: no frame of one that could not be written is restored.</summary>
    public IEnumerable<FrameReport> Settle(IEnumerable<FrameReport> reports) =>
        reports.Select(report =>
            report.Error is null && _problems.TryGetValue(report.File, out var problem) ? report.WithoutRestoration(problem) : report
        );

    /// <summary>Deletes what is half-written. Reports that are settled later say that it was not written.</summary>
    public void Dispose()
    {
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
        if (file.Readable)
        {
            Try(
                path,
                () =>
                {
                    file.Rewriter ??= Open(path);
                    file.Rewriter.Commit();
                }
            );
        }
        file.Rewriter?.Dispose();
        _files.Remove(path);
    }

    /// <summary>After its first problem a file is left out.</summary>
    private void Try(string path, Action write)
    {
        var name = _outputs.Name(path);
        if (_problems.ContainsKey(name))
            return;
        try
        {
            write();
        }
        catch (Exception e) when (Failure.IsOfFiles(e))
        {
            _problems.Add(name, Failure.Reason(e));
        }
    }

    private FrameFileRewriter Open(string path)
    {
        var destination = _outputs.Of(path);
        // Where the disk takes two names of the plan for one, as accents can be written in two ways.
        return Path.Exists(destination)
            ? throw new FrameFormatException(path, null, $"'{destination}' is there already, so its result has no place. Rename the file.")
            : FrameFileRewriter.Open(path, destination, _provenance);
    }

    private sealed class Output(int frames)
    {
        public int FramesLeft { get; set; } = frames;

        public bool Readable { get; set; }

        public FrameFileRewriter? Rewriter { get; set; }
    }
}
