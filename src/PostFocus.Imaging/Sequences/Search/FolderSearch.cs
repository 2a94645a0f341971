using PostFocus.Imaging.Files;
using PostFocus.Imaging.Layout;
using PostFocus.Imaging.Storage;

namespace PostFocus.Imaging.Sequences.Search;

/// <summary>Finds the frame files in a folder and its sub-folders.</summary>
/// <remarks>
/// Every folder is visited once, whatever links lead to it, and under its own name if it lies in the input. So links are
/// followed last. A link to a file that lies in the input by itself is left out; one to a file elsewhere is a file.
/// </remarks>
internal sealed class FolderSearch
{
    private readonly string _input;
    private readonly string _realInput;
    private readonly SearchNotes _notes;
    private readonly HashSet<string> _folders = [];
    private readonly HashSet<string> _files = [];
    private readonly Queue<(FoundFolder In, FileSystemInfo Link)> _folderLinks = new(),
        _fileLinks = new();
    private readonly List<string> _repeated = [],
        _labels = [],
        _unread = [];

    private FolderSearch(string input, SearchNotes notes) => (_input, _realInput, _notes) = (input, RealPath.Of(input), notes);

    /// <summary>The files that have a frame extension, folder by folder, each in natural order of their names.</summary>
    /// <exception cref="FrameFormatException">The folder cannot be listed, or there are no such files.</exception>
    public static IReadOnlyList<FoundFile> Files(string folder, SearchNotes notes)
    {
        var search = new FolderSearch(folder, notes);
        FoundFile[] found = [.. search.Search().Files()];
        if (found.Length == 0)
        {
            var problem = notes.Problems.FirstOrDefault();
            throw problem is not null && problem.Path == folder
                ? problem
                : new FrameFormatException(
                    folder,
                    null,
                    $"the folder and its sub-folders hold no frame files ({string.Join(", ", FrameFormats.OfFiles.SelectMany(f => f.Extensions))}) and no {string.Join(" or ", FrameFormats.OfFolders.Select(f => f.Name))} image{search.Unread(", but ")}. Check the path, or export the frames as TIFF.{(problem is null ? "" : $" Not all could be searched: {problem.Message}")}"
                );
        }
        search.Remark();
        return found;
    }

    public static string NameOf(string folder)
    {
        var name = Path.GetFileName(Paths.Full(folder));
        return name.Length > 0 ? name : "frames";
    }

    private FoundFolder Search()
    {
        var root = new FoundFolder(_input, _realInput, "");
        _folders.Add(_realInput);
        Visit(root);
        while (_folderLinks.TryDequeue(out var link) || _fileLinks.TryDequeue(out link))
            Follow(link.In, link.Link);
        return root;
    }

    private void Visit(FoundFolder folder)
    {
        FileSystemInfo[] entries;
        try
        {
            entries = new DirectoryInfo(folder.Path).GetFileSystemInfos();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _notes.Problems.Add(
                new FrameFormatException(folder.Path, null, $"the folder cannot be listed ({e.Message}) Check its permissions.", e)
            );
            return;
        }
        var seen = new HashSet<string>();
        // Which of two links to one folder gives it its name must not depend on the disk.
        foreach (var entry in entries.Where(e => !FolderEntries.IsClutter(e.Name)).OrderBy(e => e.Name, NaturalOrder.Instance))
        {
            var path = Path.Combine(folder.Path, entry.Name);
            if (FolderEntries.IsGarbled(path) || !seen.Add(entry.Name))
                Garbled(path, entry);
            else if (entry.Attributes.HasFlag(FileAttributes.ReparsePoint) && entry.LinkTarget is not null)
                (entry is DirectoryInfo ? _folderLinks : _fileLinks).Enqueue((folder, entry));
            else if (entry is FileInfo file)
            {
                _files.Add(Path.Combine(folder.Real, entry.Name));
                AddFile(folder, path, file);
            }
            else if (Path.Combine(folder.Real, entry.Name) is var real && _folders.Add(real))
                Enter(folder, path, real);
        }
    }

    private void Enter(FoundFolder parent, string path, string real)
    {
        var stem = FrameFormats.Stem(Path.GetFileName(path));
        switch (Content(path))
        {
            case FolderContent.Images:
                parent.Folders.Add(new FoundFolder(path, real, "") { Image = new FoundFile(path, parent.Relative, stem) });
                break;
            case FolderContent.Labels:
                _labels.Add(parent.Relative + Path.GetFileName(path));
                break;
            default:
                var folder = new FoundFolder(path, real, $"{parent.Relative}{stem}/");
                parent.Folders.Add(folder);
                Visit(folder);
                break;
        }
    }

    private void AddFile(FoundFolder folder, string path, FileInfo file)
    {
        if (!FrameFile.HasFrameExtension(path))
        {
            if (FolderEntries.IsUnreadType(path))
                _unread.Add(path);
        }
        else if (RegularFile.Otherwise(file) is { } kind)
            _notes.Problems.Add(new FrameFormatException(path, null, $"this is {kind}, not a file, and is left out."));
        else
            folder.Add(path);
    }

    private void Follow(FoundFolder folder, FileSystemInfo link)
    {
        var path = Path.Combine(folder.Path, link.Name);
        string? real = null;
        try
        {
            real = RealPath.Of(path);
        }
        catch (IOException)
        {
            // A circle leads nowhere.
        }
        if (Directory.Exists(real))
        {
            // A folder above the input is the input once more, among all that surrounds it.
            if (!RealPath.IsWithin(_realInput, real) && _folders.Add(real))
                Enter(folder, path, real);
            else
                _repeated.Add(folder.Relative + link.Name);
        }
        else if (File.Exists(real))
        {
            if (_files.Contains(real))
                _repeated.Add(folder.Relative + link.Name);
            else
                AddFile(folder, path, new FileInfo(real));
        }
        else if (FrameFile.HasFrameExtension(path))
            // A frame that is missing, as reading it will tell.
            folder.Add(path);
        else
            _notes.Problems.Add(
                new FrameFormatException(
                    path,
                    null,
                    $"this link leads nowhere ('{link.LinkTarget}'). Check that its disk is there, or delete the link."
                )
            );
    }

    private void Garbled(string path, FileSystemInfo entry)
    {
        if (entry is DirectoryInfo || FrameFile.HasFrameExtension(path) || FolderEntries.IsUnreadType(path))
            _notes.Problems.Add(
                new FrameFormatException(
                    path,
                    null,
                    "its name is not UTF-8 (\uFFFD stands for each byte that is none), so it cannot be opened. Rename it."
                )
            );
    }

    /// <summary>What is damaged is an image, which reading will tell.</summary>
    private static FolderContent Content(string folder)
    {
        try
        {
            return FrameFormats.OfFolder(folder)?.ContentOf(folder) ?? FolderContent.Folder;
        }
        catch (FrameFormatException)
        {
            return FolderContent.Images;
        }
    }

    private void Remark()
    {
        if (_repeated.Count > 0)
            _notes.Remarks.Add(
                $"{Phrasing.Count(_repeated.Count, "link")} left out, as what they lead to is in the input already: {Phrasing.Some(_repeated)}."
            );
        if (_unread.Count > 0)
            _notes.Remarks.Add($"{Unread("")}. Export them as TIFF.");
        if (_labels.Count > 0)
            _notes.Remarks.Add($"label images left out: {Phrasing.Some(_labels)}.");
    }

    private string Unread(string before) =>
        _unread.Count == 0
            ? ""
            : $"{before}{Phrasing.Count(_unread.Count, "file")} of types that are not read ({string.Join(", ", _unread.Select(p => Path.GetExtension(p).ToLowerInvariant()).Distinct().Order(StringComparer.Ordinal))})";
}
