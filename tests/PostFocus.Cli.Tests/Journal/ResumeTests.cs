using System.Globalization;
using PostFocus.Cli.Journal;
using PostFocus.Cli.Results;
using PostFocus.Cli.Tests.Testing;
using PostFocus.Imaging.Files;

namespace PostFocus.Cli.Tests.Journal;

/// <summary>A run into the folder of an earlier one goes on, and ends as if nothing had happened.</summary>
public sealed class ResumeTests : IDisposable
{
    private static readonly string[] s_wells = ["a", "b", "c"];

    private readonly TemporaryFolder _folder = new();

    public ResumeTests()
    {
        for (var i = 0; i < s_wells.Length; i++)
            TestFrames.WriteTiffs(_folder[$"in/{s_wells[i]}"], TestFrames.Alternating(4 + i));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AFinishedRunIsDoneAndNothingIsWrittenTwice()
    {
        await Postfocus.Restore(_folder["in"], _folder["out"], "--cells", "all", "--parquet");
        var before = TemporaryFolder.Hashes(_folder["out"]);
        var written = File.GetLastWriteTimeUtc(_folder["out/a/t1.tif"]);
        var run = await Postfocus.Restore(_folder["in"], _folder["out"], "--cells", "all", "--parquet");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("continued: 3 of 3 sequences were done\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("3 sequences, 15 frames scored, 7 out of focus and restored", run.Output, StringComparison.Ordinal);
        Assert.Equal(before, TemporaryFolder.Hashes(_folder["out"]));
        Assert.Equal(written, File.GetLastWriteTimeUtc(_folder["out/a/t1.tif"]));
    }

    [Theory]
    [InlineData("3 sequences, 15 frames", 0)]
    [InlineData("a: 4 frames", 0)]
    [InlineData("b: 5 frames", 1)]
    public async Task ARunThatWasCancelledGoesOnToTheSameBytes(string at, int done)
    {
        string[] cells = ["--cells", "all", "--parquet"];
        await Postfocus.Restore(_folder["in"], _folder["whole"], cells);
        await Interrupt(at, cells);
        var run = await Postfocus.Restore(_folder["in"], _folder["out"], cells);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains($"continued: {done} of 3 sequences were done\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(TemporaryFolder.Hashes(_folder["whole"]), TemporaryFolder.Hashes(_folder["out"]));
    }

    [Fact]
    public async Task SequencesWhoseFramesChangedAreDoneAgain()
    {
        await Postfocus.Restore(_folder["in"], _folder["out"]);
        var written = new FileInfo(_folder["in/b/t2.tif"]).LastWriteTimeUtc;
        FrameFile.WriteTiff(_folder["in/b/t2.tif"], [TestFrames.Bright(99)]);
        // Size and time tell nothing.
        File.SetLastWriteTimeUtc(_folder["in/b/t2.tif"], written);
        await GoesOn("continued: 2 of 3 sequences were done; done again: 1 whose frames changed");
    }

    [Fact]
    public async Task AFrameThatIsGoneFromASequenceIsGoneFromTheResult()
    {
        await Postfocus.Restore(_folder["in"], _folder["out"]);
        File.Delete(_folder["in/c/t5.tif"]);
        await GoesOn("continued: 2 of 3 sequences were done; done again: 1 whose frames changed");
        Assert.False(File.Exists(_folder["out/c/t5.tif"]));
    }

    [Fact]
    public async Task ResultsThatSomebodyRemovedOrChangedAreMadeAgain()
    {
        await Postfocus.Restore(_folder["in"], _folder["out"]);
        File.Delete(_folder["out/a/t0.tif"]);
        File.WriteAllText(_folder["out/b/t1.tif"], "changed");
        File.Delete(_folder["out/reports/c/worst-1.png"]);
        File.Delete(_folder["out/frames.csv"]);
        await GoesOn("continued: 0 of 3 sequences were done; done again: 3 whose results changed");
    }

    [Fact]
    public async Task WhatIsNewInTheInputIsDone()
    {
        await Postfocus.Restore(_folder["in"], _folder["out"]);
        TestFrames.WriteTiffs(_folder["in/aa"], TestFrames.Alternating(3));
        await GoesOn("continued: 3 of 4 sequences were done");
    }

    [Fact]
    public async Task ResultsOfWhatIsGoneFromTheInputAreRefusedAndKept()
    {
        await Postfocus.Restore(_folder["in"], _folder["out"]);
        var before = TemporaryFolder.Hashes(_folder["out"]);
        Directory.Delete(_folder["in/b"], recursive: true);
        (await Postfocus.Restore(_folder["in"], _folder["out"])).IsRefusedNaming("not in the input any more", "sequence b", "--again");
        Assert.Equal(before, TemporaryFolder.Hashes(_folder["out"]));
        await GoesOn("2 sequences, 10 frames scored", "--again");
    }

    [Theory]
    [InlineData("--seed", "2", "1 then, 2 now")]
    [InlineData("--pixel", "0.5", "--pixel: none then, 0.5 now")]
    [InlineData("--accept-all", null, "accept all: none then, true now")]
    [InlineData("--threshold-share", "0.1", "--threshold-share: 0.05 then, 0.1 now")]
    [InlineData("--cells", "none", "cells: found in")]
    [InlineData("--parquet", null, "--parquet: none then, True now")]
    public async Task OtherOptionsAreRefusedAndNothingIsChangedByThat(string option, string? value, string difference)
    {
        string[] changed = [option, .. value is null ? Array.Empty<string>() : [value]];
        await Postfocus.Restore(_folder["in"], _folder["out"]);
        var before = TemporaryFolder.Hashes(_folder["out"]);
        (await Postfocus.Restore(_folder["in"], _folder["out"], changed)).IsRefusedNaming("other options", difference, "--again");
        Assert.Equal(before, TemporaryFolder.Hashes(_folder["out"]));
        Assert.Equal(0, (await Postfocus.Restore(_folder["in"], _folder["out"], [.. changed, "--again"])).ExitCode);
        await Postfocus.Restore(_folder["in"], _folder["whole"], changed);
        Assert.Equal(TemporaryFolder.Hashes(_folder["whole"]), TemporaryFolder.Hashes(_folder["out"]));
    }

    [Fact]
    public async Task AnotherModelIsRefused()
    {
        await Postfocus.Restore(_folder["in"], _folder["out"]);
        var other = await Postfocus.Run([
            "run",
            _folder["in"],
            "--out",
            _folder["out"],
            "--model",
            BrightnessModel.With(threshold: 0.7),
            "--samples",
            "2",
            "--steps",
            "1",
        ]);
        other.IsRefusedNaming("other options", "model SHA-256", "--again");
    }

    [Fact]
    public async Task AnotherInputIsRefused()
    {
        await Postfocus.Restore(_folder["in"], _folder["out"]);
        (await Postfocus.Restore(_folder["in/a"], _folder["out"])).IsRefusedNaming("input: in then, a now");
    }

    [Fact]
    public async Task FilesOfOthersInTheFolderStayAlsoWhereAResultWouldGo()
    {
        await Interrupt("a: 4 frames");
        File.WriteAllText(_folder["out/notes.txt"], "mine");
        Directory.CreateDirectory(_folder["out/d"]);
        File.WriteAllText(_folder["out/d/t1.tif"], "mine");
        TestFrames.WriteTiffs(_folder["in/d"], TestFrames.Alternating(2));
        for (var again = 0; again < 2; again++)
        {
            var run = await Postfocus.Restore(_folder["in"], _folder["out"]);
            Assert.Equal(ExitCodes.SomeFilesFailed, run.ExitCode);
            Assert.Contains("is there already, so its result has no place", run.Error, StringComparison.Ordinal);
        }
        await Postfocus.Restore(_folder["in"], _folder["out"], "--again");
        Assert.Equal("mine", File.ReadAllText(_folder["out/notes.txt"]));
        Assert.Equal("mine", File.ReadAllText(_folder["out/d/t1.tif"]));
    }

    [Fact]
    public async Task ASequenceWithAProblemIsTriedAgain()
    {
        File.Move(_folder["in/b/t1.tif"], _folder["t1.tif"]);
        File.WriteAllText(_folder["in/b/t1.tif"], "no picture");
        Assert.Equal(ExitCodes.SomeFilesFailed, (await Postfocus.Restore(_folder["in"], _folder["out"])).ExitCode);
        var second = await Postfocus.Restore(_folder["in"], _folder["out"]);
        Assert.Equal(ExitCodes.SomeFilesFailed, second.ExitCode);
        Assert.Contains("continued: 2 of 3 sequences were done; done again: 1 that had a problem", second.Output, StringComparison.Ordinal);
        File.Move(_folder["t1.tif"], _folder["in/b/t1.tif"], overwrite: true);
        await GoesOn("continued: 2 of 3 sequences were done");
    }

    [Fact]
    public async Task FilesThatAreOnlyCopiedAreNotCopiedTwice()
    {
        foreach (var channel in new[] { 0, 1 })
            for (var t = 0; t < 3; t++)
                FrameFile.WriteTiff(_folder[$"named/w1_c{channel}_t{t}.tif"], [TestFrames.Alternating(3)[t]]);
        string[] names = ["--names", "{well}_c{channel}_t{frame}", "--channel", "0"];
        await Postfocus.Restore(_folder["named"], _folder["out"], names);
        var before = TemporaryFolder.Hashes(_folder["out"]);
        Assert.Contains("w1_c1_t2.tif", before.Keys);
        var written = File.GetLastWriteTimeUtc(_folder["out/w1_c1_t2.tif"]);
        File.Delete(_folder["out/w1_c1_t1.tif"]);
        Assert.Equal(0, (await Postfocus.Restore(_folder["named"], _folder["out"], names)).ExitCode);
        Assert.Equal(before, TemporaryFolder.Hashes(_folder["out"]));
        Assert.Equal(written, File.GetLastWriteTimeUtc(_folder["out/w1_c1_t2.tif"]));
    }

    [Fact]
    public async Task ResultsTellTheDayOnWhichTheRunBegan()
    {
        await Interrupt("a: 4 frames", "--date");
        var today = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        RunJournal.Begin(_folder["begun"], [.. Settings().Select(s => s.Name == "date" ? s with { Value = "2001-02-03" } : s)]).Dispose();
        File.Move(_folder["begun"], _folder["out/run.journal"], overwrite: true);
        Directory.Delete(_folder["out/a"], recursive: true);
        Assert.Equal(0, (await Postfocus.Restore(_folder["in"], _folder["out"], "--date")).ExitCode);
        var restored = await File.ReadAllTextAsync(_folder["out/b/t1.tif"], TestContext.Current.CancellationToken);
        Assert.Contains("2001-02-03", restored, StringComparison.Ordinal);
        Assert.DoesNotContain(today, restored, StringComparison.Ordinal);

        IReadOnlyList<Fact> Settings()
        {
            using var journal = RunJournal.Open(_folder["out/run.journal"]);
            return journal.Settings;
        }
    }

    /// <summary>Goes on in out to what a new run gives.</summary>
    private async Task GoesOn(string words, params string[] options)
    {
        var run = await Postfocus.Restore(_folder["in"], _folder["out"], options);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains(words, run.Output, StringComparison.Ordinal);
        await Postfocus.Restore(_folder["in"], _folder["whole"]);
        Assert.Equal(TemporaryFolder.Hashes(_folder["whole"]), TemporaryFolder.Hashes(_folder["out"]));
    }

    private async Task Interrupt(string words, params string[] options)
    {
        using var cancellation = new CancellationTokenSource();
        using var output = new LineWatcher(words, cancellation.Cancel);
        var exitCode = await CommandLine.Run(
            ["run", _folder["in"], "--out", _folder["out"], "--model", BrightnessModel.Zip, "--samples", "2", "--steps", "1", .. options],
            output,
            TextWriter.Null,
            cancellation.Token
        );
        Assert.Equal(ExitCodes.Cancelled, exitCode);
    }
}
