using PostFocus.Cli.Tests.Testing;
using PostFocus.Imaging;
using PostFocus.Imaging.Files;

namespace PostFocus.Cli.Tests.BestPlane;

/// <summary>Of stacks whose dark planes are in focus (<see cref="BrightnessModel"/>).</summary>
public sealed class BestPlaneTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task OfEachInstantThePlaneInFocusIsFoundAndWritten()
    {
        FrameFile.WriteTiff(_folder["in/stack.tif"], Planes("bdb", "bbd", "dbb"));
        var found = await Find("--axes", "TZ3");
        Assert.Equal((ExitCodes.Success, ""), (found.ExitCode, found.Error));
        Assert.Contains("stack: 3 instants of 3 planes, 3 with a plane in focus, 0 to 2", found.Output, StringComparison.Ordinal);
        Assert.Equal(["stack,0,3,1,1", "stack,1,3,2,2", "stack,2,3,0,0"], Rows());
        for (var t = 0; t < 3; t++)
            Assert.Equal(
                FrameFile.Read(_folder["in/stack.tif"], new[] { 1, 5, 6 }[t]).Counts,
                FrameFile.Read(_folder[$"out/planes/stack/t00{t}.tif"]).Counts
            );
        Assert.Equal(ExitCodes.Success, (await Postfocus.Restore(_folder["out/planes"], _folder["restored"])).ExitCode);
    }

    [Fact]
    public async Task NoPlaneIsTakenWhereNoneIsInFocusAndTheNearestIsTold()
    {
        FrameFile.WriteTiff(
            _folder["in/stack.tif"],
            [.. Planes("bbb"), TestFrames.At(0.79, 4), TestFrames.At(0.72, 5), TestFrames.At(0.76, 6), .. Planes("ddd")]
        );
        Assert.Equal(ExitCodes.Success, (await Find("--axes", "TZ3")).ExitCode);
        Assert.Equal("stack,1,3,,1", Rows()[1]);
        Assert.Equal(FrameFile.Read(_folder["in/stack.tif"], 4).Counts, FrameFile.Read(_folder["out/planes/stack/t001.tif"]).Counts);
    }

    [Fact]
    public async Task PlanesAreFilesWhereTheirNamesSaySo()
    {
        var planes = Planes("bdb", "bbd");
        for (var t = 0; t < 2; t++)
        for (var z = 0; z < 3; z++)
            if ((t, z) != (0, 0))
                FrameFile.WriteTiff(_folder[$"in/well_t{t + 4}_z{z + 1}.tif"], [planes[3 * t + z]]);
        FrameFile.WriteTiff(_folder["in/overview.tif"], [planes[0]]);
        var found = await Find("--names", "{well}_t{frame}_z{plane}");
        Assert.Equal((ExitCodes.Success, ""), (found.ExitCode, found.Error));
        Assert.Equal(
            ["1 of 6 files do not fit the pattern"],
            found.Output.Split('\n').Where(line => line.StartsWith("note: ", StringComparison.Ordinal)).Select(line => line[6..41])
        );
        Assert.Equal(["well,4,2,2,2", "well,5,3,3,3"], Rows());
        Assert.Equal(planes[1].Counts, FrameFile.Read(_folder["out/planes/well/t004.tif"]).Counts);
    }

    [Fact]
    public async Task PlanesAreCountedFromTheOneInFocusWhereTheirNamesSaySo()
    {
        var planes = Planes("bdb");
        foreach (var (plane, z) in new[] { "-05", "+00", "+10" }.Select((plane, z) => (plane, z)))
            FrameFile.WriteTiff(_folder[$"in/well_z{plane}.tif"], [planes[(z + 1) % 3]]);
        Assert.Equal(ExitCodes.Success, (await Find("--names", "{well}_z{plane}")).ExitCode);
        Assert.Equal(["well,0,3,-5,-5"], Rows());
    }

    [Fact]
    public async Task EachFieldOfAPlateIsAStack()
    {
        ZarrPlate.Write(_folder["in"], version: 2);
        foreach (var file in Directory.EnumerateFiles(_folder["in"], ".z*", SearchOption.AllDirectories))
            await File.WriteAllTextAsync(
                file,
                (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Replace(
                    "\"t\"",
                    "\"z\"",
                    StringComparison.Ordinal
                ),
                TestContext.Current.CancellationToken
            );
        var found = await Find();
        Assert.Equal((ExitCodes.Success, ""), (found.ExitCode, found.Error));
        Assert.Equal(["A/1/0,0,4", "A/2/0,0,5", "B/1/0,0,6", "B/2/0,0,7"], Rows().Select(row => row[..9]));
        Assert.All(Rows().Select(row => row.Split(',')), row => Assert.True(row[3] is "0" or "2" or "4" or "6" && row[4] == row[3]));
        Assert.All(Rows(), row => Assert.True(File.Exists(_folder[$"out/planes/{row.Split(',')[0]}/t000.tif"])));
    }

    [Fact]
    public async Task ADamagedStackIsNamedAndTheOthersAreDone()
    {
        FrameFile.WriteTiff(_folder["in/a.tif"], Planes("bdb"));
        File.WriteAllText(_folder["in/b.tif"], "no TIFF");
        var found = await Find("--axes", "Z");
        Assert.Equal(ExitCodes.SomeFilesFailed, found.ExitCode);
        Assert.Contains("b.tif", found.Error, StringComparison.Ordinal);
        Assert.Equal(["a,0,3,1,1"], Rows());
    }

    [Fact]
    public async Task WhatEndsEarlyLeavesATableOfTheStacksThatAreDone()
    {
        FrameFile.WriteTiff(_folder["in/a.tif"], Planes("bdb"));
        FrameFile.WriteTiff(_folder["in/b.tif"], Planes("bdb"));
        using var cancellation = new CancellationTokenSource();
        using var output = new LineWatcher("a: 1 instant", cancellation.Cancel);
        var exitCode = await CommandLine.Run(
            ["best-plane", _folder["in"], "--out", _folder["out"], "--model", BrightnessModel.Zip, "--axes", "Z"],
            output,
            TextWriter.Null,
            cancellation.Token
        );
        Assert.Equal(ExitCodes.Cancelled, exitCode);
        Assert.Equal(["a,0,3,1,1"], Rows());
        Assert.Equal(["best-planes.csv", "planes/a/t000.tif"], TemporaryFolder.Hashes(_folder["out"]).Keys);
    }

    [Fact]
    public async Task WhatHasNoPlanesIsRefusedBeforeAnythingIsWritten()
    {
        TestFrames.WriteTiffs(_folder["in/a"], TestFrames.Alternating(3));
        (await Find()).IsRefusedNaming("one plane", "--names", "--axes");
        FrameFile.WriteTiff(_folder["in/stack.tif"], Planes("bdb"));
        (await Find("--axes", "Z", "--plane", "1")).IsRefusedNaming("--plane");
        (
            await Postfocus.Run("best-plane", _folder["in"], "--axes", "Z", "--model", BrightnessModel.Zip, "--out", _folder["in/out"])
        ).IsRefusedNaming("inside the input");
        Assert.Equal(["in"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName));
    }

    private Task<Postfocus> Find(params string[] more) =>
        Postfocus.Run(["best-plane", _folder["in"], "--out", _folder["out"], "--model", BrightnessModel.Zip, .. more]);

    /// <summary>Bright and dark planes, instant after instant.</summary>
    private static Frame[] Planes(params string[] instants) =>
        [.. string.Concat(instants).Select((plane, seed) => plane == 'd' ? TestFrames.Dark(seed) : TestFrames.Bright(seed))];

    /// <summary>Sequence, frame, planes, plane and nearest plane.</summary>
    private string[] Rows() =>
        [.. File.ReadLines(_folder["out/best-planes.csv"]).Skip(1).Select(line => string.Join(',', line.Split(',').Take(5)))];
}
