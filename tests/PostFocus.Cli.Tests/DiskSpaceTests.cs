using PostFocus.Cli.Tests.Testing;

namespace PostFocus.Cli.Tests;

public sealed class DiskSpaceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(28, true)] // ENOSPC
    [InlineData(122, true)] // EDQUOT
    [InlineData(2, false)] // ENOENT
    [InlineData(5, false)] // EIO
    public void OnlyAFullDiskIsFull(int error, bool full)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Error numbers are those of Linux.");
        Assert.Equal(full, DiskSpace.IsFull(new IOException("it", error)));
        Assert.False(DiskSpace.IsFull(new UnauthorizedAccessException("it") { HResult = error }));
    }

    /// <summary>Of bytes, or of files.</summary>
    [Theory]
    [InlineData(256, 0)]
    [InlineData(4096, 40)]
    [Trait("Speed", "Slow")]
    public async Task OnAFullDiskTheTableOfWhatIsDoneIsWrittenAndSaid(int kilobytes, int files)
    {
        for (var i = 0; i < 8; i++)
            TestFrames.WriteTiffs(_folder[$"in/{i}"], TestFrames.Alternating(12));
        using var disk = SmallDisk.MountOrSkip(_folder["out"], kilobytes, files);
        await Postfocus.Restore(_folder["in"], _folder["whole"]);
        var run = await Postfocus.Restore(_folder["in"], _folder["out"]);

        Assert.Equal(ExitCodes.Failure, run.ExitCode);
        Assert.Matches(
            "^postfocus: .*'.*/out.*' could not be written: there is no room left. Free space there, and give the same command again: 'run' goes on where it ended; or choose another --out.$",
            Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        );
        var table = new FramesTable(_folder["out"]);
        Assert.InRange(table.Count, 12, 95);
        Assert.Contains(
            $"Ended in sequence {table["sequence"].Distinct().Count()} of 8, after {table.Count} frames. frames.csv has a row for each of them.",
            run.Output,
            StringComparison.Ordinal
        );
        Assert.All(table["error"].SkipLast(1), Assert.Empty);
        // All that is told as done is there, whole.
        var whole = TemporaryFolder.Hashes(_folder["whole"]);
        var written = TemporaryFolder.Hashes(_folder["out"]);
        Assert.All(
            table["file"].Zip(table["error"]).Where(row => row.Second.Length == 0),
            row => Assert.Equal(whole[row.First], written[row.First])
        );
        Assert.Equal(table["error"].Count(e => e.Length == 0), written.Keys.Count(name => name.EndsWith(".tif", StringComparison.Ordinal)));
        _folder.HoldsOnlyWholeFiles();
    }
}
