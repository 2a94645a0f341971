namespace PostFocus.Imaging.Storage;

/// <summary>Reads files so that what the file system says becomes an error that names the file.</summary>
internal static class FileReading
{
    /// <summary>Opens a file and reads from it; what the file system says becomes an error that names the file.</summary>
    public static T Reading<T>(string path, int? page, Func<Stream, T> read) =>
        Naming(
            path,
            page,
            () =>
            {
                using var stream = Open(path, page);
                return read(stream);
            }
        );

    /// <summary>Reads from an open file; what the file system says becomes an error that names the file.</summary>
    public static T Naming<T>(string path, int? page, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (IOException e)
        {
            throw new FrameFormatException(path, page, $"reading it failed ({e.Message}) Check its disk or network, and try again.", e);
        }
    }

    public static FileStream Open(string path, int? page)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path))
            throw new FrameFormatException(path, page, "this is a folder, not a file. Name a file in it.");
        try
        {
            RegularFile.Check(path, page);
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FrameFormatException(path, page, "the file does not exist. Check the path.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new FrameFormatException(path, page, $"the file cannot be opened ({e.Message}) Check its permissions and its disk.", e);
        }
    }
}
