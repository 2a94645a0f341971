namespace PostFocus.Imaging.Storage;

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
        ArgumentNullException.ThrowIfNull(writeToTemporaryPath);
        using var file = new WholeFile(destination);
        try
        {
            writeToTemporaryPath(file.TemporaryPath);
        }
        catch (IOException e) when (e.Message.Contains(file.TemporaryPath, StringComparison.Ordinal))
        {
            // Nobody knows the temporary name.
            throw new IOException(e.Message.Replace(file.TemporaryPath, destination, StringComparison.Ordinal), e) { HResult = e.HResult };
        }
        file.Commit();
    }
}
