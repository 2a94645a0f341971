namespace PostFocus.Cli.Shared;

/// <summary>Whether there is room left to write: without, nothing that follows could be written either.</summary>
internal static class DiskSpace
{
    // ENOSPC and EDQUOT, which do not come from reading.
    private static readonly int[] s_unix = [28, OperatingSystem.IsMacOS() ? 69 : 122];
    private static readonly int[] s_windows = [unchecked((int)0x80070070), unchecked((int)0x80070027)];

    /// <summary>Whether an error says that the disk, or what the user may have of it, is full.</summary>
    public static bool IsFull(Exception e) => e is IOException && (OperatingSystem.IsWindows() ? s_windows : s_unix).Contains(e.HResult);
}
