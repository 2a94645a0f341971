using System.Globalization;

namespace PostFocus.Cli.Tests.Testing;

/// <summary>What <c>postfocus</c> did with some arguments, run in this process.</summary>
internal sealed record Postfocus(int ExitCode, string Output, string Error)
{
    public static async Task<Postfocus> Run(params string[] args)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        using var error = new StringWriter(CultureInfo.InvariantCulture);
        var exitCode = await CommandLine.Run(args, output, error, TestContext.Current.CancellationToken);
        return new(exitCode, output.ToString(), error.ToString());
    }

    /// <summary><c>run</c> with the brightness model and as little work as possible.</summary>
    public static Task<Postfocus> Restore(string input, string outFolder, params string[] more) =>
        Run(["run", input, "--out", outFolder, "--model", BrightnessModel.Zip, "--samples", "2", "--steps", "1", .. more]);

    /// <summary>Failed with one line that holds all of the words, and no stack trace.</summary>
    public void IsRefusedNaming(params string[] words)
    {
        Assert.Equal(ExitCodes.Failure, ExitCode);
        Assert.All(words, word => Assert.Contains(word, Error, StringComparison.OrdinalIgnoreCase));
        Assert.StartsWith("postfocus: ", Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
        Assert.DoesNotContain("(Parameter", Error, StringComparison.Ordinal);
    }
}
