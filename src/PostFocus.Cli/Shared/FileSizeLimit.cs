using System.Runtime.InteropServices;

namespace PostFocus.Cli.Shared;

/// <summary>A limit on the size of files (<c>ulimit -f</c>): its signal would end the process without a word.</summary>
internal static class FileSizeLimit
{
    // SIGXFSZ of Linux and of macOS.
    private const PosixSignal Signal = (PosixSignal)25;

    /// <summary>Until this is disposed of, a write beyond it fails like others, with an error that can be told.</summary>
    public static IDisposable? AsError() =>
        OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(Signal, signal => signal.Cancel = true);
}
