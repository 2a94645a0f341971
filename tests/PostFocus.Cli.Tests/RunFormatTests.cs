using PostFocus.Cli.Tests.Testing;
using PostFocus.Imaging.Files;

namespace PostFocus.Cli.Tests;

public sealed class RunFormatTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("in")]
    [InlineData("in/well.zarr")]
    public async Task AZarrImageStaysOne(string input)
    {
        var frames = TestFrames.Alternating(4);
        ZarrPlate.Array(_folder["in/well.zarr"], 2, frames);
        var run = await Postfocus.Restore(_folder[input], _folder["out"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("well: 4 frames, 2 out of focus, 2 restored", run.Output, StringComparison.Ordinal);
        Assert.Equal(["well.zarr", "well.zarr", "well.zarr", "well.zarr"], new FramesTable(_folder["out"])["file"]);
        Assert.Equal(
            [true, false, true, false],
            frames.Select((f, t) => f.Counts.SequenceEqual(FrameFile.Read(_folder["out/well.zarr"], t).Counts))
        );
    }

    [Fact]
    public async Task ADamagedZarrImageIsNamedAndDoesNotStopTheOthers()
    {
        ZarrPlate.Array(_folder["in/a.zarr"], 2, TestFrames.Alternating(2));
        File.WriteAllText(_folder["in/a.zarr/.zarray"], "{");
        ZarrPlate.Array(_folder["in/b.zarr"], 2, TestFrames.Alternating(2));
        var run = await Postfocus.Restore(_folder["in"], _folder["out"]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("a.zarr", run.Error, StringComparison.Ordinal);
        Assert.Equal(2, FrameFile.CountPages(_folder["out/b.zarr"]));
        Assert.Equal("{", File.ReadAllText(_folder["out/a.zarr/.zarray"]));
    }

    [Fact]
    public async Task APlaneWithADamagedChunkIsNamedAndTheOthersAreInTheResult()
    {
        var frames = TestFrames.Alternating(4);
        ZarrPlate.Array(_folder["in/well.zarr"], 2, frames);
        File.WriteAllBytes(_folder["in/well.zarr/2.0.0"], [1, 2, 3]);
        var run = await Postfocus.Restore(_folder["in"], _folder["out"]);
        Assert.Equal(ExitCodes.SomeFilesFailed, run.ExitCode);
        Assert.Equal(["false", "true", "false", "true"], new FramesTable(_folder["out"])["restored"]);
        Assert.Contains("cannot be decoded", new FramesTable(_folder["out"])["error"][2], StringComparison.Ordinal);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(_folder["out/well.zarr/2.0.0"]));
        Assert.Equal(File.ReadAllBytes(_folder["in/well.zarr/0.0.0"]), File.ReadAllBytes(_folder["out/well.zarr/0.0.0"]));
        Assert.NotEqual(File.ReadAllBytes(_folder["in/well.zarr/1.0.0"]), File.ReadAllBytes(_folder["out/well.zarr/1.0.0"]));
    }
}
