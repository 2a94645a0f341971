using System.Diagnostics;

namespace PostFocus.Cli.Tests.Testing;

/// <summary><c>postfocus</c> in a process of its own, as a user starts it.</summary>
internal static class ChildProcess
{
    public static Process Start(IReadOnlyDictionary<string, string> environment, params string[] args) =>
        StartAt(AppContext.BaseDirectory, environment, args);

    /// <summary>With a folder as the current one.</summary>
    public static Process StartIn(string current, IReadOnlyDictionary<string, string> environment, params string[] args) =>
        Start(AppContext.BaseDirectory, current, environment, args);

    /// <summary>The program as it lies in a folder.</summary>
    public static Process StartAt(string folder, IReadOnlyDictionary<string, string> environment, params string[] args) =>
        Start(folder, "", environment, args);

    /// <summary>From a shell that limits how large a file may be.</summary>
    /// <param name="kilobytes">The limit.</param>
    /// <param name="environment">Variables beside the shell's own.</param>
    /// <param name="args">Of the program.</param>
    public static Process StartLimited(int kilobytes, IReadOnlyDictionary<string, string> environment, params string[] args) =>
        Start(
            environment,
            "",
            "/bin/sh",
            // Of 512 bytes.
            [
                "-c",
                $"ulimit -f {2 * kilobytes}; exec \"$@\"",
                "sh",
                Dotnet,
                Path.Combine(AppContext.BaseDirectory, "postfocus.dll"),
                .. args,
            ]
        );

    private static string Dotnet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private static Process Start(string folder, string current, IReadOnlyDictionary<string, string> environment, string[] args) =>
        Start(environment, current, Dotnet, [Path.Combine(folder, "postfocus.dll"), .. args]);

    private static Process Start(IReadOnlyDictionary<string, string> environment, string current, string program, string[] args)
    {
        var start = new ProcessStartInfo(program, args)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = current,
        };
        foreach ((var name, var value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
