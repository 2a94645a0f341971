using PostFocus.Cli.Tests.Testing;

namespace PostFocus.Cli.Tests;

/// <summary>Names that somebody else chose: in tables, in the log, in errors.</summary>
public sealed class NamesTests : IDisposable
{
    private const string Formula = "=1+1",
        Terminal = "a\u001B[31m\nb\u202Ec";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task NoCellOfATableIsAFormula()
    {
        TestFrames.WriteTiffs(_folder[$"in/{Formula}"], TestFrames.Alternating(2));
        await Postfocus.Restore(_folder["in"], _folder["out"]);
        var frames = new FramesTable(_folder["out"]);
        Assert.Equal([$"'{Formula}", $"'{Formula}"], frames["sequence"]);
        Assert.Equal([$"'{Formula}/t0.tif", $"'{Formula}/t1.tif"], frames["file"]);

        await Postfocus.Run("yield", _folder["in"], _folder[$"in/{Formula}"], "--out", _folder["yield"], "--model", BrightnessModel.Zip);
        Assert.StartsWith($"in,'{Formula},", (await Lines("yield/yield.csv"))[1], StringComparison.Ordinal);
        Assert.StartsWith($"'{Formula},", (await Lines("yield/datasets.csv"))[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatCannotBeSeenIsShownAsAnEscape()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such names.");
        TestFrames.WriteTiffs(_folder[$"in/{Terminal}"], TestFrames.Alternating(2));
        TestFrames.Truncate(_folder[$"in/{Terminal}/t1.tif"]);
        var run = await Postfocus.Restore(_folder["in"], _folder["out"]);
        var yield = await Postfocus.Run("yield", _folder[$"in/{Terminal}"], "--out", _folder["yield"], "--model", BrightnessModel.Zip);
        var none = await Postfocus.Restore(_folder[$"in/{Terminal}x"], _folder["none"]);

        Assert.Equal((2, 2, 1), (run.ExitCode, yield.ExitCode, none.ExitCode));
        const string Shown = @"a\u001B[31m\nb\u202Ec";
        Assert.All(
            [run.Output, run.Error, yield.Output, yield.Error, none.Error],
            text =>
            {
                Assert.Contains(Shown, text, StringComparison.Ordinal);
                Assert.DoesNotContain(text, c => c is '\u001B' or '\u202E');
            }
        );
        Assert.Single(none.Error.TrimEnd().Split('\n'));
        var frames = new FramesTable(_folder["out"]);
        Assert.Equal([Shown, Shown], frames["sequence"]);
        Assert.Equal([$"{Shown}/t0.tif", $"{Shown}/t1.tif"], frames["file"]);
        Assert.StartsWith($"{Shown},{Shown},", (await Lines("yield/yield.csv"))[1], StringComparison.Ordinal);
        Assert.StartsWith($"{Shown},", (await Lines("yield/datasets.csv"))[1], StringComparison.Ordinal);
    }

    /// <summary>Persian with a joiner, a family that joiners hold together, an accent of its own, Arabic.</summary>
    [Theory]
    [InlineData("\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645")]
    [InlineData("\U0001F468\u200D\U0001F469\u200D\U0001F467")]
    [InlineData("e\u0301 \u0639\u0631\u0628\u064A")]
    public async Task WhatIsWrittenSoStays(string name)
    {
        TestFrames.WriteTiffs(_folder[$"in/{name}"], TestFrames.Alternating(2));
        var run = await Postfocus.Restore(_folder["in"], _folder["out"]);
        Assert.Contains($"{name}: 2 frames", run.Output, StringComparison.Ordinal);
        Assert.Equal([name, name], new FramesTable(_folder["out"])["sequence"]);
    }

    [Fact]
    public async Task ABackslashInANameStaysOne()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), @"On Windows \ separates folders.");
        TestFrames.WriteTiffs(_folder[@"in/a\b"], TestFrames.Alternating(2));
        await Postfocus.Restore(_folder["in"], _folder["out"]);

        Assert.Equal([@"a\b/t0.tif", @"a\b/t1.tif"], new FramesTable(_folder["out"])["file"]);
        Assert.True(File.Exists(_folder[@"out/a\b/t1.tif"]));
    }

    private async Task<string[]> Lines(string name) => await File.ReadAllLinesAsync(_folder[name], TestContext.Current.CancellationToken);
}
