using System.Runtime.InteropServices;

namespace PostFocus.Cli.Shared;

/// <summary>
/// The end of the process after a cancellation, which not all work follows: nothing stops ONNX Runtime while it opens a network.
/// </summary>
internal static class ProcessEnd
{
    /// <summary>
    /// Ends it without what native libraries do at an exit: work that still runs in them would crash by that, and the exit code be
    /// another. Windows ends other threads first.
    /// </summary>
    public static void AtOnce(int exitCode)
    {
        if (!OperatingSystem.IsWindows())
            Exit(exitCode);
    }

    [DllImport("libc", EntryPoint = "_exit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern void Exit(int exitCode);
}
