using System.Diagnostics;

namespace PostFocus.Benchmarks.Journal;

/// <summary>A verb of <c>postfocus</c> in a process of its own.</summary>
internal static class RunProcess
{
    /// <summary>Waits until it is done.</summary>
    /// <exception cref="IOException">It failed.</exception>
    public static void Finish(string input, string results) => Finish(Start(input, results));

    /// <summary>The same of one that was started; meanwhile it is looked at.</summary>
    /// <param name="run">The process.</param>
    /// <param name="look">Called twice a second.</param>
    /// <exception cref="IOException">It failed.</exception>
    public static void Finish(Process run, Action<Process>? look = null)
    {
        using (run)
        {
            var error = run.StandardError.ReadToEndAsync();
            while (!run.WaitForExit(500))
                look?.Invoke(run);
            if (run.ExitCode != 0)
                throw new IOException($"'postfocus {string.Join(' ', run.StartInfo.ArgumentList.Skip(1))}' failed: {error.Result}");
        }
    }

    /// <summary>Starts <c>run</c>.</summary>
    public static Process Start(string input, string results) => Start("run", input, "--out", results, "--pixel", "0.65");

    /// <param name="arguments">The verb, and what it is given.</param>
    public static Process Start(params string[] arguments)
    {
        var run = Process.Start(
            new ProcessStartInfo(
                Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
                [Path.Combine(AppContext.BaseDirectory, "postfocus.dll"), .. arguments]
            )
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        // Nobody reads it, and a full pipe would hold the run.
        run.OutputDataReceived += (_, _) => { };
        run.BeginOutputReadLine();
        return run;
    }
}
