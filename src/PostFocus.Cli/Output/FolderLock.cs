using System.Globalization;
using System.Text.RegularExpressions;
using PostFocus.Imaging;

namespace PostFocus.Cli.Output;

/// <summary>
/// Keeps a second run out of a folder: one that is alone in it keeps out all others, a part of a run that one and itself. The operating
/// system lets go of the lock with the process, so that one that was killed blocks nobody; its two files are gone when the run ends.
/// </summary>
internal sealed partial class FolderLock : IDisposable
{
    // EWOULDBLOCK of Linux and of macOS, and ERROR_SHARING_VIOLATION.
    private static readonly int[] s_held = [11, 35, unchecked((int)0x80070020)];

    private readonly string _holder;
    private readonly FileStream _held;

    private FolderLock(string holder, FileStream held) => (_holder, _held) = (holder, held);

    /// <summary>Whether a file is left over from a lock, or is one.</summary>
    public static bool IsPartOf(string path) => Files().IsMatch(Path.GetFileName(path));

    /// <summary>Passes where nobody holds the folder who would keep this one out.</summary>
    /// <exception cref="PostFocusException">Somebody does: the message says who.</exception>
    public static void Check(string folder, string? part = null)
    {
        foreach (var file in Others(folder, part).Append(LockOf(folder, part)))
            if (HolderOf(file) is { } holder)
                throw Held(folder, holder);
    }

    /// <summary>Holds a folder, which must exist.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="part">The part of a run that writes to it; null: the run is alone.</param>
    /// <exception cref="PostFocusException">Another run holds it: the message says which.</exception>
    public static FolderLock Take(string folder, string? part = null)
    {
        var file = LockOf(folder, part);
        FileStream held;
        try
        {
            held = new(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException e) when (s_held.Contains(e.HResult))
        {
            throw Held(folder, Told(file));
        }
        try
        {
            // Each takes its own lock first, so that of two who keep each other out not both pass.
            foreach (var other in Others(folder, part))
                if (HolderOf(other) is { } holder)
                    throw Held(folder, holder);
            WriteHolder(HolderName(file));
            return new FolderLock(HolderName(file), held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>In place of that of a run that was killed; never into what a link leads to.</summary>
    private static void WriteHolder(string path)
    {
        File.Delete(path);
        using var file = new StreamWriter(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write });
        file.Write(
            string.Create(
                CultureInfo.InvariantCulture,
                $"process {Environment.ProcessId} on {Environment.MachineName} since {DateTime.UtcNow:yyyy-MM-dd HH:mm:ss} UTC"
            )
        );
    }

    /// <summary>Who holds a part of the folder; null: nobody.</summary>
    public static string? Holder(string folder, string part) => HolderOf(LockOf(folder, part));

    public void Dispose()
    {
        File.Delete(_holder);
        _held.Dispose();
    }

    private static string LockOf(string folder, string? part) =>
        Path.Combine(folder, part is null ? ".postfocus.lock" : $".postfocus.{part}.lock");

    /// <summary>Locks of those that must not write at the same time.</summary>
    private static IEnumerable<string> Others(string folder, string? part) =>
        part is null ? Directory.EnumerateFiles(folder, ".postfocus.*.lock") : [LockOf(folder, null)];

    private static string? HolderOf(string file)
    {
        if (!File.Exists(file))
            return null;
        try
        {
            // To read, so that those who only look do not keep each other out.
            new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1).Dispose();
            return null;
        }
        catch (IOException e) when (s_held.Contains(e.HResult))
        {
            return Told(file);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Who holds the lock stands in a second file, as nobody else can open the first.</summary>
    private static string HolderName(string file) => Path.ChangeExtension(file, ".holder");

    private static string Told(string file)
    {
        try
        {
            return File.ReadAllText(HolderName(file));
        }
        catch (IOException)
        {
            return "one that begins or ends just now";
        }
    }

    private static PostFocusException Held(string folder, string holder) =>
        new($"--out '{folder}' is in use by another run: {holder}. Wait until it has ended, or choose another folder.");

    [GeneratedRegex(@"^\.postfocus(\..+)?\.(lock|holder)$")]
    private static partial Regex Files();
}
