using System.Diagnostics;

namespace PostFocus.Cli.Tests.Testing;

/// <summary>A folder that is a small disk of its own, in memory.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _folder;

    private SmallDisk(string folder) => _folder = folder;

    /// <summary>Mounts one at a folder that is made; skips the test where that cannot be done.</summary>
    public static SmallDisk MountOrSkip(string folder, int kilobytes)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root can mount a small disk, on Linux.");
        Directory.CreateDirectory(folder);
        Assert.SkipUnless(
            Succeeds("mount", "-t", "tmpfs", "-o", $"size={kilobytes}k", "tmpfs", folder),
            "A small disk cannot be mounted here, as in most containers."
        );
        return new SmallDisk(folder);
    }

    public void Dispose() => Assert.True(Succeeds("umount", _folder));

    private static bool Succeeds(string program, params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
