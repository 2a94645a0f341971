namespace PostFocus.Cli.Output;

/// <summary>
/// Room on the disk for one file that is to be written when there is none left. It is a file itself, as a disk can also
/// run out of files, and gone when the room is given back.
/// </summary>
internal sealed class ReservedRoom : IDisposable
{
    private const string Name = ".postfocus.room";

    private readonly FileStream _file;

    /// <param name="folder">Where the file will be written.</param>
    /// <param name="bytes">How long it may be.</param>
    /// <exception cref="IOException">There is no room now.</exception>
    public ReservedRoom(string folder, long bytes)
    {
        var path = Path.Combine(folder, Name);
        // That of a run that was killed; never what a link leads to.
        File.Delete(path);
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        try
        {
            // Written, as a length alone takes nothing.
            var empty = new byte[1 << 14];
            for (; bytes > 0; bytes -= empty.Length)
                _file.Write(empty);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Whether a file only keeps room.</summary>
    public static bool IsPartOf(string path) => Path.GetFileName(path) == Name;

    /// <summary>Gives the room back.</summary>
    public void Dispose() => _file.Dispose();
}
