using BitMiracle.LibTiff.Classic;
using PostFocus.Cli.Tests.Testing;
using PostFocus.Tests;

namespace PostFocus.Cli.Tests;

/// <summary>What <c>run</c> does without <c>--model</c>, on four frames of the shipped sample, two of them out of focus.</summary>
public sealed class ShippedModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ShippedModelTests()
    {
        Directory.CreateDirectory(_folder["in"]);
        foreach (string frame in new[] { "t006.tif", "t007.tif", "t008.tif", "t009.tif" })
            File.Copy(Path.Combine(Repository.Root, "data", "sample", "well200000", frame), _folder[$"in/{frame}"]);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<string> Software(string outFolder, params string[] options)
    {
        Postfocus run = await Postfocus.Run(["run", _folder["in"], "--out", _folder[outFolder], .. options]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(options.Contains("--neighbour-distance"), run.Output.Contains("of --neighbour-distance 6, and promises nothing", StringComparison.Ordinal));
        using Tiff tiff = Tiff.Open(_folder[$"{outFolder}/t007.tif"], "r");
        return tiff.GetField(TiffTag.SOFTWARE)[0].ToString();
    }

    [Fact]
    public async Task ItLooksAtTheFramesInFocusUnlessToldNotTo()
    {
        Assert.DoesNotContain("neighbour", await Software("video"), StringComparison.Ordinal);
        Assert.Contains("; samples: 5; steps: 1; neighbour distance: 0;", await Software("alone", "--neighbour-distance", "0", "--steps", "9"), StringComparison.Ordinal);
        IReadOnlyDictionary<string, string> input = TemporaryFolder.Hashes(_folder["in"]), video = TemporaryFolder.Hashes(_folder["video"]), alone = TemporaryFolder.Hashes(_folder["alone"]);
        Assert.Equal(["t007.tif", "t009.tif"], input.Keys.Where(name => input[name] != video[name]));
        Assert.NotEqual(video["t007.tif"], alone["t007.tif"]);
        Assert.Equal(["", "2", "", "1"], new FramesTable(_folder["video"])["neighbours"]);
        Assert.Equal(["", "", "", ""], new FramesTable(_folder["alone"])["neighbours"]);
        Assert.Contains("; neighbour correlation: 1;", await Software("none alike", "--neighbour-correlation", "1"), StringComparison.Ordinal);
        Assert.Equal(["", "0", "", "0"], new FramesTable(_folder["none alike"])["neighbours"]);
    }

    [Fact]
    public async Task ItsGateJudgesEachRestoredFrame()
    {
        await Software("out");
        var frames = new FramesTable(_folder["out"]);
        Assert.Equal(["", "true", "", "true"], frames["accepted"]);
        Assert.Equal([false, true, false, true], frames["trust"].Select(trust => trust.Length > 0));
    }
}
