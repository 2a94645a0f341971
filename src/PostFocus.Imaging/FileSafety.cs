namespace PostFocus.Imaging;

/// <summary>Files that appear whole or not at all.</summary>
public static class FileSafety
{
    /// <summary>Lets the caller write a temporary file beside the destination, then renames it over the destination.</summary>
    /// <remarks>
    /// The destination's folder is created if missing. The temporary name ends in ".tmp", so a crashed run leaves
    /// nothing that looks like a frame. If the action or the rename fails, the temporary file is deleted, the
    /// destination keeps what it had, and the error passes on.
    /// </remarks>
    /// <param name="destination">The file to create or replace.</param>
    /// <param name="writeToTemporaryPath">Creates the file at the path that it is given.</param>
    public static void WriteWhole(string destination, Action<string> writeToTemporaryPath)
    {
        ArgumentException.ThrowIfNullOrEmpty(destination);
        ArgumentNullException.ThrowIfNull(writeToTemporaryPath);
        var full = Path.GetFullPath(destination);
        var folder = Path.GetDirectoryName(full) ?? throw new ArgumentException($"'{destination}' is not a file name.", nameof(destination));
        Directory.CreateDirectory(folder);
        // A short random name: the destination's own may already be as long as the file system allows.
        var temporary = Path.Combine(folder, $".{Guid.NewGuid():N}.tmp");
        try
        {
            writeToTemporaryPath(temporary);
            File.Move(temporary, full, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
