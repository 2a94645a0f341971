using PostFocus.Cli.Results;
using PostFocus.Cli.Run;
using PostFocus.Cli.Tests.Testing;
using PostFocus.Imaging;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Sequences;

namespace PostFocus.Cli.Tests;

public sealed class RestoredFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private FrameSequence Sequence(string name, string file, params int[] pages) =>
        new(name, [.. pages.Select(page => new FrameLocation(_folder[$"in/{file}"], page))]);

    private RestoredFiles Files(params FrameSequence[] sequences) =>
        new(sequences, new RunOutputs(_folder["out"], _folder["in"], new(sequences, [], [], [])), new Provenance("PostFocus"));

    [Fact]
    public void AFileAppearsWithTheLastOfItsFramesInWhicheverSequence()
    {
        var pages = TestFrames.Alternating(4);
        FrameFile.WriteTiff(_folder["in/a/video.tif"], pages);
        FrameSequence one = Sequence("one", "a/video.tif", 0, 2),
            two = Sequence("two", "a/video.tif", 1, 3);
        using var files = Files(one, two);
        files.Replace(one.Frames[1], pages[0]);
        files.Keep(one.Frames[0]);
        files.Keep(two.Frames[0]);
        Assert.False(File.Exists(_folder["out/a/video.tif"]));
        files.Replace(two.Frames[1], pages[1]);
        Assert.Equal(pages[0].Counts, FrameFile.Read(_folder["out/a/video.tif"], 2).Counts);
        Assert.Equal(pages[1].Counts, FrameFile.Read(_folder["out/a/video.tif"], 3).Counts);
        Assert.Equal(pages[1].Counts, FrameFile.Read(_folder["out/a/video.tif"], 1).Counts);
        _folder.HoldsOnlyWholeFiles();
    }

    [Fact]
    public void WhatIsHalfWrittenGoesAndIsToldAsNotRestored()
    {
        FrameFile.WriteTiff(_folder["in/done.tif"], TestFrames.Alternating(1));
        FrameFile.WriteTiff(_folder["in/half.tif"], TestFrames.Alternating(2));
        FrameSequence done = Sequence("done", "done.tif", 0),
            half = Sequence("half", "half.tif", 0, 1);
        var files = Files(done, half);
        files.Replace(done.Frames[0], TestFrames.Dark(7));
        files.Replace(half.Frames[0], TestFrames.Dark(8));
        files.Dispose();
        Assert.Equal(["done.tif"], TemporaryFolder.Hashes(_folder["out"]).Keys);

        FrameReport[] settled =
        [
            .. files.Settle([
                new FrameReport("done", 0, "done.tif", 0) { Restored = true },
                new FrameReport("half", 0, "half.tif", 0) { Restored = true },
            ]),
        ];
        Assert.Equal([true, false], settled.Select(r => r.Restored));
        Assert.Null(settled[0].Error);
        Assert.Contains("the run ended before this file was whole", settled[1].Error, StringComparison.Ordinal);
    }

    [Fact]
    public void OfAFileWithAProblemNoFrameIsRestoredAndItIsCopied()
    {
        FrameFile.WriteTiff(_folder["in/video.tif"], TestFrames.Alternating(2));
        var video = Sequence("video", "video.tif", 0, 7, 1);
        using var files = Files(video);
        foreach (var location in video.Frames)
            files.Replace(location, TestFrames.Dark(7));
        FrameReport[] settled =
        [
            .. files.Settle([
                new FrameReport("video", 0, "video.tif", 0) { Restored = true },
                new FrameReport("other", 0, "other.tif", 0) { Restored = true },
            ]),
        ];
        Assert.False(settled[0].Restored);
        Assert.Contains("no such page", settled[0].Error, StringComparison.Ordinal);
        Assert.True(settled[1].Restored);
        Assert.Equal(TemporaryFolder.Hashes(_folder["in"]), TemporaryFolder.Hashes(_folder["out"]));
        _folder.HoldsOnlyWholeFiles();
    }

    [Fact]
    public void AFileThatIsOnlyKeptIsCopiedWhateverItIs()
    {
        FrameFile.WriteTiff(_folder["in/video.tif"], TestFrames.Alternating(2));
        File.WriteAllText(_folder["in/text.tif"], "no picture");
        File.WriteAllBytes(_folder["in/empty.tif"], []);
        FrameSequence[] sequences =
        [
            Sequence("video", "video.tif", 0, 1),
            Sequence("text", "text.tif", 0),
            Sequence("empty", "empty.tif", 0),
            Sequence("lost", "lost.tif", 0),
        ];
        using var files = Files(sequences);
        foreach (var location in sequences.SelectMany(s => s.Frames))
            files.Keep(location);
        Assert.Equal(TemporaryFolder.Hashes(_folder["in"]), TemporaryFolder.Hashes(_folder["out"]));
        Assert.Equal(1, files.Missing([new FrameReport("lost", 0, "lost.tif", 0), new FrameReport("text", 0, "text.tif", 0)]));
    }
}
