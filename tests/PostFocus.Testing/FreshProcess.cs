using System.Diagnostics;
using System.Globalization;

namespace PostFocus.Testing;

/// <summary>The program that loads a model zip as a stranger would: with ML.NET and PostFocus.Transforms, and nothing else.</summary>
public static class FreshProcess
{
    /// <summary>The SHA-256 of every value of the columns, a row a line.</summary>
    /// <param name="model">A model zip.</param>
    /// <param name="rows">A binary ML.NET file.</param>
    /// <param name="columns">Columns of vectors.</param>
    public static string[] Hashes(string model, string rows, params string[] columns) => Run(model, rows, columns).Hashes;

    /// <summary>The same, and the bytes that the program held at most.</summary>
    /// <inheritdoc cref="Hashes"/>
    public static (string[] Hashes, long MostBytes) Run(string model, string rows, params string[] columns)
    {
        var program = Path.Combine(
            Repository.Root,
            "tests",
            "PostFocus.FreshProcess",
            "bin",
            Configuration,
            "net10.0",
            "PostFocus.FreshProcess.dll"
        );
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", [program, model, rows, .. columns])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var most = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, most);
        return (lines, long.Parse(most, CultureInfo.InvariantCulture));
    }

    private static string Configuration => AppContext.BaseDirectory.Contains("Release", StringComparison.Ordinal) ? "Release" : "Debug";
}
