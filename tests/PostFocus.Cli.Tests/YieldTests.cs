using System.Xml.Linq;
using PostFocus.Cli.Tests.Testing;
using PostFocus.Imaging;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Sequences;

namespace PostFocus.Cli.Tests;

public sealed class YieldTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task EverySequenceAndEveryDataSetHasARow()
    {
        WriteDataSet("day 1", lost: 1, kept: 2);
        WriteDataSet("day 2", lost: 2, kept: 0);
        var before = TemporaryFolder.Hashes(_folder["day 1"]);
        var run = await Count(_folder["day 1"], _folder["day 2"]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            [
                "data_set,sequence,frames,out_of_focus,share,longest_run,affected,not_usable,nothing_to_judge,out_of_domain",
                "day 1,kept0,4,0,0,0,false,0,0,",
                "day 1,kept1,4,0,0,0,false,0,0,",
                "day 1,lost0,4,2,0.5,1,true,0,0,",
                "day 2,lost0,4,2,0.5,1,true,0,0,",
                "day 2,lost1,4,2,0.5,1,true,0,0,",
            ],
            Lines("yield.csv")
        );
        Assert.Equal(
            [
                "data_set,sequences,affected,affected_share,interval_low,interval_high,usable,frames,out_of_focus,out_of_focus_share,empty,rule_largest_share,rule_longest_run",
                "day 1,3,1,0.333333,0.0614919,0.79234,2,12,2,0.166667,0,0.05,",
                "day 2,2,2,1,0.34238,1,0,8,4,0.5,0,0.05,",
            ],
            Lines("datasets.csv")
        );
        string[] texts =
        [
            .. XDocument.Load(_folder["out/yield.svg"]).Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value),
        ];
        Assert.Contains("day 1 (3)", texts);
        Assert.Contains("Affected: more than 5 % of its frames out of focus", texts);
        Assert.Equal(before, TemporaryFolder.Hashes(_folder["day 1"]));
        Assert.Equal(["datasets.csv", "yield.csv", "yield.svg"], TemporaryFolder.Hashes(_folder["out"]).Keys);
        _folder.HoldsOnlyWholeFiles();
    }

    [Theory]
    [InlineData("--threshold-share", "0.5", "false")]
    [InlineData("--threshold-share", "0.49", "true")]
    [InlineData("--threshold-share 0.5 --longest-run", "1", "false")]
    [InlineData("--threshold-share 0.5 --longest-run", "0", "true")]
    public async Task TheRuleIsAnOption(string options, string value, string affected)
    {
        WriteDataSet("day", lost: 1, kept: 0);
        await Count([_folder["day"], .. options.Split(' '), value]);
        Assert.Equal($"day,lost0,4,2,0.5,1,{affected},0,0,", Lines("yield.csv")[1]);
    }

    [Fact]
    public async Task TheCameraOffsetIsTheLowerEndOfTheIntensities()
    {
        WriteDataSet("day", lost: 1, kept: 0);
        await Count(_folder["day"]);
        Assert.StartsWith("day,lost0,4,2,", Lines("yield.csv")[1], StringComparison.Ordinal);
        // From 3000 on all frames lie in the lower half of the range, which is in focus to this model.
        Directory.Delete(_folder["out"], recursive: true);
        await Count(_folder["day"], "--camera-offset", "3000");
        Assert.StartsWith("day,lost0,4,0,", Lines("yield.csv")[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task FramesOfSeveralSizesAndBitDepthsMayShareASequence()
    {
        TestFrames.WriteTiffs(
            _folder["day/lost"],
            [
                .. TestFrames.Alternating(2),
                .. TestFrames.Alternating(2, PixelType.UInt8),
                .. TestFrames.Alternating(2).Select(f => new Frame(2 * f.Height, f.Width, [.. f.Counts, .. f.Counts], f.PixelType)),
                .. TestFrames
                    .Alternating(2)
                    .Select(f => new Frame(3 * f.Height, f.Width, [.. f.Counts, .. f.Counts, .. f.Counts], f.PixelType)),
            ]
        );
        var run = await Count(_folder["day"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("day,lost,8,4,0.5,1,true,0", Lines("yield.csv")[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFrameThatCannotBeReadIsNamedAndTheOthersAreCounted()
    {
        WriteDataSet("day", lost: 2, kept: 0);
        TestFrames.Truncate(_folder["day/lost0/t3.tif"]);
        var run = await Count(_folder["day"]);

        Assert.Equal(ExitCodes.SomeFilesFailed, run.ExitCode);
        Assert.Contains(_folder["day/lost0/t3.tif"], run.Error, StringComparison.Ordinal);
        Assert.Equal(["day,lost0,3,1,0.333333,1,true,1,0,", "day,lost1,4,2,0.5,1,true,0,0,"], Lines("yield.csv").Skip(1));
    }

    [Fact]
    public async Task ADataSetWithoutAUsableFrameHasNoShare()
    {
        FrameFile.WriteTiff(_folder["day/t0.tif"], [TestFrames.Constant(1000)]);
        var run = await Count(_folder["day"]);

        Assert.Equal(ExitCodes.SomeFilesFailed, run.ExitCode);
        Assert.Equal("day,0,0,,0,1,0,0,0,,0,0.05,", Lines("datasets.csv")[1]);
        Assert.True(File.Exists(_folder["out/yield.svg"]));
    }

    [Fact]
    public async Task LabelsOfAManifestArePrintedBesideTheVerdicts()
    {
        WriteDataSet("day", lost: 1, kept: 1);
        // Of eight frames one is labelled wrongly: t0 of the sequence that is in focus.
        Manifest.Write(
            _folder["day/truth.csv"],
            new[] { "lost0", "kept0" }.SelectMany(name =>
                Enumerable
                    .Range(0, 4)
                    .Select(i => new ManifestRow(
                        _folder[$"day/{name}/t{i}.tif"],
                        name,
                        i,
                        name == "lost0" ? i % 2 == 1 : i == 0,
                        null,
                        null
                    ))
            )
        );
        var run = await Count(_folder["day/truth.csv"]);

        string[][] rows =
        [
            .. run
                .Output.Split('\n')
                .Select(line => line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)),
        ];
        Assert.Contains(["day", "2", "1", "50.0 %", "9.5 to 90.5 %", "1", "8", "25.0 %"], rows);
        Assert.Contains(["by its labels", "2", "2", "100.0 %", "34.2 to 100.0 %", "0", "8", "37.5 %"], rows);
    }

    [Fact]
    public async Task TheSameInputTwiceGivesTheSameBytes()
    {
        WriteDataSet("day", lost: 1, kept: 1);
        await Count(_folder["day"]);
        var first = TemporaryFolder.Hashes(_folder["out"]);
        Directory.Delete(_folder["out"], recursive: true);
        await Count(_folder["day"]);
        Assert.Equal(first, TemporaryFolder.Hashes(_folder["out"]));
    }

    [Fact]
    public async Task DataSetsOfTheSameNameAreToldApartByTheirPaths()
    {
        WriteDataSet("one/frames", lost: 1, kept: 0);
        WriteDataSet("two/frames", lost: 1, kept: 0);
        await Count(_folder["one/frames"], _folder["two/frames"]);
        Assert.Equal([_folder["one/frames"], _folder["two/frames"]], Lines("datasets.csv").Skip(1).Select(line => line.Split(',')[0]));
    }

    [Fact]
    public async Task ACancelledCountLeavesNothing()
    {
        WriteDataSet("day", lost: 1, kept: 0);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var exitCode = await CommandLine.Run(
            ["yield", _folder["day"], "--out", _folder["out"], "--model", BrightnessModel.Zip],
            TextWriter.Null,
            TextWriter.Null,
            cancelled.Token
        );
        Assert.Equal(ExitCodes.Cancelled, exitCode);
        Assert.False(Directory.Exists(_folder["out"]));
    }

    [Theory]
    [InlineData("day day", "given twice")]
    [InlineData("day nowhere", "nowhere", "no such file or folder")]
    [InlineData("day --threshold-share 1.5", "--threshold-share", "between 0 and 1")]
    [InlineData("day --longest-run -1", "--longest-run", "0 or more")]
    [InlineData("day --device gpu", "--device")]
    public async Task WhatCannotBeDoneIsRefusedBeforeAnythingIsWritten(string arguments, params string[] words)
    {
        WriteDataSet("day", lost: 1, kept: 0);
        (await Count([.. arguments.Split(' ').Select(a => a is "day" or "nowhere" ? _folder[a] : a)])).IsRefusedNaming(words);
        Assert.False(Directory.Exists(_folder["out"]));
    }

    [Fact]
    public async Task EmptyFieldsAreCountedByThemselves()
    {
        var random = new Random(1);
        Frame[] empty =
        [
            .. Enumerable
                .Range(0, 5)
                .Select(_ => new Frame(
                    TestFrames.Height,
                    TestFrames.Width,
                    [.. Enumerable.Range(0, TestFrames.Height * TestFrames.Width).Select(_ => (float)random.Next(2000, 2020))],
                    PixelType.UInt16
                )),
        ];
        TestFrames.WriteTiffs(_folder["day/empty"], empty[..4]);
        TestFrames.WriteTiffs(_folder["day/lost"], [.. TestFrames.Alternating(4), empty[4]]);
        var run = await Count(_folder["day"]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(["day,empty,0,0,,0,false,0,4,", "day,lost,4,2,0.5,1,true,0,1,"], Lines("yield.csv").Skip(1));
        Assert.StartsWith("day,1,1,1,", Lines("datasets.csv")[1], StringComparison.Ordinal);
        Assert.EndsWith(",0.5,1,0.05,", Lines("datasets.csv")[1], StringComparison.Ordinal);
        Assert.Contains("5 frames with nothing to judge", run.Output, StringComparison.Ordinal);
    }

    /// <summary>Sequences lostN, of which every other frame is out of focus, and keptN, all in focus.</summary>
    private void WriteDataSet(string name, int lost, int kept)
    {
        for (var i = 0; i < lost; i++)
            TestFrames.WriteTiffs(_folder[$"{name}/lost{i}"], TestFrames.Alternating(4));
        for (var i = 0; i < kept; i++)
            TestFrames.WriteTiffs(
                _folder[$"{name}/kept{i}"],
                [.. Enumerable.Range(0, 4).Select(seed => WithSpecks(TestFrames.Dark(seed)))]
            );
    }

    /// <summary>A bright corner makes the sequence's range; all else is dark or grey.</summary>
    private static Frame WithSpecks(Frame frame)
    {
        for (var i = 0; i < 30; i++)
            frame.Counts[i / 10 * TestFrames.Width + i % 10] += 1024;
        return frame;
    }

    private Task<Postfocus> Count(params string[] more) =>
        Postfocus.Run(["yield", "--out", _folder["out"], "--model", BrightnessModel.Zip, .. more]);

    private string[] Lines(string table) => File.ReadAllLines(_folder[$"out/{table}"]);
}
