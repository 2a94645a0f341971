using PostFocus.Cli.Tests.Testing;

namespace PostFocus.Cli.Tests;

/// <summary>What was not taken of an input is said; what could not be searched is an error that does not stop the rest.</summary>
public sealed class SearchNotesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SearchNotesTests()
    {
        TestFrames.WriteTiffs(_folder["in/a"], TestFrames.Alternating(2));
        File.WriteAllText(_folder["in/film.nd2"], "");
    }

    public void Dispose() => _folder.Dispose();

    private void LinkNowhere() => File.CreateSymbolicLink(_folder["in/b"], _folder["unmounted"]);

    [Fact]
    public async Task RunSaysIt()
    {
        var run = await Postfocus.Restore(_folder["in"], _folder["out"]);
        Assert.Equal((ExitCodes.Success, ""), (run.ExitCode, run.Error));
        Assert.Contains("note: 1 file of types that are not read (.nd2)", run.Output, StringComparison.Ordinal);

        LinkNowhere();
        run = await Postfocus.Restore(_folder["in"], _folder["out2"]);
        Assert.Equal(ExitCodes.SomeFilesFailed, run.ExitCode);
        Assert.Contains("error: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("unmounted", run.Error, StringComparison.Ordinal);
        Assert.Equal(
            TemporaryFolder.Hashes(_folder["out"]).Where(f => f.Key.StartsWith("a/", StringComparison.Ordinal)),
            TemporaryFolder.Hashes(_folder["out2"]).Where(f => f.Key.StartsWith("a/", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task YieldSaysIt()
    {
        LinkNowhere();
        var yield = await Postfocus.Run("yield", _folder["in"], "--out", _folder["out"], "--model", BrightnessModel.Zip);
        Assert.Equal(ExitCodes.SomeFilesFailed, yield.ExitCode);
        Assert.Contains("note: 1 file", yield.Output, StringComparison.Ordinal);
        Assert.Contains("unmounted", yield.Error, StringComparison.Ordinal);
    }
}
