using System.Globalization;
using Microsoft.ML;
using PostFocus.Cli.Results;
using PostFocus.Cli.Run;
using PostFocus.Cli.Tests.Testing;
using PostFocus.Imaging;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Sequences;

namespace PostFocus.Cli.Tests;

/// <summary>Frames that cannot be used are named, and the others are done.</summary>
public sealed class RunDamageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ATruncatedTiffIsNamedAndCopiedAsItIs()
    {
        TestFrames.WriteTiffs(_folder["in"], TestFrames.Alternating(5));
        TestFrames.Truncate(_folder["in/t2.tif"]);

        await FrameIsNamed("t2.tif", "false", "true", "false", "true", "false");
        Assert.Equal(File.ReadAllBytes(_folder["in/t2.tif"]), File.ReadAllBytes(_folder["out/t2.tif"]));
        Assert.True(File.Exists(_folder["out/t4.tif"]));
    }

    [Fact]
    public async Task ANaNPixelStaysInARestoredFrame()
    {
        var frames = TestFrames.Alternating(4, PixelType.Float32);
        frames[1].Counts[3 * TestFrames.Width + 7] = float.NaN;
        TestFrames.WriteTiffs(_folder["in"], frames);

        var run = await Postfocus.Restore(_folder["in"], _folder["out"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(["false", "true", "false", "true"], new FramesTable(_folder["out"])["restored"]);
        var restored = FrameFile.Read(_folder["out/t1.tif"]).Counts;
        Assert.Equal(3 * TestFrames.Width + 7, Assert.Single(Enumerable.Range(0, restored.Length), i => !float.IsFinite(restored[i])));
    }

    [Fact]
    public async Task AFrameForWhichTheRestorerGivesNaNIsNamedAndKeepsItsBytes()
    {
        TestFrames.WriteTiffs(
            _folder["in"],
            [TestFrames.At(0.1, 0), TestFrames.At(0.6, 1), TestFrames.At(0.1, 2), TestFrames.At(0.95, 3), TestFrames.At(0.6, 4)]
        );

        var error = await FrameIsNamedWith(BrightnessModel.WithNaNOfBright(), "t3.tif", "false", "true", "false", "false", "true");
        Assert.Contains("the network of the restorer gave NaN", error, StringComparison.Ordinal);
        Assert.Equal(TemporaryFolder.Hashes(_folder["in"])["t3.tif"], TemporaryFolder.Hashes(_folder["out"])["t3.tif"]);
    }

    [Fact]
    public async Task AConstantFrameIsNamed()
    {
        TestFrames.WriteTiffs(_folder["in"], [.. TestFrames.Alternating(2), TestFrames.Constant(1000)]);

        var error = await FrameIsNamed("t2.tif", "false", "true", "false");
        Assert.Contains("every pixel has the same count (1000)", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFrameOfOnePixelIsNamed()
    {
        TestFrames.WriteTiffs(_folder["in"], [.. TestFrames.Alternating(2), TestFrames.Constant(1000, 1, 1)]);

        var error = await FrameIsNamed("t2.tif", "false", "true", "false");
        Assert.Contains("1 × 1 pixels", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFileOfAnotherKindIsNamed()
    {
        TestFrames.WriteTiffs(_folder["in"], TestFrames.Alternating(2));
        await File.WriteAllTextAsync(_folder["in/t2.tif"], "PK, no picture", TestContext.Current.CancellationToken);

        var error = await FrameIsNamed("t2.tif", "false", "true", "false");
        Assert.Contains("it looks like a ZIP archive", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABadPageIsNamedAndTheOthersAreRestored()
    {
        var pages = TestFrames.Alternating(4);
        pages[2] = TestFrames.Constant(1000);
        FrameFile.WriteTiff(_folder["in/video.tif"], pages);

        var error = await FrameIsNamed("video.tif, page 2", "false", "true", "false", "true");
        Assert.Contains("every pixel has the same count", error, StringComparison.Ordinal);
        Assert.Equal(pages[2].Counts, FrameFile.Read(_folder["out/video.tif"], 2).Counts);
        Assert.NotEqual(pages[3].Counts, FrameFile.Read(_folder["out/video.tif"], 3).Counts);
    }

    [Fact]
    public async Task WhereNothingCanBeUsedTheTableSaysWhy()
    {
        TestFrames.WriteTiffs(_folder["in"], [TestFrames.Constant(1000)]);

        await FrameIsNamed("t0.tif", "false");
    }

    [Fact]
    public async Task APictureThatCannotBeWrittenIsNamedAndAllElseIsDone()
    {
        TestFrames.WriteTiffs(_folder["in"], TestFrames.Alternating(4));
        using var output = new LineWatcher("1 sequence, 4 frames in", () => File.WriteAllText(_folder["out/reports"], "in the way"));
        using var error = new StringWriter(CultureInfo.InvariantCulture);
        var exitCode = await CommandLine.Run(
            ["run", _folder["in"], "--out", _folder["out"], "--model", BrightnessModel.Zip, "--samples", "2", "--steps", "1"],
            output,
            error,
            TestContext.Current.CancellationToken
        );

        Assert.Equal(ExitCodes.SomeFilesFailed, exitCode);
        Assert.StartsWith(
            $"error: {_folder["out/reports/in/overview.png"]}: ",
            Assert.Single(error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)),
            StringComparison.Ordinal
        );
        Assert.Equal(["false", "true", "false", "true"], new FramesTable(_folder["out"])["restored"]);
        Assert.Equal(
            ["frames.csv", "report.html", "reports", "run.journal", "run.json", "sequences.csv", "t0.tif", "t1.tif", "t2.tif", "t3.tif"],
            TemporaryFolder.Hashes(_folder["out"]).Keys
        );
    }

    [Fact]
    public async Task ManyBadPagesOfAFileAreOneLine()
    {
        Frame[] pages = [.. TestFrames.Alternating(2), .. Enumerable.Repeat(TestFrames.Constant(1000), 5)];
        FrameFile.WriteTiff(_folder["in/video.tif"], pages);
        var run = await Postfocus.Restore(_folder["in"], _folder["out"]);

        Assert.Equal(ExitCodes.SomeFilesFailed, run.ExitCode);
        Assert.Contains("video.tif, 5 pages from page 2 on: every pixel", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("5 frames not usable", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task APageThatIsCutOffDoesNotLoseTheOthers()
    {
        FrameFile.WriteTiff(_folder["in/video.tif"], TestFrames.Alternating(6));
        TestFrames.Truncate(_folder["in/video.tif"]);
        TestFrames.WriteTiffs(_folder["in/good"], TestFrames.Alternating(2));
        var run = await Postfocus.Restore(_folder["in"], _folder["out"]);

        Assert.Equal(ExitCodes.SomeFilesFailed, run.ExitCode);
        Assert.Contains("video.tif", run.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["out/good/t1.tif"]));
        // Never a file that claims pages which were not written.
        var table = new FramesTable(_folder["out"]);
        var restored = table["sequence"].Zip(table["restored"]).Contains(("video", "true"));
        Assert.Equal(restored, File.Exists(_folder["out/reports/video/overview.png"]));
        Assert.Equal(!restored, File.ReadAllBytes(_folder["in/video.tif"]).SequenceEqual(File.ReadAllBytes(_folder["out/video.tif"])));
        _folder.HoldsOnlyWholeFiles();
    }

    [Fact]
    public async Task AManifestThatNamesAFileTwiceIsRefusedWithBothLines()
    {
        TestFrames.WriteTiffs(_folder["in"], TestFrames.Alternating(2));
        File.CreateSymbolicLink(_folder["in/link.tif"], _folder["in/t1.tif"]);
        await File.WriteAllTextAsync(
            _folder["in/m.csv"],
            "path,sequence,frame\nt0.tif,a,0\nt1.tif,a,1\n./link.tif,b,0\n",
            TestContext.Current.CancellationToken
        );
        (await Postfocus.Restore(_folder["in/m.csv"], _folder["out"])).IsRefusedNaming("line 4", "line 3", "link.tif", "t1.tif");
    }

    [Fact]
    public async Task AModelThatKnowsNothingOfSuchPixelsFailsOneSequenceAndNoOther()
    {
        TestFrames.WriteTiffs(_folder["in/a"], TestFrames.Alternating(2));
        TestFrames.WriteTiffs(_folder["in/b"], TestFrames.Alternating(2));
        string[] rows = ["a/t0.tif,a,0,900", "a/t1.tif,a,1,900", "b/t0.tif,b,0,0.65", "b/t1.tif,b,1,0.65"];
        await File.WriteAllLinesAsync(
            _folder["in/m.csv"],
            ["path,sequence,frame,pixel_um", .. rows],
            TestContext.Current.CancellationToken
        );
        var run = await Postfocus.Run(
            "run",
            _folder["in/m.csv"],
            "--out",
            _folder["out"],
            "--model",
            BrightnessModel.With(pixelMicrons: 0.65),
            "--samples",
            "2",
            "--steps",
            "1"
        );

        Assert.Equal(ExitCodes.SomeFilesFailed, run.ExitCode);
        Assert.Equal(["false", "false", "false", "true"], new FramesTable(_folder["out"])["restored"]);
        Assert.Equal(TemporaryFolder.Hashes(_folder["in/a"]), TemporaryFolder.Hashes(_folder["out/a"]));
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void AFileThatChangesDuringTheRunIsItsOwnRowsErrorAndTheOthersAreDone()
    {
        const int vanishing = 60,
            losing = 70,
            count = 80;
        TestFrames.WriteTiffs(_folder["in"], TestFrames.Alternating(count));
        var sequence = Assert.Single(FrameSequences.Find(_folder["in"]));
        var request = new RunRequest(
            _folder["in"],
            new(),
            _folder["out"],
            BrightnessModel.Zip,
            new MLContext(1),
            new() { Samples = 2, Steps = 1 },
            new()
        );
        using var pipeline = new RestorationPipeline(request);
        var outputs = new RunOutputs(request.OutFolder, request.Input, new([sequence], [], [], []));
        using var files = new RestoredFiles([sequence], outputs, new Provenance("PostFocus"));
        var run = new SequenceRun(pipeline, request, outputs, files);
        run.Execute(
            sequence,
            done =>
            {
                if (done != 1)
                    return;
                File.Delete(_folder[$"in/t{vanishing}.tif"]);
                FrameFile.WriteTiff(_folder[$"in/t{losing}.tif"], [TestFrames.Constant(1000)]);
            },
            TestContext.Current.CancellationToken
        );

        FrameReport[] reports = [.. files.Settle(run.Reports)];
        Assert.Equal(Enumerable.Range(0, count), reports.Select(r => r.Frame));
        Assert.Equal([vanishing, losing], reports.Where(r => r.Error is not null).Select(r => r.Frame));
        Assert.Contains("every pixel has the same count", reports[losing].Error, StringComparison.Ordinal);
        Assert.All(reports.Where(r => r.Error is null), r => Assert.Equal(r.Frame % 2 == 1, r.Restored));
        Assert.Equal(
            reports.Where(r => r.Frame != vanishing).Select(r => r.File).Order(StringComparer.Ordinal),
            TemporaryFolder.Hashes(_folder["out"]).Keys.Where(name => name.EndsWith(".tif", StringComparison.Ordinal))
        );
        Assert.Equal(File.ReadAllBytes(_folder[$"in/t{losing}.tif"]), File.ReadAllBytes(_folder[$"out/t{losing}.tif"]));
    }

    /// <summary>Runs, and expects one error that names the frame, in the text and in the table.</summary>
    private Task<string> FrameIsNamed(string name, params string[] restored) => FrameIsNamedWith(BrightnessModel.Zip, name, restored);

    private async Task<string> FrameIsNamedWith(string model, string name, params string[] restored)
    {
        var run = await Postfocus.Run("run", _folder["in"], "--out", _folder["out"], "--model", model, "--samples", "2", "--steps", "1");

        Assert.Equal(ExitCodes.SomeFilesFailed, run.ExitCode);
        var line = Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("error: ", line, StringComparison.Ordinal);
        Assert.Contains(name, line, StringComparison.Ordinal);
        Assert.Contains("1 frame not usable", run.Output, StringComparison.Ordinal);
        var table = new FramesTable(_folder["out"]);
        Assert.Equal(restored, table["restored"]);
        var reason = Assert.Single(table["error"], e => e.Length > 0).Trim('"');
        Assert.EndsWith($"{name}: {reason}", line.Replace(", page 0", "", StringComparison.Ordinal), StringComparison.Ordinal);
        _folder.HoldsOnlyWholeFiles();
        return line;
    }
}
