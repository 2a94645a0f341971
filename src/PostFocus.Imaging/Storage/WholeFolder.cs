namespace PostFocus.Imaging.Storage;

/// <summary>Folders that appear whole or not at all.</summary>
internal static class WholeFolder
{
    /// <summary>What the names of folders end in that are being written.</summary>
    public const string Partial = ".partial";

    /// <summary>Lets the caller fill a temporary folder beside the destination, then renames it.</summary>
    /// <param name="destination">Must not exist, or be empty.</param>
    /// <param name="fill">Gets the temporary folder, which exists.</param>
    /// <exception cref="IOException">The destination exists and is not empty, or cannot be written.</exception>
    public static void Write(string destination, Action<string> fill)
    {
        destination = Paths.Full(destination);
        if (File.Exists(destination) || Directory.Exists(destination) && Directory.EnumerateFileSystemEntries(destination).Any())
            throw new IOException($"{destination}: exists and is not empty. Choose another folder, or remove it.");

        // Beside the destination, so that the rename stays on one volume.
        var temporary = $"{destination}.{Guid.NewGuid():N}{Partial}";
        try
        {
            Directory.CreateDirectory(temporary);
            fill(temporary);
            if (Directory.Exists(destination))
                Directory.Delete(destination);
            Directory.Move(temporary, destination);
        }
        finally
        {
            if (Directory.Exists(temporary))
                Directory.Delete(temporary, recursive: true);
        }
    }
}
