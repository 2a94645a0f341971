using PostFocus.Cli.Tests.Testing;

namespace PostFocus.Cli.Tests;

public sealed class CommandLinePageTests
{
    [Fact]
    public async Task ThePageOfTheCommandLineSaysWhatHelpSays()
    {
        var path = Path.Combine(Repository.Root, "docs", "command-line.md");
        var page = await CommandLinePage.Write();
        if (Environment.GetEnvironmentVariable("POSTFOCUS_WRITE_DOCS") is { Length: > 0 })
            await File.WriteAllTextAsync(path, page, TestContext.Current.CancellationToken);
        Assert.Equal(page, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }
}
