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

    private static Process Start(string folder, string current, IReadOnlyDictionary<string, string> environment, string[] args)
    {
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            [Path.Combine(folder, "postfocus.dll"), .. args]
        )
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
