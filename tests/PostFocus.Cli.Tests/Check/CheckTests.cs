using PostFocus.Cli.Tests.Testing;
using PostFocus.Imaging;
using PostFocus.Imaging.Files;

namespace PostFocus.Cli.Tests.Check;

/// <summary>What a run would do is said before, and nothing is written.</summary>
public sealed class CheckTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public CheckTests()
    {
        foreach (var well in new[] { "a", "b", "c" })
            TestFrames.WriteTiffs(_folder[$"in/{well}"], TestFrames.Alternating(6));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ItSaysWhatARunSays()
    {
        FrameFile.WriteTiff(_folder["in/stack.tif"], TestFrames.Alternating(4, PixelType.UInt8));
        File.WriteAllText(_folder["in/film.nd2"], "");
        var before = TemporaryFolder.Hashes(_folder["in"]);
        var check = await Check("--pixel", "0.65");
        var run = await Postfocus.Restore(_folder["in"], _folder["out"], "--pixel", "0.65");
        Assert.Equal((ExitCodes.Success, ""), (check.ExitCode, check.Error));
        foreach (var line in run.Output.Split('\n').TakeWhile(line => !line.StartsWith("The network runs on", StringComparison.Ordinal)))
            if (!line.StartsWith("a:", StringComparison.Ordinal))
                Assert.Contains(line, check.Output, StringComparison.Ordinal);
        Assert.Contains("note: 1 file of types that are not read (.nd2)", check.Output, StringComparison.Ordinal);
        Assert.Contains("Frames: 18 of 32 × 40 (height × width), UInt16.", check.Output, StringComparison.Ordinal);
        Assert.Contains("Frames: 4 of 32 × 40 (height × width), UInt8.", check.Output, StringComparison.Ordinal);
        Assert.Contains("Pixel size: 0.65 µm, of 4 sequences.", check.Output, StringComparison.Ordinal);
        Assert.Contains("Focus: 22 frames, 11 out of focus, 11 restored", check.Output, StringComparison.Ordinal);
        Assert.Contains("11 out of focus and restored", run.Output, StringComparison.Ordinal);
        Assert.Equal(before, TemporaryFolder.Hashes(_folder["in"]));
        Assert.Equal(["in", "out"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(12, 1, 6)]
    [InlineData(24, 2, 12)]
    [InlineData(1000, 3, 18)]
    public async Task SomeFramesStandForAll(int frames, int sequences, int tried)
    {
        var check = await Check("--frames", $"{frames}");
        Assert.Equal(ExitCodes.Success, check.ExitCode);
        var nouns = (tried == 1 ? "frame" : "frames", sequences == 1 ? "sequence" : "sequences");
        Assert.Contains($"Tried: {tried} {nouns.Item1} of {sequences} {nouns.Item2}", check.Output, StringComparison.Ordinal);
        Assert.Contains(" for 18 frames on this machine", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatCannotBeReadIsNamedOnceAndTheRestIsTried()
    {
        TestFrames.Truncate(_folder["in/a/t0.tif"]);
        var check = await Check();
        Assert.Equal(ExitCodes.SomeFilesFailed, check.ExitCode);
        Assert.Single(check.Error.Split('\n'), line => line.Contains("t0.tif", StringComparison.Ordinal));
        Assert.Contains("Focus: 18 frames, 9 out of focus, 9 restored, 1 not usable", check.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4, 4, 3)]
    [InlineData(24, 12, 6)]
    [InlineData(1000, 12, 6)]
    public async Task FramesThatCanBeReadAreTriedInPlaceOfThoseThatCannot(int frames, int tried, int outOfFocus)
    {
        foreach (var t in Enumerable.Range(0, 6))
            TestFrames.Truncate(_folder[$"in/b/t{t}.tif"]);
        var check = await Check("--frames", $"{frames}");
        Assert.Contains($"Tried: {tried} frames of ", check.Output, StringComparison.Ordinal);
        Assert.Contains($" {outOfFocus} out of focus", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OfASequenceTheNearestFramesTakeThePlaceOfThoseThatCannotBeRead()
    {
        foreach (var t in new[] { 0, 2, 5 })
            TestFrames.Truncate(_folder[$"in/a/t{t}.tif"]);
        var check = await Postfocus.Run("check", _folder["in/a"], "--model", BrightnessModel.Zip, "--samples", "2", "--frames", "3");
        Assert.Contains("Tried: 3 frames of 1 sequence", check.Output, StringComparison.Ordinal);
        Assert.Contains("Focus: 6 frames, 2 out of focus, 2 restored, 3 not usable", check.Output, StringComparison.Ordinal);
        Assert.Equal(3, check.Error.Split('\n').Count(line => line.Contains(".tif", StringComparison.Ordinal)));
    }

    /// <summary>Such a file is read, and its restored frame would not be in the result.</summary>
    [Fact]
    public async Task WhatCannotTakeNewCountsIsSaidAsByARun()
    {
        Directory.Delete(_folder["in"], recursive: true);
        foreach (var (frame, t) in TestFrames.Alternating(4, PixelType.UInt8).Select((frame, t) => (frame, t)))
        {
            byte[] rows = [.. frame.Counts.Chunk(frame.Width).SelectMany(row => row.Select(count => (byte)count).Prepend((byte)0))];
            byte[] greys = [.. Enumerable.Range(0, 256).SelectMany(grey => Enumerable.Repeat((byte)grey, 3))];
            Directory.CreateDirectory(_folder["in/a"]);
            File.WriteAllBytes(_folder[$"in/a/t{t}.png"], RawPng.File(frame.Width, frame.Height, 8, 3, rows, palette: greys));
        }
        var check = await Check();
        var run = await Postfocus.Restore(_folder["in"], _folder["out"]);
        Assert.Equal((ExitCodes.SomeFilesFailed, ExitCodes.SomeFilesFailed), (check.ExitCode, run.ExitCode));
        Assert.Equal(run.Error, check.Error);
        Assert.Contains("t1.png, page 0: a PNG with a palette cannot take new counts. Save it", check.Error, StringComparison.Ordinal);
        Assert.Contains("Focus: 4 frames, 2 out of focus, 0 restored, 2 not usable", check.Output, StringComparison.Ordinal);
        Assert.Contains("a: 4 frames, 2 out of focus, 0 restored, 2 not usable", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatARunRefusesIsRefused()
    {
        (await Postfocus.Run("check", _folder["nowhere"], "--model", BrightnessModel.Zip)).IsRefusedNaming("nowhere");
        (await Check("--frames", "0")).IsRefusedNaming("--frames", "100000");
        await Postfocus.Restore(_folder["in"], _folder["out"]);
        (await Postfocus.Run("check", _folder["out"], "--model", BrightnessModel.Zip)).IsRefusedNaming("result of an earlier run");
    }

    private Task<Postfocus> Check(params string[] more) =>
        Postfocus.Run(["check", _folder["in"], "--model", BrightnessModel.Zip, "--samples", "2", "--steps", "1", .. more]);
}
