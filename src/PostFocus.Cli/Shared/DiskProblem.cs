using PostFocus.Imaging.Storage;

namespace PostFocus.Cli.Shared;

/// <summary>What a disk refuses, in one sentence that names the file, and what can be done.</summary>
internal static class DiskProblem
{
    private const string GoOn = "and give the same command again: 'run' goes on where it ended";

    // How files begin that a run keeps in its folder for itself.
    private const string OfOurs = ".postfocus.";

    // EROFS.
    private const int ReadOnly = 30;

    /// <summary>Null for what no disk refused.</summary>
    public static string? Told(Exception e) =>
        e switch
        {
            IOException when DiskSpace.IsFull(e) =>
                $"{Subject(e)} could not be written: there is no room left. Free space there, {GoOn}; or choose another --out.",
            // What .NET makes of EFBIG, which names no file; its messages are not translated.
            ArgumentOutOfRangeException { ParamName: "value" }
                when e.Message.StartsWith("Specified file length", StringComparison.Ordinal) =>
                $"A file could not be written: it is larger than files may be here. Lift the limit ('ulimit -f' shows it), {GoOn}; or choose another --out.",
            IOException { HResult: ReadOnly } when !OperatingSystem.IsWindows() =>
                $"{Subject(e)} could not be written: the disk is read-only. Choose another --out.",
            UnauthorizedAccessException when Named(e) is not null =>
                $"{Subject(e)} may not be read or written by you. Change its permissions or the name that you gave for it.",
            _ => null,
        };

    private static string Subject(Exception e) => Named(e) ?? "A file";

    /// <summary>As .NET names it; its folder where it has a name of ours that nobody knows.</summary>
    private static string? Named(Exception e)
    {
        int first = e.Message.IndexOf('\'', StringComparison.Ordinal),
            last = e.Message.LastIndexOf('\'');
        if (last <= first)
            return null;
        var path = e.Message[(first + 1)..last];
        return WholeFile.IsTemporary(path) || Path.GetFileName(path).StartsWith(OfOurs, StringComparison.Ordinal)
            ? $"A file in '{Path.GetDirectoryName(path)}'"
            : $"'{path}'";
    }
}
