using System.Globalization;
using PostFocus.Cli.Tests.Testing;

namespace PostFocus.Cli.Tests;

/// <summary>What the model says of frames, as log and table tell it.</summary>
public sealed class VerdictTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task TheModelsThresholdDecidesWhatCountsAsOutOfFocus()
    {
        TestFrames.WriteTiffs(_folder["in"], TestFrames.Alternating(4));
        var strict = BrightnessModel.With(threshold: 0.99);
        var run = await Postfocus.Run("run", _folder["in"], "--out", _folder["out"], "--model", strict, "--samples", "2");
        var yield = await Postfocus.Run("yield", _folder["in"], "--out", _folder["yield"], "--model", strict);

        // By a probability of 0.5 they were two.
        Assert.Equal(2, Probabilities("out").Count(p => p > 0.5));
        Assert.Contains("in: 4 frames, 0 out of focus, 0 restored", run.Output, StringComparison.Ordinal);
        Assert.Contains(
            " 0.0 %",
            yield.Output.Split('\n').Single(line => line.StartsWith("in  ", StringComparison.Ordinal)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task DistanceAndSideStandInTheTable()
    {
        TestFrames.WriteTiffs(_folder["in"], TestFrames.Alternating(4));
        await Postfocus.Run(
            "run",
            _folder["in"],
            "--out",
            _folder["out"],
            "--model",
            BrightnessModel.With(estimatesDefocus: true),
            "--samples",
            "2"
        );

        // The logit of being out of focus is twice the mean, that of the side the mean, which is the distance in units of 10 µm.
        double[] means = [.. Probabilities("out").Select(p => Math.Log(p / (1 - p)) / 2)];
        var table = new FramesTable(_folder["out"]);
        Assert.All(means.Zip(table["defocus_um"]), frame => Assert.Equal(10 * Math.Max(0, frame.First), Number(frame.Second), 1e-3));
        Assert.All(means.Zip(table["p_side"]), frame => Assert.Equal(1 / (1 + Math.Exp(-frame.First)), Number(frame.Second), 1e-4));
    }

    [Fact]
    public async Task AModelThatEstimatesNoDistanceLeavesItsColumnsEmpty()
    {
        TestFrames.WriteTiffs(_folder["in"], TestFrames.Alternating(2));
        await Postfocus.Restore(_folder["in"], _folder["out"]);
        var table = new FramesTable(_folder["out"]);
        Assert.Equal(["", ""], table["defocus_um"]);
        Assert.Equal(["", ""], table["p_side"]);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task AMissingPixelSizeIsSaidOnceWithWhatFollowsFromIt()
    {
        TestFrames.WriteTiffs(_folder["in/a"], TestFrames.Alternating(2));
        TestFrames.WriteTiffs(_folder["in/b"], TestFrames.Alternating(2));
        var model = BrightnessModel.With(pixelMicrons: 0.5);
        const string Said = "No sequence says its pixel size: judged as they are, as if it were 0.5 µm. Give --pixel MICRONS.";
        Assert.Equal(2, (await Run("out1")).Output.Split(Said).Length);
        Assert.Equal(
            2,
            (await Postfocus.Run("yield", _folder["in"], "--out", _folder["yield"], "--model", model)).Output.Split(Said).Length
        );
        Assert.DoesNotContain("pixel size", (await Run("out2", "--pixel", "0.5")).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("pixel size", (await Postfocus.Restore(_folder["in"], _folder["out3"])).Output, StringComparison.Ordinal);

        await File.WriteAllTextAsync(
            _folder["in/list.csv"],
            "path,sequence,frame,pixel_um\na/t0.tif,a,0,0.5\na/t1.tif,a,1,0.5\nb/t0.tif,b,0,\nb/t1.tif,b,1,\n",
            TestContext.Current.CancellationToken
        );
        var some = await Postfocus.Run("run", _folder["in/list.csv"], "--out", _folder["out4"], "--model", model, "--samples", "2");
        Assert.Contains("1 of 2 sequences (b) say no pixel size", some.Output, StringComparison.Ordinal);

        Task<Postfocus> Run(string outFolder, params string[] more) =>
            Postfocus.Run(["run", _folder["in"], "--out", _folder[outFolder], "--model", model, "--samples", "2", .. more]);
    }

    private double[] Probabilities(string outFolder) => [.. new FramesTable(_folder[outFolder])["p_oof"].Select(Number)];

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
}
