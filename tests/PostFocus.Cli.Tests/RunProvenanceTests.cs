using System.Globalization;
using System.Security.Cryptography;
using BitMiracle.LibTiff.Classic;
using PostFocus.Cli.Tests.Testing;
using PostFocus.Imaging.Files;
using LibTiff = BitMiracle.LibTiff.Classic.Tiff;

namespace PostFocus.Cli.Tests;

public sealed class RunProvenanceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public RunProvenanceTests() => FrameFile.WriteTiff(_folder["in/video.tif"], TestFrames.Alternating(6));

    public void Dispose() => _folder.Dispose();

    /// <summary>What a run notes, and nothing else is in the tag Software.</summary>
    private async Task<string> Software(string outFolder, params string[] options)
    {
        var run = await Postfocus.Restore(_folder["in"], _folder[outFolder], options);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        using var tiff = LibTiff.Open(_folder[$"{outFolder}/video.tif"], "r");
        return tiff.GetField(TiffTag.SOFTWARE)[0].ToString();
    }

    [Fact]
    public async Task RestoredFilesSayHowTheyCameAbout()
    {
        var model = Convert.ToHexStringLower(
            SHA256.HashData(await File.ReadAllBytesAsync(BrightnessModel.Zip, TestContext.Current.CancellationToken))
        );
        var version = typeof(CommandLine).Assembly.GetName().Version!.ToString(3);
        Assert.Equal(
            $"PostFocus {version}; model SHA-256: {model}; learnt from: The zip does not say. Ask whoever trained it.; seed: 3; samples: 2; steps: 1; restored pages (from 0): 1,3,5",
            await Software("out", "--seed", "3")
        );
    }

    [Fact]
    public async Task TheSamplerIsNotedWhereOneIsAskedFor() =>
        Assert.Contains("; steps: 1; sampler: ddpm;", await Software("out", "--sampler", "ddpm"), StringComparison.Ordinal);

    [Fact]
    public async Task WhatIsAskedForIsNotedAndNothingElse()
    {
        const string options = "; neighbour distance: 3; neighbour correlation: 0.5; accept all: true; restored pages";
        Assert.Contains(
            options,
            await Software("out", "--neighbour-distance", "3", "--neighbour-correlation", "0.5", "--accept-all"),
            StringComparison.Ordinal
        );
        Assert.Contains("; steps: 1; restored pages", await Software("plain"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheDateIsNotedOnRequestOnly()
    {
        var before = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var dated = await Software("dated", "--date");
        var after = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        Assert.True(
            dated.Contains($"; date: {before};", StringComparison.Ordinal) || dated.Contains($"; date: {after};", StringComparison.Ordinal),
            dated
        );
        Assert.DoesNotContain("date", await Software("undated"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheCameraOffsetIsTheLowerEndOfTheIntensities()
    {
        Assert.Contains("; camera offset: 900.5;", await Software("offset", "--camera-offset", "900.5"), StringComparison.Ordinal);
        await Software("without");
        // The bright frames lie in the upper half of either range, the dark ones in the lower: the same ones are restored, but differently.
        var (with, without) = (new FramesTable(_folder["offset"]), new FramesTable(_folder["without"]));
        Assert.Equal(with["restored"], without["restored"]);
        Assert.NotEqual(with["p_oof"], without["p_oof"]);
        Assert.NotEqual(TemporaryFolder.Hashes(_folder["offset"])["video.tif"], TemporaryFolder.Hashes(_folder["without"])["video.tif"]);
    }

    [Fact]
    public async Task ACameraOffsetAboveAllCountsIsRefused()
    {
        var run = await Postfocus.Restore(_folder["in"], _folder["out"], "--camera-offset", "65536");
        run.IsRefusedNaming("camera offset 65536", "brightest count");
        _folder.HoldsOnlyWholeFiles();
    }
}
