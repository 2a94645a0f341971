using System.ComponentModel;
using System.Diagnostics;
using PostFocus.Imaging;

namespace PostFocus.Cli.Slurm;

/// <summary>A program of Slurm, as it is found on the path.</summary>
internal static class SlurmProgram
{
    /// <summary>What it writes.</summary>
    /// <param name="name">Of the program.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="arguments">Its arguments, which no shell sees.</param>
    /// <exception cref="PostFocusException">It is not there, or refuses: the message says why.</exception>
    public static string Run(string name, string input, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(name, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEndAsync();
            try
            {
                process.StandardInput.Write(input);
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // It ended before it had read all, and says why.
            }
            process.WaitForExit();
            return process.ExitCode == 0
                ? output.Result
                : throw new PostFocusException($"{name} refuses: {Wording.Shown(error.Result.Trim())}");
        }
        catch (Win32Exception)
        {
            throw new PostFocusException(
                $"There is no {name} here. Give this where Slurm's programs are, or do the shards by 'postfocus run --shard PLAN#K'."
            );
        }
    }
}
