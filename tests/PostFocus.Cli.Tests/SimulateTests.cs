using PostFocus.Cli.Tests.Testing;
using PostFocus.Imaging;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Sequences;

namespace PostFocus.Cli.Tests;

public sealed class SimulateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task PairsHaveAFrameInFocusAndOneForEveryPlane()
    {
        var run = await Simulate("pairs", "out", "--planes", "-10", "5", "10");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("8 frames and their truth in ", run.Output, StringComparison.Ordinal);
        var truth = Manifest.Read(_folder["out/truth.csv"]);
        Assert.Equal(8, truth.Count);
        Assert.Equal(2, truth.Count(row => row.OutOfFocus == false));
        IsWhole(truth);
    }

    [Fact]
    public async Task FramesOfEightBitsArePngWhereItIsAskedFor()
    {
        var run = await Simulate("pairs", "out", "--bits", "8", "--format", "png");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var truth = Manifest.Read(_folder["out/truth.csv"]);
        Assert.All(
            truth,
            row =>
            {
                Assert.Equal((".png", ".tif"), (Path.GetExtension(row.Path), Path.GetExtension(row.ReferencePath)));
                Assert.Equal(PixelType.UInt8, FrameFile.Read(row.Path).PixelType);
            }
        );
        _folder.HoldsOnlyWholeFiles();
        var refused = await Simulate("pairs", "other", "--bits", "8", "--format", "png", "--layout", "timing");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("--format png does not go with --layout timing", refused.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["other"]));
    }

    [Fact]
    public async Task VideosHaveTheirFramesInOrder()
    {
        var run = await Simulate(
            "videos",
            "out",
            "--frames",
            "3",
            "--oof-videos",
            "0.5",
            "--divisions",
            "4",
            "--deaths",
            "2",
            "--kills",
            "1",
            "--affinity",
            "0.5",
            "--speed",
            "2"
        );

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var truth = Manifest.Read(_folder["out/truth.csv"]);
        Assert.Equal([0, 1, 2, 0, 1, 2], truth.Select(row => row.FrameIndex));
        IsWhole(truth);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task MicroscopeCellsBitsAndLayoutAreChosen()
    {
        var run = await Simulate(
            "pairs",
            "out",
            "--preset",
            "40x-brightfield",
            "--cells",
            "bead",
            "tcell",
            "--bits",
            "8",
            "--layout",
            "timing"
        );

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(PixelType.UInt8, FrameFile.Read(_folder["out/B1/images/crops_8bit_s/imgNo2CH0/imgNo2CH0_t3.tif"]).PixelType);
        Assert.All(
            File.ReadLines(_folder["out/cells.csv"]).Skip(1),
            line => Assert.Contains(line.Split(',')[3], new[] { "bead", "tcell" })
        );
        (await Simulate("pairs", "out2", "--layout", "timing")).IsRefusedNaming("8 bits");
        (await Simulate("pairs", "out2", "--cells", "yeast")).IsRefusedNaming("yeast");
    }

    [Fact]
    public async Task WellsAreEmptyOrHoldAsManyCellsAsAskedFor()
    {
        Assert.Equal(0, (await Simulate("pairs", "empty", "--cells-per-well", "0", "0")).ExitCode);
        Assert.Single(File.ReadLines(_folder["empty/cells.csv"]));
        Assert.Equal(0, (await Simulate("pairs", "one", "--cells-per-well", "1", "1")).ExitCode);
        Assert.All(File.ReadLines(_folder["one/cells.csv"]).Skip(1), line => Assert.Equal("1", line.Split(',')[2]));
        (await Simulate("pairs", "refused", "--cells-per-well", "2", "1")).IsRefusedNaming("--cells-per-well");
    }

    [Theory]
    [InlineData("timing", 281, "nalm6", "tcell")]
    [InlineData("40x-adherent", 412, "adherent")]
    [InlineData("20x-phase", 140, "adherent", "skov3", "nalm6", "tcell")]
    [InlineData("20x-dic", 140, "adherent", "skov3", "nalm6", "tcell")]
    [Trait("Speed", "Slow")]
    public async Task APresetBringsItsOwnFieldAndCells(string preset, int size, params string[] kinds)
    {
        var run = await Postfocus.Run(
            "simulate",
            "pairs",
            "--out",
            _folder["out"],
            "--wells",
            "1",
            "--seed",
            "2",
            "--planes",
            "10",
            "--preset",
            preset
        );

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Frame frame = FrameFile.Read(_folder["out/frames/well0000/t001.tif"]),
            mask = FrameFile.Read(_folder["out/masks/well0000/t001.tif"]);
        Assert.Equal((size, size, size), (frame.Height, frame.Width, mask.Width));
        Assert.All(File.ReadLines(_folder["out/cells.csv"]).Skip(1), line => Assert.Contains(line.Split(',')[3], kinds));
    }

    [Fact]
    public async Task TheSameSeedGivesTheSameBytes()
    {
        await Simulate("pairs", "one", "--seed", "7");
        await Simulate("pairs", "two", "--seed", "7");
        await Simulate("pairs", "three", "--seed", "8");

        Assert.Equal(TemporaryFolder.Hashes(_folder["one"]), TemporaryFolder.Hashes(_folder["two"]));
        Assert.NotEqual(TemporaryFolder.Hashes(_folder["one"]), TemporaryFolder.Hashes(_folder["three"]));
    }

    [Fact]
    public async Task AFolderThatIsNotEmptyIsRefused()
    {
        TestFrames.WriteTiffs(_folder["out"], TestFrames.Alternating(1));
        (await Simulate("pairs", "out")).IsRefusedNaming(_folder["out"], "not empty");
        Assert.Equal(["t0.tif"], TemporaryFolder.Hashes(_folder["out"]).Keys);
    }

    [Theory]
    [InlineData("--size", "8", "size")]
    [InlineData("--wells", "0", "wells")]
    [InlineData("--planes", "1000", "planes")]
    [InlineData("--seed", "x", "seed")]
    public async Task ABadOptionIsRefused(string option, string value, string word)
    {
        (await Postfocus.Run("simulate", "pairs", "--out", _folder["out"], option, value)).IsRefusedNaming(word);
        Assert.False(Directory.Exists(_folder["out"]));
        _folder.HoldsOnlyWholeFiles();
    }

    private Task<Postfocus> Simulate(string kind, string folder, params string[] more) =>
        Postfocus.Run(["simulate", kind, "--out", _folder[folder], "--wells", "2", "--size", "32", .. more]);

    private void IsWhole(IReadOnlyList<ManifestRow> truth)
    {
        string[] frames = [.. truth.Select(row => Path.GetRelativePath(_folder["out/frames"], row.Path).Replace('\\', '/'))];
        string[] announced =
        [
            "truth.csv",
            "cells.csv",
            .. new[] { "frames", "reference", "masks", "contacts" }.SelectMany(kind => frames.Select(f => $"{kind}/{f}")),
        ];
        Assert.Equal(announced.Order(StringComparer.Ordinal), TemporaryFolder.Hashes(_folder["out"]).Keys);
        Assert.All(truth, row => Assert.Equal((32, 32), (FrameFile.Read(row.Path).Height, FrameFile.Read(row.ReferencePath!).Width)));
        _folder.HoldsOnlyWholeFiles();
    }
}
