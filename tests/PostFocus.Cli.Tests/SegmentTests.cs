using System.Globalization;
using PostFocus.Cli.Tests.Testing;
using PostFocus.Imaging;
using PostFocus.Imaging.Files;

namespace PostFocus.Cli.Tests;

public sealed class SegmentTests : IDisposable
{
    private const int Height = 40,
        Width = 60;

    private readonly TemporaryFolder _folder = new();

    public SegmentTests()
    {
        WriteFrame("in/a/t0.tif", (12, 14, 9), (40, 22, 10));
        WriteFrame("in/a/t1.tif", (44, 22, 10));
        WriteFrame("in/b/t0.tif", (20, 20, 10));
        BumpSegmenter.Save(_folder["bumps.zip"], _folder["in/a"]);
    }

    public void Dispose() => _folder.Dispose();

    private void WriteFrame(string path, params (int X, int Y, float Height)[] bumps)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[path])!);
        FrameFile.WriteTiff(_folder[path], [BumpSegmenter.Frame(Height, Width, bumps)]);
    }

    private Task<Postfocus> Segment(string input, params string[] more) =>
        Postfocus.Run(["segment", _folder[input], "--out", _folder["out"], "--model", _folder["bumps.zip"], .. more]);

    [Fact]
    public async Task EveryFrameHasALabelImageAndEveryCellARow()
    {
        var before = TemporaryFolder.Hashes(_folder["in"]);
        var run = await Segment("in");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            ["cells.csv", "labels/a/t000.tif", "labels/a/t001.tif", "labels/b/t000.tif", "outlines/a.png", "outlines/b.png"],
            TemporaryFolder.Hashes(_folder["out"]).Keys
        );
        var lines = await File.ReadAllLinesAsync(_folder["out/cells.csv"]);
        Assert.Equal(
            "sequence,frame,file,page,cell,track,parent,x_px,y_px,area_px,area_um2,elongation,score,speed_px,speed_um,touches,contact_frames",
            lines[0]
        );
        Assert.Equal(
            ["a,0,a/t0.tif,0,1,1", "a,0,a/t0.tif,0,2,2", "a,1,a/t1.tif,0,1,1", "b,0,b/t0.tif,0,1,1"],
            lines.Skip(1).Select(line => string.Join(',', line.Split(',')[..6]))
        );
        // The second bump of the first frame is the one of the second, four pixels on.
        Assert.Equal(4, double.Parse(lines[3].Split(',')[13], CultureInfo.InvariantCulture), 0.5);
        var labels = FrameFile.Read(_folder["out/labels/a/t000.tif"]);
        Assert.Equal((PixelType.UInt16, Height, Width), (labels.PixelType, labels.Height, labels.Width));
        Assert.Equal((1f, 2f, 0f), (labels.Counts[22 * Width + 40], labels.Counts[14 * Width + 12], labels.Counts[0]));
        Assert.Contains("a: 3 cells in 2 frames, 2 tracks", run.Output, StringComparison.Ordinal);
        Assert.Equal(before, TemporaryFolder.Hashes(_folder["in"]));
        _folder.HoldsOnlyWholeFiles();
    }

    [Fact]
    public async Task AreasAreInSquareMicronsWhereThePixelSizeIsKnown()
    {
        await Segment("in/b", "--pixel", "0.5");
        var cell = (await File.ReadAllLinesAsync(_folder["out/cells.csv"]))[1].Split(',');
        Assert.Equal(double.Parse(cell[9], null) / 4, double.Parse(cell[10], null), 1e-6);
    }

    [Fact]
    public async Task AFrameThatCannotBeReadIsNamedAndTheOthersHaveTheirCells()
    {
        TestFrames.Truncate(_folder["in/a/t0.tif"]);
        var run = await Segment("in");
        Assert.Equal(ExitCodes.SomeFilesFailed, run.ExitCode);
        Assert.Contains(_folder["in/a/t0.tif"], run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["out/labels/a/t000.tif"]));
        Assert.Equal(["a,1", "b,0"], (await File.ReadAllLinesAsync(_folder["out/cells.csv"])).Skip(1).Select(line => line[..3]).Distinct());
    }

    [Fact]
    public async Task TheSameInputTwiceGivesTheSameBytes()
    {
        await Segment("in");
        var first = TemporaryFolder.Hashes(_folder["out"]);
        Directory.Delete(_folder["out"], recursive: true);
        await Segment("in");
        Assert.Equal(first, TemporaryFolder.Hashes(_folder["out"]));
    }

    [Fact]
    public async Task AModelWithoutASegmenterIsRefused()
    {
        var run = await Postfocus.Run("segment", _folder["in"], "--out", _folder["out"], "--model", BrightnessModel.Zip);
        run.IsRefusedNaming("has no segmenter", "train segmenter");
        Assert.False(Directory.Exists(_folder["out"]));
    }

    [Theory]
    [InlineData("nowhere", "no such file or folder")]
    [InlineData("in --pixel 0", "--pixel")]
    public async Task WhatCannotBeDoneIsRefusedBeforeAnythingIsWritten(string arguments, params string[] words)
    {
        var given = arguments.Split(' ');
        (await Segment(given[0], given[1..])).IsRefusedNaming(words);
        Assert.False(Directory.Exists(_folder["out"]));
    }

    [Fact]
    public async Task LabelImagesOfOtherProgramsAreMeasuredAndFollowedAlike()
    {
        Masks((0, 20), (1, 22));
        var run = await Segment("masks.csv", "--masks");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var lines = await File.ReadAllLinesAsync(_folder["out/cells.csv"], TestContext.Current.CancellationToken);
        // A square of 8 × 8 pixels that goes two to the right; it keeps its number.
        Assert.Equal(["a,0,in/a/t0.tif,0,700,1,,23.5,13.5,64", "a,1,in/a/t1.tif,0,701,1,,25.5,13.5,64"], lines.Skip(1).Select(First));
        Assert.Equal("2", lines[2].Split(',')[13]);

        static string First(string line) => string.Join(',', line.Split(',')[..10]);
    }

    [Fact]
    public async Task LabelImagesThatCannotBeUsedAreNamed()
    {
        (await Segment("in", "--masks")).IsRefusedNaming("--masks", "mask_path");
        await File.WriteAllTextAsync(_folder["bare.csv"], "path,frame\nin/a/t0.tif,0\n", TestContext.Current.CancellationToken);
        (await Segment("bare.csv", "--masks")).IsRefusedNaming("names no label image", "in/a/t0.tif");
        Masks((0, 20), (1, 22));
        FrameFile.WriteTiff(_folder["m0.tif"], [new Frame(1, 1, [3], PixelType.UInt16)]);
        FrameFile.WriteTiff(_folder["m1.tif"], [new Frame(Height, Width, [.. new float[Height * Width - 1], 0.5f], PixelType.Float32)]);
        var run = await Segment("masks.csv", "--masks");
        Assert.Equal(ExitCodes.SomeFilesFailed, run.ExitCode);
        Assert.Contains("m0.tif' cannot be used: it is 1 × 1 pixels", run.Error, StringComparison.Ordinal);
        Assert.Contains("m1.tif' cannot be used: it holds 0.5. A label image has whole numbers", run.Error, StringComparison.Ordinal);

        File.Delete(_folder["m0.tif"]);
        FrameFile.WriteTiff(
            _folder["m1.tif"],
            [new Frame(Height, Width, [.. Enumerable.Range(0, Height * Width).Select(at => at % 3 == 0 ? 255f : 0)], PixelType.UInt8)]
        );
        Directory.Delete(_folder["out"], recursive: true);
        run = await Segment("masks.csv", "--masks");
        Assert.Contains("t0.tif, page 0: its label image", run.Error, StringComparison.Ordinal);
        Assert.Contains("m0.tif' cannot be used: the file does not exist", run.Error, StringComparison.Ordinal);
        Assert.Contains("where cells are, and not which", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SpeedIsThatOfATimeAndNotOfAFile()
    {
        Masks((0, 20), (1, 22));
        var manifest =
            (await File.ReadAllTextAsync(_folder["masks.csv"], TestContext.Current.CancellationToken)).Replace(
                "a,1,m1",
                "a,4,m1",
                StringComparison.Ordinal
            ) + "in/b/t0.tif,a,5,m0.tif\n";
        await File.WriteAllTextAsync(_folder["masks.csv"], manifest, TestContext.Current.CancellationToken);
        await Segment("masks.csv", "--masks", "--longest-gap", "3");
        var lines = await File.ReadAllLinesAsync(_folder["out/cells.csv"], TestContext.Current.CancellationToken);
        // Two pixels in four frames, and back in one.
        Assert.Equal(["", "0.5", "2"], lines.Skip(1).Select(line => line.Split(',')[13]));
        Directory.Delete(_folder["out"], recursive: true);
        await Segment("masks.csv", "--masks", "--longest-gap", "2");
        lines = await File.ReadAllLinesAsync(_folder["out/cells.csv"], TestContext.Current.CancellationToken);
        Assert.Equal(["1", "2", "2"], lines.Skip(1).Select(line => line.Split(',')[5]));
    }

    private void Masks(params (int Frame, int Left)[] cells)
    {
        foreach (var (frame, left) in cells)
        {
            float[] labels =
            [
                .. Enumerable
                    .Range(0, Height * Width)
                    .Select(at => at / Width is >= 10 and < 18 && at % Width >= left && at % Width < left + 8 ? 700f + frame : 0),
            ];
            FrameFile.WriteTiff(_folder[$"m{frame}.tif"], [new Frame(Height, Width, labels, PixelType.UInt16)]);
        }
        File.WriteAllLines(
            _folder["masks.csv"],
            ["path,sequence,frame,mask_path", .. cells.Select(c => $"in/a/t{c.Frame}.tif,a,{c.Frame},m{c.Frame}.tif")]
        );
    }

    [Fact]
    public async Task AnOutputInsideOfTheInputIsRefused() =>
        (await Postfocus.Run("segment", _folder["in"], "--out", _folder["in/a/out"], "--model", _folder["bumps.zip"])).IsRefusedNaming(
            "inside the input"
        );

    [Fact]
    public async Task FramesMayBeNumberedFromAnyNumberAndWithGaps()
    {
        await File.WriteAllTextAsync(
            _folder["numbered.csv"],
            "path,sequence,frame\nin/a/t0.tif,a,3\nin/a/t1.tif,a,2000000000\n",
            TestContext.Current.CancellationToken
        );
        var run = await Segment("numbered.csv");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            ["a,3", "a,3", "a,2000000000"],
            (await File.ReadAllLinesAsync(_folder["out/cells.csv"])).Skip(1).Select(line => string.Join(',', line.Split(',')[..2]))
        );
        Assert.True(File.Exists(_folder["out/labels/a/t2000000000.tif"]));
    }
}
