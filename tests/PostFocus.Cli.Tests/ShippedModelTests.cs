using BitMiracle.LibTiff.Classic;
using PostFocus.Cli.Tests.Testing;
using PostFocus.Imaging.Files;
using LibTiff = BitMiracle.LibTiff.Classic.Tiff;

namespace PostFocus.Cli.Tests;

/// <summary>What <c>run</c> does without <c>--model</c>, on four frames of the shipped sample, two of them out of focus.</summary>
public sealed class ShippedModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ShippedModelTests()
    {
        Directory.CreateDirectory(_folder["in"]);
        foreach (var frame in new[] { "t006.tif", "t007.tif", "t008.tif", "t009.tif" })
            File.Copy(Path.Combine(Repository.Root, "data", "sample", "well200000", frame), _folder[$"in/{frame}"]);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<string> Software(string outFolder, params string[] options)
    {
        var run = await Postfocus.Run(["run", _folder["in"], "--out", _folder[outFolder], "--pixel", "0.65", .. options]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            options.Contains("--neighbour-distance"),
            run.Output.Contains("of --neighbour-distance 6, and promises nothing", StringComparison.Ordinal)
        );
        using var tiff = LibTiff.Open(_folder[$"{outFolder}/t007.tif"], "r");
        return tiff.GetField(TiffTag.SOFTWARE)[0].ToString();
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task ItLooksAtTheFramesInFocusUnlessToldNotTo()
    {
        Assert.DoesNotContain("neighbour", await Software("video"), StringComparison.Ordinal);
        Assert.Contains(
            "; samples: 5; steps: 1; neighbour distance: 0;",
            await Software("alone", "--neighbour-distance", "0", "--steps", "9", "--accept-all"),
            StringComparison.Ordinal
        );
        IReadOnlyDictionary<string, string> input = TemporaryFolder.Hashes(_folder["in"]),
            video = TemporaryFolder.Hashes(_folder["video"]),
            alone = TemporaryFolder.Hashes(_folder["alone"]);
        Assert.Equal(["t007.tif", "t009.tif"], input.Keys.Where(name => input[name] != video[name]));
        Assert.NotEqual(video["t007.tif"], alone["t007.tif"]);
        Assert.Equal(["", "2", "", "1"], new FramesTable(_folder["video"])["neighbours"]);
        Assert.Equal(["", "", "", ""], new FramesTable(_folder["alone"])["neighbours"]);
        Assert.Contains(
            "; neighbour correlation: 1;",
            await Software("none alike", "--neighbour-correlation", "1", "--accept-all"),
            StringComparison.Ordinal
        );
        Assert.Equal(["", "0", "", "0"], new FramesTable(_folder["none alike"])["neighbours"]);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task MarksInTheFramesChangeNoCallAndComeBackAsTheyWere()
    {
        Directory.CreateDirectory(_folder["marked"]);
        var marks = new bool[96 * 96];
        foreach (var path in Directory.EnumerateFiles(_folder["in"]))
        {
            var frame = FrameFile.Read(path);
            for (var i = 0; i < 96; i++)
                (marks[i], marks[96 * i], marks[96 * i + 1]) = (true, true, true);
            for (var i = 0; i < marks.Length; i++)
                frame.Counts[i] = marks[i] ? 0 : frame.Counts[i];
            frame.Counts[40 * 96 + 50] = 65535;
            FrameFile.WriteTiff(_folder[$"marked/{Path.GetFileName(path)}"], [frame]);
        }
        marks[40 * 96 + 50] = true;

        await Software("plain");
        var run = await Postfocus.Run(["run", _folder["marked"], "--out", _folder["out"], "--pixel", "0.65"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(["false", "true", "false", "true"], new FramesTable(_folder["out"])["restored"]);
        Assert.Equal(["", "true", "", "true"], new FramesTable(_folder["out"])["accepted"]);
        foreach (var name in new[] { "t007.tif", "t009.tif" })
        {
            float[] plain = FrameFile.Read(_folder[$"plain/{name}"]).Counts,
                marked = FrameFile.Read(_folder[$"out/{name}"]).Counts,
                before = FrameFile.Read(_folder[$"marked/{name}"]).Counts;
            Assert.All(Enumerable.Range(0, marks.Length).Where(i => marks[i]), i => Assert.Equal(before[i], marked[i]));
            // 1 % of the range of about 1,300 counts, away from the border; nearer the network sees what it was shown there.
            Assert.All(
                Enumerable.Range(0, marks.Length).Where(i => !marks[i] && i / 96 >= 16 && i % 96 >= 16),
                i => Assert.Equal(plain[i], marked[i], 13f)
            );
        }
    }

    /// <summary>In this well the walls' light falls off right at the border.</summary>
    [Fact]
    [Trait("Speed", "Slow")]
    public async Task ABorderOfOnePixelHardlyChangesWhatIsRestored()
    {
        float least = float.PositiveInfinity,
            most = 0;
        foreach (var path in Directory.GetFiles(Path.Combine(Repository.Root, "data", "sample", "well200002")).Order().Take(4))
        {
            var frame = FrameFile.Read(path);
            (least, most) = (Math.Min(least, frame.Counts.Min()), Math.Max(most, frame.Counts.Max()));
            FrameFile.WriteTiff(_folder[$"whole/{Path.GetFileName(path)}"], [frame]);
            for (var i = 0; i < frame.Counts.Length; i++)
                frame.Counts[i] = IsInside(i) ? frame.Counts[i] : 0;
            FrameFile.WriteTiff(_folder[$"framed/{Path.GetFileName(path)}"], [frame]);
        }
        foreach (var name in new[] { "whole", "framed" })
            Assert.Equal(0, (await Postfocus.Run(["run", _folder[name], "--out", _folder[$"{name} out"], "--pixel", "0.65"])).ExitCode);
        Assert.Equal(["true", "true", "", ""], new FramesTable(_folder["framed out"])["accepted"]);
        foreach (var name in new[] { "t000.tif", "t001.tif" })
        {
            float[] whole = FrameFile.Read(_folder[$"whole out/{name}"]).Counts,
                framed = FrameFile.Read(_folder[$"framed out/{name}"]).Counts;
            float[] differences =
            [
                .. Enumerable.Range(0, whole.Length).Where(IsInside).Select(i => Math.Abs(whole[i] - framed[i]) / (most - least)).Order(),
            ];
            Assert.InRange(differences[differences.Length * 95 / 100], 0, 0.01f);
        }

        static bool IsInside(int i) => i / 96 is > 0 and < 95 && i % 96 is > 0 and < 95;
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task ItsGateJudgesEachRestoredFrame()
    {
        await Software("out");
        var frames = new FramesTable(_folder["out"]);
        Assert.Equal(["", "true", "", "true"], frames["accepted"]);
        Assert.Equal([false, true, false, true], frames["trust"].Select(trust => trust.Length > 0));
    }

    /// <summary>
    /// In this well cells that move make most of the contrast. Each frame has a twentieth less light than the one before.
    /// </summary>
    [Fact]
    [Trait("Speed", "Slow")]
    public async Task LightThatFallsTurnsNoCalls()
    {
        var frames = Directory.GetFiles(Path.Combine(Repository.Root, "data", "sample", "well200003")).Order().ToArray();
        for (var i = 0; i < frames.Length; i++)
        {
            var frame = FrameFile.Read(frames[i]);
            for (var at = 0; at < frame.Counts.Length; at++)
                frame.Counts[at] = MathF.Round(frame.Counts[at] * MathF.Pow(0.95f, i));
            FrameFile.WriteTiff(_folder[$"falling/{Path.GetFileName(frames[i])}"], [frame]);
            File.Copy(frames[i], Path.Combine(Directory.CreateDirectory(_folder["even"]).FullName, Path.GetFileName(frames[i])));
        }
        var run = await Postfocus.Run(["yield", _folder["even"], _folder["falling"], "--pixel", "0.65", "--out", _folder["out"]]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.All(File.ReadLines(_folder["out/yield.csv"]).Skip(1), row => Assert.Contains(",24,8,", row, StringComparison.Ordinal));
    }
}
