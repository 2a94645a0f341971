using System.Formats.Tar;

namespace PostFocus.Imaging.Storage;

/// <summary>Files that can be opened and read: opening a pipe waits for a writer, and a device may never end.</summary>
internal static class RegularFile
{
    /// <summary>What there is instead of a regular file, such as "a pipe"; null for a regular file, and where there is nothing.</summary>
    /// <exception cref="IOException">Links lead in a circle.</exception>
    public static string? Otherwise(FileInfo file)
    {
        if (file.Exists && file.Attributes.HasFlag(FileAttributes.ReparsePoint))
            file = new FileInfo(RealPath.Of(file.FullName));
        // What is not a regular file has no length; .NET tells its kind nowhere but in the header for an archive, which takes a name only.
        return file.Exists && file.Length == 0 ? Kind(file.FullName) : null;
    }

    /// <summary>Refuses what is not a regular file; where there is nothing, opening tells it.</summary>
    /// <param name="path">The file, or a link to it.</param>
    /// <param name="page">Zero-based page that is wanted: named in the error; null: none.</param>
    /// <exception cref="FrameFormatException">There is something else instead.</exception>
    /// <exception cref="IOException">Links lead in a circle.</exception>
    public static void Check(string path, int? page)
    {
        if (Otherwise(new FileInfo(path)) is { } kind)
            throw new FrameFormatException(path, page, $"this is {kind}, not a file. Name a file.");
    }

    private static string? Kind(string path)
    {
        using var header = new MemoryStream();
        try
        {
            using var tar = new TarWriter(header, TarEntryFormat.Ustar, leaveOpen: true);
            tar.WriteEntry(path, "f");
        }
        catch (UnauthorizedAccessException)
        {
            return null; // An empty regular file that opening will refuse.
        }
        catch (IOException)
        {
            // An archive cannot hold a socket.
            return File.Exists(path) ? "a socket" : null;
        }
        header.Position = 0;
        using var reader = new TarReader(header);
        return reader.GetNextEntry()?.EntryType switch
        {
            TarEntryType.Fifo => "a pipe",
            TarEntryType.CharacterDevice or TarEntryType.BlockDevice => "a device",
            _ => null,
        };
    }
}
