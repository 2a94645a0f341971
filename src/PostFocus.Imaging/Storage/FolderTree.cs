namespace PostFocus.Imaging.Storage;

/// <summary>The files of a folder and of all below it. Links are not followed.</summary>
internal static class FolderTree
{
    private static readonly EnumerationOptions s_all = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    /// <summary>All files and links, in ordinal order of their paths.</summary>
    public static IEnumerable<FileSystemInfo> Files(string folder) =>
        Entries(new DirectoryInfo(folder)).OrderBy(entry => entry.FullName, StringComparer.Ordinal);

    /// <summary>Copies all files. No more than the bytes: the copy of a read-only file is not read-only.</summary>
    /// <exception cref="FrameFormatException">There is a link among them; nothing is left.</exception>
    public static void Copy(string folder, string destination)
    {
        try
        {
            Directory.CreateDirectory(destination);
            foreach (var entry in Files(folder))
            {
                if (entry.LinkTarget is not null)
                    throw new FrameFormatException(
                        folder,
                        null,
                        $"'{Paths.Relative(folder, entry.FullName)}' in it is a link, which is not followed. Put what it leads to in its place."
                    );
                var path = Path.Combine(destination, Path.GetRelativePath(folder, entry.FullName));
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                using var source = FileReading.Open(entry.FullName, null);
                using var copy = new FileStream(path, FileMode.CreateNew);
                source.CopyTo(copy);
            }
        }
        catch
        {
            if (Directory.Exists(destination))
                Directory.Delete(destination, recursive: true);
            throw;
        }
    }

    private static IEnumerable<FileSystemInfo> Entries(DirectoryInfo folder) =>
        folder
            .EnumerateFileSystemInfos("*", s_all)
            .SelectMany(entry => entry is DirectoryInfo { LinkTarget: null } inner ? Entries(inner) : [entry]);
}
