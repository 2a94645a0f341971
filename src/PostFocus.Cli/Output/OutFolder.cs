using PostFocus.Imaging;
using PostFocus.Imaging.Storage;

namespace PostFocus.Cli.Output;

/// <summary>The folder that results go to, held against other runs.</summary>
internal sealed class OutFolder : IDisposable
{
    private readonly string _folder;
    private readonly bool _isNew;
    private readonly FolderLock _lock;
    private readonly ReservedRoom? _room;

    private OutFolder(string folder, bool isNew, FolderLock held, ReservedRoom? room) =>
        (_folder, _isNew, _lock, _room) = (folder, isNew, held, room);

    /// <summary>Nothing is made yet: a run that fails before its first frame leaves no folder behind.</summary>
    /// <exception cref="PostFocusException">
    /// It is a file or a link to nothing, is not empty, lies inside an input, or another run writes to it.
    /// </exception>
    public static void Check(string folder, params IEnumerable<string> inputs) => Check(folder, FolderUse.Alone, inputs);

    /// <summary>The same for a run that goes on in a folder with its journal, or that shares it.</summary>
    public static void Check(string folder, FolderUse use, IEnumerable<string> inputs)
    {
        var to = RealPath.Of(folder);
        if (File.Exists(to))
            throw new PostFocusException($"--out '{folder}' is a file. Name a new or empty folder.");
        if (!Directory.Exists(to) && new FileInfo(folder).LinkTarget is { } target)
            throw new PostFocusException(
                $"--out '{folder}' is a link to '{target}', which is not there. Make that folder, or name another."
            );
        if (inputs.Any(input => RealPath.IsWithin(to, RealPath.Of(input))))
            throw new PostFocusException(
                $"--out '{folder}' lies inside the input. Originals are never touched: choose a folder outside of it."
            );
        if (!Directory.Exists(to))
            return;
        RequireNoLinks(folder, use);
        FolderLock.Check(folder, use.Part);
        RequireEmpty(folder, use);
    }

    /// <summary>Makes the folder where there is none, and keeps other runs out of it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="reserved">Bytes of a file, which are kept on the disk for a run that is alone until <see cref="MakeRoom"/>.</param>
    /// <param name="use">How it is used; null: alone, and new or empty.</param>
    /// <exception cref="PostFocusException">Another run was faster.</exception>
    public static OutFolder Hold(string folder, long reserved = 0, FolderUse? use = null)
    {
        use ??= FolderUse.Alone;
        var isNew = !Directory.Exists(folder);
        Directory.CreateDirectory(folder);
        RequireNoLinks(folder, use);
        var held = FolderLock.Take(folder, use.Part);
        try
        {
            RequireEmpty(folder, use);
            // What parts write at this moment looks the same.
            if (use.Part is null)
                RemoveLeftovers(folder);
            return new OutFolder(folder, isNew && use.Part is null, held, use.Part is null ? new ReservedRoom(folder, reserved) : null);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Gives back what was reserved: to be called before the file is written.</summary>
    public void MakeRoom() => _room?.Dispose();

    /// <summary>Lets go of the folder, and removes it if it is new and nothing was written.</summary>
    public void Dispose()
    {
        _room?.Dispose();
        _lock.Dispose();
        if (_isNew && !Directory.EnumerateFileSystemEntries(_folder).Any())
            Directory.Delete(_folder);
    }

    /// <summary>Files of the run's own are written where their names are, and not where these lead to.</summary>
    private static void RequireNoLinks(string folder, FolderUse use)
    {
        var link = use
            .Journals.Append(".postfocus.*")
            .SelectMany(names => Directory.EnumerateFileSystemEntries(folder, names))
            .FirstOrDefault(entry => new FileInfo(entry).LinkTarget is not null);
        if (link is not null)
            throw new PostFocusException(
                $"--out '{folder}': '{Path.GetFileName(link)}' is a link, where a file of the run's own would be. Remove it, or choose another folder."
            );
    }

    private static void RequireEmpty(string folder, FolderUse use)
    {
        if (use.GoesOnIn(folder))
            return;
        if (Directory.EnumerateFileSystemEntries(folder).Any(entry => !IsLeftover(entry)))
            throw new PostFocusException($"--out '{folder}' is not empty{use.Otherwise}. Choose a new folder, or empty it.");
    }

    /// <summary>What a run that was killed had not finished; nobody else writes here now. Links are not followed.</summary>
    private static void RemoveLeftovers(string folder)
    {
        var all = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        foreach (var file in Directory.EnumerateFiles(folder, "*", all).Where(WholeFile.IsTemporary).ToList())
            File.Delete(file);
        foreach (var unfinished in Directory.EnumerateDirectories(folder, "*", all).Where(WholeFile.IsTemporary).ToList())
            Directory.Delete(unfinished, recursive: true);
    }

    private static bool IsLeftover(string entry) =>
        FolderLock.IsPartOf(entry) || ReservedRoom.IsPartOf(entry) || WholeFile.IsTemporary(entry);
}
