using PostFocus.Cli.Tests.Testing;
using PostFocus.Imaging;
using PostFocus.Imaging.Files;

namespace PostFocus.Cli.Tests;

public sealed class RunOutputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>What lies behind the link is somebody's, be it an input.</summary>
    [Theory]
    [InlineData(".postfocus.room", true)]
    [InlineData(".postfocus.holder", true)]
    [InlineData(".postfocus.lock", true)]
    [InlineData(".postfocus.lock", false)]
    [InlineData(".postfocus.0123.shard-1.journal", true)]
    [InlineData("run.journal", true)]
    public async Task AFileOfTheRunsOwnIsNotWrittenThroughALink(string name, bool isThere)
    {
        TestFrames.WriteTiffs(_folder["in/a"], TestFrames.Alternating(2));
        var target = _folder[isThere ? "in/a/t0.tif" : "nowhere"];
        var before = TemporaryFolder.Hashes(_folder["in"]);
        Directory.CreateDirectory(_folder["out"]);
        File.CreateSymbolicLink(_folder[$"out/{name}"], target);
        (await Postfocus.Restore(_folder["in"], _folder["out"])).IsRefusedNaming(name, "is a link");
        Assert.Equal(before, TemporaryFolder.Hashes(_folder["in"]));
        Assert.False(File.Exists(_folder["nowhere"]));
        Assert.Equal([name], Directory.GetFileSystemEntries(_folder["out"]).Select(Path.GetFileName));
    }

    [Fact]
    public async Task AnEmptyFieldHasNoFocusAndStaysAsItIs()
    {
        var random = new Random(1);
        Frame empty = new(
            TestFrames.Height,
            TestFrames.Width,
            [.. Enumerable.Range(0, TestFrames.Height * TestFrames.Width).Select(_ => (float)random.Next(3000, 3040))],
            PixelType.UInt16
        );
        TestFrames.WriteTiffs(_folder["in"], [.. TestFrames.Alternating(4), empty]);
        var run = await Postfocus.Restore(_folder["in"], _folder["out"]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var frames = new FramesTable(_folder["out"]);
        Assert.Equal(["false", "false", "false", "false", "true"], frames["nothing_to_judge"]);
        Assert.Equal(["false", "true", "false", "true", "false"], frames["restored"]);
        Assert.Equal([false, false, false, false, true], frames["p_oof"].Select(p => p.Length == 0));
        Assert.Contains("5 frames, 2 out of focus, 2 restored, 1 with nothing to judge", run.Output, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(_folder["in/t4.tif"]), File.ReadAllBytes(_folder["out/t4.tif"]));
    }

    [Fact]
    public async Task ExposureThatChangesIsFollowedAndSaid()
    {
        Frame[] frames = [.. Enumerable.Range(0, 6).Select(seed => WithSpecks(TestFrames.Dark(seed)))];
        foreach (var frame in frames[3..])
            for (var i = 0; i < frame.Counts.Length; i++)
                frame.Counts[i] *= 4;
        TestFrames.WriteTiffs(_folder["in"], frames);
        var run = await Postfocus.Restore(_folder["in"], _folder["out"]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        // By one map of all, the later frames would be bright.
        Assert.Contains("6 frames, 0 out of focus, 0 restored; exposure changes at frame 3 (×4", run.Output, StringComparison.Ordinal);
        Assert.Contains("): mapped in 2 parts", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PixelType.UInt8)]
    [InlineData(PixelType.UInt16)]
    [InlineData(PixelType.Float32)]
    public async Task EveryFrameIsWrittenUnderItsNameInItsBitDepthAndSize(PixelType type)
    {
        TestFrames.WriteTiffs(_folder["in/plate 1/well2"], TestFrames.Alternating(4, type));
        var run = await Postfocus.Restore(_folder["in"], _folder["out"]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("1 sequence, 4 frames scored, 2 out of focus and restored (50.0 %)", run.Output, StringComparison.Ordinal);
        for (var i = 0; i < 4; i++)
        {
            Frame before = FrameFile.Read(_folder[$"in/plate 1/well2/t{i}.tif"]),
                after = FrameFile.Read(_folder[$"out/plate 1/well2/t{i}.tif"]);
            Assert.Equal((before.Height, before.Width, type), (after.Height, after.Width, after.PixelType));
            Assert.Equal(i % 2 == 1, !before.Counts.SequenceEqual(after.Counts));
        }
        _folder.HoldsOnlyWholeFiles();
    }

    [Fact]
    public async Task OriginalsAndFramesInFocusKeepTheirBytes()
    {
        TestFrames.WriteTiffs(_folder["in"], TestFrames.Alternating(6));
        var before = TemporaryFolder.Hashes(_folder["in"]);
        await Postfocus.Restore(_folder["in"], _folder["out"]);

        Assert.Equal(before, TemporaryFolder.Hashes(_folder["in"]));
        var after = TemporaryFolder.Hashes(_folder["out"]);
        Assert.All(before, file => Assert.Equal(file.Key is "t0.tif" or "t2.tif" or "t4.tif", file.Value == after[file.Key]));
    }

    [Fact]
    public async Task TheTableHasARowForEveryFrameInOrder()
    {
        TestFrames.WriteTiffs(_folder["in/a"], TestFrames.Alternating(3));
        FrameFile.WriteTiff(_folder["in/b.tif"], TestFrames.Alternating(2));
        await Postfocus.Restore(_folder["in"], _folder["out"]);

        var table = new FramesTable(_folder["out"]);
        Assert.Equal(["a", "a", "a", "b", "b"], table["sequence"]);
        Assert.Equal(["0", "1", "2", "0", "1"], table["frame"]);
        Assert.Equal(["a/t0.tif", "a/t1.tif", "a/t2.tif", "b.tif", "b.tif"], table["file"]);
        Assert.Equal(["0", "0", "0", "0", "1"], table["page"]);
        Assert.Equal(["false", "true", "false", "false", "true"], table["restored"]);
        Assert.Equal(["", "", "", "", ""], table["error"]);
        Assert.Equal(table["restored"], table["p_oof"].Select(p => float.Parse(p, null) > 0.5 ? "true" : "false"));
        Assert.Equal(table["restored"], table["mean_spread"].Select(s => s.Length > 0 ? "true" : "false"));
        Assert.Equal(table["restored"], table["tenengrad_before"].Zip(table["tenengrad_after"], (b, a) => a == b ? "false" : "true"));
    }

    [Fact]
    public async Task ClippedPixelsAreCountedFrameByFrameAndInTheSummary()
    {
        // Up to the end of the range, where restoring adds noise.
        var frames = TestFrames.Alternating(4, PixelType.UInt8);
        for (var i = 1; i < 4; i += 2)
        for (var at = 0; at < 80; at++)
            frames[i].Counts[(8 + at / 10) * TestFrames.Width + 28 + at % 10] = 250 + 7 * at % 6;
        TestFrames.WriteTiffs(_folder["in"], frames);
        var run = await Postfocus.Restore(_folder["in"], _folder["out"]);

        int[] clipped = [.. new FramesTable(_folder["out"])["clipped_pixels"].Select(int.Parse)];
        Assert.Equal((0, 0), (clipped[0], clipped[2]));
        Assert.InRange(clipped[1], 1, 80);
        Assert.Contains(
            $"Restored pixels beyond the range of the bit depth, clipped: {clipped.Sum()}.",
            run.Output,
            StringComparison.Ordinal
        );
        // What was clipped is at the end of the range.
        Assert.InRange(FrameFile.Read(_folder["out/t1.tif"]).Counts.Count(c => c == 255), clipped[1], TestFrames.Width * TestFrames.Height);
    }

    [Fact]
    public async Task AFrameWhoseSamplesAreAllAlikeIsRestoredWithASpreadOfZero()
    {
        TestFrames.WriteTiffs(_folder["in"], [TestFrames.At(0.1, 0), TestFrames.At(0.6, 1), TestFrames.At(0.1, 2), TestFrames.At(0.95, 3)]);
        var run = await Postfocus.Run(
            "run",
            _folder["in"],
            "--out",
            _folder["out"],
            "--model",
            BrightnessModel.WithoutSpreadOfBright(),
            "--samples",
            "2",
            "--steps",
            "1"
        );

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var table = new FramesTable(_folder["out"]);
        Assert.Equal(["false", "true", "false", "true"], table["restored"]);
        Assert.Equal(
            ["", "above", "", "0"],
            table["mean_spread"]
                .Select(s =>
                    s is "" or "0" ? s
                    : float.Parse(s, null) > 0 ? "above"
                    : s
                )
        );
        Assert.Equal(1, FrameFile.CountPages(_folder["out/reports/in/overview.png"]));
    }

    [Fact]
    public async Task OnlySequencesWithRestoredFramesHaveAPicture()
    {
        TestFrames.WriteTiffs(_folder["in/lost"], TestFrames.Alternating(4));
        // A bright corner makes the sequence's range; all else is dark or grey.
        TestFrames.WriteTiffs(_folder["in/sharp"], [WithSpecks(TestFrames.Dark(1)), WithSpecks(TestFrames.Dark(2))]);
        var run = await Postfocus.Restore(_folder["in"], _folder["out"]);

        Assert.Contains("sharp: 2 frames, 0 out of focus, 0 restored", run.Output, StringComparison.Ordinal);
        Assert.Equal(1, FrameFile.CountPages(_folder["out/reports/lost/overview.png"]));
        Assert.False(Directory.Exists(_folder["out/reports/sharp"]));
    }

    [Fact]
    public async Task AMultiPageTiffStaysOneAndOtherPagesKeepTheirPixels()
    {
        var pages = TestFrames.Alternating(5);
        FrameFile.WriteTiff(_folder["in/video.tif"], pages);
        await Postfocus.Restore(_folder["in/video.tif"], _folder["out"]);

        Assert.Equal(5, FrameFile.CountPages(_folder["out/video.tif"]));
        for (var i = 0; i < pages.Length; i++)
            Assert.Equal(i % 2 == 0, pages[i].Counts.SequenceEqual(FrameFile.Read(_folder["out/video.tif"], i).Counts));
    }

    [Theory]
    [InlineData(PixelType.UInt8)]
    [InlineData(PixelType.UInt16)]
    public async Task PngStaysPng(PixelType type)
    {
        var frames = TestFrames.Alternating(2, type);
        Directory.CreateDirectory(_folder["in"]);
        FrameFile.WritePng(_folder["in/t0.png"], frames[0]);
        FrameFile.WritePng(_folder["in/t1.png"], frames[1]);
        await Postfocus.Restore(_folder["in"], _folder["out"]);

        Assert.Equal(File.ReadAllBytes(_folder["in/t0.png"]), File.ReadAllBytes(_folder["out/t0.png"]));
        Assert.Equal(0x89, File.ReadAllBytes(_folder["out/t1.png"])[0]);
        var restored = FrameFile.Read(_folder["out/t1.png"]);
        Assert.Equal(type, restored.PixelType);
        Assert.NotEqual(frames[1].Counts, restored.Counts);
    }

    [Fact]
    public async Task FramesOfSeveralSizesAndBitDepthsMayShareAFolder()
    {
        TestFrames.WriteTiffs(
            _folder["in"],
            [
                .. TestFrames.Alternating(2),
                .. TestFrames.Alternating(2, PixelType.UInt8),
                Larger(TestFrames.Dark(5)),
                Larger(TestFrames.Bright(6)),
            ]
        );
        var run = await Postfocus.Restore(_folder["in"], _folder["out"]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(["false", "true", "false", "true", "false", "true"], new FramesTable(_folder["out"])["restored"]);
        Assert.Equal(PixelType.UInt8, FrameFile.Read(_folder["out/t3.tif"]).PixelType);
        Assert.Equal(2 * TestFrames.Height, FrameFile.Read(_folder["out/t5.tif"]).Height);
    }

    [Fact]
    public async Task TheSameInputTwiceGivesTheSameBytes()
    {
        TestFrames.WriteTiffs(_folder["in"], TestFrames.Alternating(6));
        await Postfocus.Restore(_folder["in"], _folder["one"]);
        await Postfocus.Restore(_folder["in"], _folder["two"]);
        await Postfocus.Restore(_folder["in"], _folder["other seed"], "--seed", "2");

        var one = TemporaryFolder.Hashes(_folder["one"]);
        Assert.Equal(one, TemporaryFolder.Hashes(_folder["two"]));
        Assert.NotEqual(one["t1.tif"], TemporaryFolder.Hashes(_folder["other seed"])["t1.tif"]);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task ThePretrainedModelIsTheDefault()
    {
        TestFrames.WriteTiffs(_folder["in"], TestFrames.Alternating(2));
        var run = await Postfocus.Run("run", _folder["in"], "--out", _folder["out"], "--samples", "2");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("learnt from simulated frames only", run.Output, StringComparison.Ordinal);
        Assert.Equal(2, new FramesTable(_folder["out"]).Count);
    }

    private static Frame WithSpecks(Frame frame)
    {
        for (var i = 0; i < 30; i++)
            frame.Counts[i / 10 * TestFrames.Width + i % 10] += 1024;
        return frame;
    }

    private static Frame Larger(Frame frame) => new(2 * frame.Height, frame.Width, [.. frame.Counts, .. frame.Counts], frame.PixelType);
}
