using System.Diagnostics;

namespace PostFocus.Cli.Tests.Testing;

/// <summary>A folder that is a small disk of its own, in memory.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _folder;

    private SmallDisk(string folder) => _folder = folder;

    /// <summary>Mounts one at a folder that is made; skips the test where that cannot be done.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="kilobytes">Room for what is in files.</param>
    /// <param name="files">How many files and folders there may be; 0: any number.</param>
    public static SmallDisk MountOrSkip(string folder, int kilobytes, int files = 0)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root can mount a small disk, on Linux.");
        Directory.CreateDirectory(folder);
        Assert.SkipUnless(
            Succeeds("mount", "-t", "tmpfs", "-o", $"size={kilobytes}k,nr_inodes={files}", "tmpfs", folder),
            "A small disk cannot be mounted here, as in most containers."
        );
        return new SmallDisk(folder);
    }

    /// <summary>Gives it more room, as somebody who clears up. Where there might be any number of files it stays so.</summary>
    public void Grow(int kilobytes, int files) => Remount($"size={kilobytes}k{(files > 0 ? $",nr_inodes={files}" : "")}");

    /// <summary>Lets nobody write to it, or all again.</summary>
    public void Protect(bool on) => Remount(on ? "ro" : "rw");

    private void Remount(string options) => Assert.True(Succeeds("mount", "-o", $"remount,{options}", _folder));

    public void Dispose() => Assert.True(Succeeds("umount", _folder));

    private static bool Succeeds(string program, params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
