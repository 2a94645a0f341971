using Microsoft.ML.OnnxRuntime;
using PostFocus.Imaging;

namespace PostFocus.Cli.Shared;

/// <summary>What may fail with one file or one sequence, so that all others are done nevertheless.</summary>
internal static class Failure
{
    /// <summary>Whether an error is of the files at hand, and not of all that follow (a full disk) or of this program.</summary>
    public static bool IsOfFiles(Exception e) =>
        e
            is PostFocusException
                or UnauthorizedAccessException
                or InvalidDataException
                or ArgumentException
                or InvalidOperationException
                or NotSupportedException
                or OnnxRuntimeException
        || e is IOException && !DiskSpace.IsFull(e);

    /// <summary>
    /// The same of the networks: as long as no frame went through them, their device or an option may be at fault; a pixel
    /// size out of range is of its sequence.
    /// </summary>
    public static bool IsOfFrames(Exception e, bool networksRun) =>
        IsOfFiles(e) && (networksRun || e is FrameFormatException or ArgumentOutOfRangeException);

    /// <summary>What a table says of it, beside the file's name.</summary>
    public static string Reason(Exception e) =>
        e switch
        {
            FrameFormatException format => format.Reason,
            _ when DiskProblem.Told(e) is { } told => told,
            IOException or UnauthorizedAccessException =>
                $"reading or writing it failed ({e.Message}) Check its disk or network, and run again.",
            // Without the parameter's name, which .NET appends for programmers.
            ArgumentException { ParamName: { } name } => e
                .Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal)
                .ReplaceLineEndings(" "),
            _ => e.Message,
        };
}
