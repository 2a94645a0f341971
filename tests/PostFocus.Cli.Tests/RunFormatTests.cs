using System.Text.Json;
using PostFocus.Cli.Tests.Testing;
using PostFocus.Imaging;
using PostFocus.Imaging.Files;

namespace PostFocus.Cli.Tests;

public sealed class RunFormatTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>A Zarr array of frames in time: version 2, raw bytes.</summary>
    private void WriteZarr(string folder, Frame[] frames)
    {
        Directory.CreateDirectory(_folder[folder]);
        File.WriteAllText(
            _folder[$"{folder}/.zarray"],
            JsonSerializer.Serialize(
                new
                {
                    zarr_format = 2,
                    shape = new[] { frames.Length, TestFrames.Height, TestFrames.Width },
                    chunks = new[] { 1, TestFrames.Height, TestFrames.Width },
                    dtype = "<u2",
                    compressor = (string?)null,
                    fill_value = 0,
                    order = "C",
                    filters = (string?)null,
                }
            )
        );
        for (var t = 0; t < frames.Length; t++)
            File.WriteAllBytes(_folder[$"{folder}/{t}.0.0"], [.. frames[t].Counts.SelectMany(c => BitConverter.GetBytes((ushort)c))]);
    }

    [Theory]
    [InlineData("in")]
    [InlineData("in/well.zarr")]
    public async Task AZarrImageStaysOne(string input)
    {
        var frames = TestFrames.Alternating(4);
        WriteZarr("in/well.zarr", frames);
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
        WriteZarr("in/a.zarr", TestFrames.Alternating(2));
        File.WriteAllText(_folder["in/a.zarr/.zarray"], "{");
        WriteZarr("in/b.zarr", TestFrames.Alternating(2));
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
        WriteZarr("in/well.zarr", frames);
        File.WriteAllBytes(_folder["in/well.zarr/2.0.0"], [1, 2, 3]);
        var run = await Postfocus.Restore(_folder["in"], _folder["out"]);
        Assert.Equal(ExitCodes.SomeFilesFailed, run.ExitCode);
        Assert.Equal(["false", "true", "false", "true"], new FramesTable(_folder["out"])["restored"]);
        Assert.Contains("cannot be decoded", new FramesTable(_folder["out"])["error"][2], StringComparison.Ordinal);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(_folder["out/well.zarr/2.0.0"]));
        Assert.Equal(File.ReadAllBytes(_folder["in/well.zarr/0.0.0"]), File.ReadAllBytes(_folder["out/well.zarr/0.0.0"]));
        Assert.NotEqual(File.ReadAllBytes(_folder["in/well.zarr/1.0.0"]), File.ReadAllBytes(_folder["out/well.zarr/1.0.0"]));
    }

    [Fact]
    public async Task APlateComesBackAsAPlate()
    {
        var frames = TestFrames.Alternating(4);
        foreach (var image in new[] { "A/1/0", "B/2/0" })
            WriteZarr($"in/plate.zarr/{image}", frames);
        foreach (var group in new[] { "", "A/", "A/1/", "B/", "B/2/" })
            File.WriteAllText(_folder[$"in/plate.zarr/{group}.zgroup"], """{"zarr_format": 2}""");
        File.WriteAllText(_folder["in/plate.zarr/.zattrs"], """{"plate": {"wells": [{"path": "A/1"}, {"path": "B/2"}]}}""");
        var run = await Postfocus.Restore(_folder["in/plate.zarr"], _folder["out"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(["A/1/0", "B/2/0"], new FramesTable(_folder["out"])["sequence"].Distinct());
        Assert.Equal(Names("in"), Names("out"));
        Assert.Equal(File.ReadAllText(_folder["in/plate.zarr/.zattrs"]), File.ReadAllText(_folder["out/plate.zarr/.zattrs"]));

        IEnumerable<string> Names(string folder) =>
            Directory
                .EnumerateFiles(_folder[$"{folder}/plate.zarr"], "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(_folder[folder], file))
                .Order(StringComparer.Ordinal);
    }
}
