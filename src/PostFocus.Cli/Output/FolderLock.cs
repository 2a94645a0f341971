using System.Globalization;
using PostFocus.Imaging;

namespace PostFocus.Cli.Output;

/// <summary>
/// Keeps a second run out of a folder. The operating system lets go of the lock with the process, so that one that was
/// killed blocks nobody; its two files are gone when the run ends.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    // Who holds the lock stands in a second file, as nobody else can open the first.
    private const string LockName = ".postfocus.lock",
        HolderName = ".postfocus.holder";

    // EWOULDBLOCK of Linux and of macOS, and ERROR_SHARING_VIOLATION.
    private static readonly int[] s_held = [11, 35, unchecked((int)0x80070020)];

    private readonly string _folder;
    private readonly FileStream _held;

    private FolderLock(string folder, FileStream held) => (_folder, _held) = (folder, held);

    /// <summary>Whether a file is left over from a lock, or is one.</summary>
    public static bool IsPartOf(string path) => Path.GetFileName(path) is LockName or HolderName;

    /// <summary>Passes where no run holds the folder.</summary>
    /// <exception cref="PostFocusException">A run holds it: the message says which.</exception>
    public static void Check(string folder)
    {
        if (File.Exists(Path.Combine(folder, LockName)))
            Open(folder, FileOptions.None).Dispose();
    }

    /// <summary>Holds a folder, which must exist.</summary>
    /// <exception cref="PostFocusException">Another run holds it: the message says which.</exception>
    public static FolderLock Take(string folder)
    {
        var held = Open(folder, FileOptions.DeleteOnClose);
        try
        {
            File.WriteAllText(
                Path.Combine(folder, HolderName),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"process {Environment.ProcessId} on {Environment.MachineName} since {DateTime.UtcNow:yyyy-MM-dd HH:mm:ss} UTC"
                )
            );
            return new FolderLock(folder, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        File.Delete(Path.Combine(_folder, HolderName));
        _held.Dispose();
    }

    private static FileStream Open(string folder, FileOptions options)
    {
        try
        {
            return new FileStream(Path.Combine(folder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, options);
        }
        catch (IOException e) when (s_held.Contains(e.HResult))
        {
            throw new PostFocusException(
                $"--out '{folder}' is in use by another run: {Holder(folder)}. Wait until it has ended, or choose another folder.",
                e
            );
        }
    }

    private static string Holder(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, HolderName));
        }
        catch (IOException)
        {
            return "one that begins or ends just now";
        }
    }
}
