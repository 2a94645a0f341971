using System.ComponentModel;
using System.Diagnostics;

namespace PostFocus.Benchmarks.Files;

/// <summary>LibTiff's own command-line tools, where they are installed.</summary>
internal static class LibTiffTools
{
    public static bool AreInstalled { get; } = CanRun("tiffinfo") && CanRun("tiffcp");

    /// <summary>Decodes all pages of a file and drops them.</summary>
    public static void Read(string path) => Run("tiffinfo", ["-D", path]);

    /// <summary>Reads an uncompressed file and writes it in another layout.</summary>
    public static void Copy(string source, string destination, FileLayout layout) =>
        Run("tiffcp", [.. layout.CopyArguments, source, destination]);

    private static void Run(string tool, IEnumerable<string> arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(tool, arguments) { RedirectStandardOutput = true, RedirectStandardError = true }
        )!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(),
            error = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        Task.WaitAll(output, error);
        if (process.ExitCode != 0)
            throw new IOException($"{tool} failed: {error.Result}");
    }

    private static bool CanRun(string tool)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(tool) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.WaitForExit();
            return true;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
