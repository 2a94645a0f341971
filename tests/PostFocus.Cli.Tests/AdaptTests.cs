using PostFocus.Cli.Tests.Testing;
using PostFocus.Imaging;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Metrics;

namespace PostFocus.Cli.Tests;

/// <summary>Videos of places that lose focus in every third frame, which is a little brighter and so known to the classifier.</summary>
public sealed class AdaptTests : IDisposable
{
    private const int Height = 64,
        Width = 96,
        Frames = 6;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ARecordingRestoresItselfAndTheZipDoesSoInRun()
    {
        Write("day", places: 2);
        var before = TemporaryFolder.Hashes(_folder["day"]);
        var adapt = await Adapt("day");
        Assert.Equal((0, ""), (adapt.ExitCode, adapt.Error));
        Assert.Contains(
            "4 frames out of focus, 4 of them with a frame in focus within 6 frames, in 2 sequences.",
            adapt.Output,
            StringComparison.Ordinal
        );
        Assert.Contains("4 of the 4 would be restored", adapt.Output, StringComparison.Ordinal);
        Assert.Contains("the network, shown no neighbours", adapt.Output, StringComparison.Ordinal);

        var run = await Postfocus.Run("run", _folder["day"], "--out", _folder["out"], "--model", _folder["own.zip"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("A frame is restored where its filter holds", run.Output, StringComparison.Ordinal);
        for (var place = 0; place < 2; place++)
        for (var time = 0; time < Frames; time++)
        {
            var name = $"place{place}/t{time}.tif";
            float[] recorded = FrameFile.Read(_folder["day/" + name]).Counts,
                restored = FrameFile.Read(_folder["out/" + name]).Counts,
                truth = new LostFocus(Height, Width, place).Truth(time);
            if (IsLost(time))
                Assert.InRange(ImageMetrics.Pcc(truth, restored), ImageMetrics.Pcc(truth, recorded) + 0.1, 1);
            else
                Assert.Equal(recorded, restored);
        }
        Assert.Equal(before, TemporaryFolder.Hashes(_folder["day"]));
        _folder.HoldsOnlyWholeFiles();
    }

    [Fact]
    public async Task TheSameRecordingTwiceGivesTheSameZip()
    {
        Write("day", places: 1);
        await Adapt("day");
        var first = File.ReadAllBytes(_folder["own.zip"]);
        await Adapt("day");
        Assert.Equal(Entries(first), Entries(File.ReadAllBytes(_folder["own.zip"])));
    }

    [Fact]
    public async Task WhereTheFiltersAreNoBetterNoModelIsWrittenUnlessItIsForced()
    {
        // What is called out of focus is as sharp as the rest: nothing is to be gained.
        Write("day", places: 1, isBlurred: false);
        var adapt = await Adapt("day");
        adapt.IsRefusedNaming("No model is written", "--force");
        Assert.False(File.Exists(_folder["own.zip"]));
        var forced = await Adapt("day", "--force");
        Assert.Equal((0, ""), (forced.ExitCode, forced.Error));
        Assert.True(File.Exists(_folder["own.zip"]));
    }

    [Fact]
    public async Task WithoutFramesInFocusNearThereIsNothingToAdaptTo()
    {
        FrameFile.WriteTiff(_folder["day/a/t0.tif"], [Recorded(new(Height, Width, 0), 0, isBlurred: true)]);
        FrameFile.WriteTiff(_folder["day/b/t0.tif"], [Recorded(new(Height, Width, 0), 2, isBlurred: true)]);
        (await Adapt("day")).IsRefusedNaming("nothing to adapt to", "--neighbour-distance");
        Assert.False(File.Exists(_folder["own.zip"]));
    }

    [Theory]
    [InlineData("--neighbour-distance", "0")]
    [InlineData("--most-error", "-1")]
    public async Task AnOptionOutOfItsRangeIsNamed(string option, string value)
    {
        Write("day", places: 1);
        (await Adapt("day", option, value)).IsRefusedNaming(option);
    }

    [Fact]
    public async Task AnOutThatIsAFolderIsRefused() =>
        (await Postfocus.Run("adapt", _folder.Path, "--out", _folder.Path)).IsRefusedNaming("--out", "folder");

    [Fact]
    public async Task AnOutThatCannotBeWrittenIsRefusedBeforeTheWork()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Nobody writes into /proc.");
        Write("day", places: 1);
        var adapt = await Postfocus.Run("adapt", _folder["day"], "--out", "/proc/own.zip", "--from", BrightnessModel.Zip, "--force");
        adapt.IsRefusedNaming("--out '/proc/own.zip'", "cannot be written");
        Assert.DoesNotContain("place0", adapt.Output, StringComparison.Ordinal);
        (await Postfocus.Run("plan", _folder["day"], "--out", "/proc/plan.json", "--model", BrightnessModel.Zip)).IsRefusedNaming(
            "/proc/plan.json"
        );
    }

    [Theory]
    [InlineData("day/place0/t1.tif")]
    [InlineData("day/own.zip")]
    [InlineData("note.txt")]
    public async Task NothingButAModelIsOverwritten(string path)
    {
        Write("day", places: 1);
        File.WriteAllText(_folder["note.txt"], "mine");
        var before = TemporaryFolder.Hashes(_folder.Path);
        (await Postfocus.Run("adapt", _folder["day"], "--out", _folder[path], "--from", BrightnessModel.Zip, "--force")).IsRefusedNaming(
            "--out",
            path
        );
        Assert.Equal(before, TemporaryFolder.Hashes(_folder.Path));
    }

    [Fact]
    public async Task RunRefusesSuchAModelWithoutNeighbours()
    {
        Write("day", places: 1);
        await Adapt("day");
        (
            await Postfocus.Run("run", _folder["day"], "--out", _folder["out"], "--model", _folder["own.zip"], "--neighbour-distance", "0")
        ).IsRefusedNaming("--neighbour-distance");
    }

    private Task<Postfocus> Adapt(string input, params string[] more) =>
        Postfocus.Run(["adapt", _folder[input], "--out", _folder["own.zip"], "--from", BrightnessModel.Zip, .. more]);

    private void Write(string name, int places, bool isBlurred = true)
    {
        for (var place = 0; place < places; place++)
        for (var time = 0; time < Frames; time++)
            FrameFile.WriteTiff(_folder[$"{name}/place{place}/t{time}.tif"], [Recorded(new(Height, Width, place), time, isBlurred)]);
    }

    private static bool IsLost(int time) => time % 3 == 2;

    private static Frame Recorded(LostFocus place, int time, bool isBlurred)
    {
        // Bounded, so that the middle of the sequence's range lies between the light of both kinds of frames.
        float[] counts =
        [
            .. (IsLost(time) && isBlurred ? place.OutOfFocus(time) : place.InFocus(time)).Select(v => 1.5f * MathF.Tanh(v / 1.5f)),
        ];
        var mean = counts.Average();
        var light = IsLost(time) ? 40 : -40;
        return new(Height, Width, [.. counts.Select(v => MathF.Round(2000 + light + 300 * (v - mean)))], PixelType.UInt16);
    }

    /// <summary>Without the times at which they were written.</summary>
    private static IEnumerable<(string Name, string Bytes)> Entries(byte[] zip)
    {
        using var archive = new System.IO.Compression.ZipArchive(new MemoryStream(zip));
        return
        [
            .. archive.Entries.Select(entry =>
            {
                using var stream = entry.Open();
                return (entry.FullName, Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(stream)));
            }),
        ];
    }
}
