using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Cli.Results;
using PostFocus.Cli.Tests.Testing;
using PostFocus.Imaging.Files;

namespace PostFocus.Cli.Tests;

/// <summary>The numbers of the table and the summary, against those of the transforms that a program of one's own would use.</summary>
public sealed class RunNumbersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task TheTableHoldsWhatTheTransformsGive()
    {
        TestFrames.WriteTiffs(_folder["in"], TestFrames.Alternating(4));
        await Postfocus.Restore(_folder["in"], _folder["out"]);
        var table = new FramesTable(_folder["out"]);

        var context = new MLContext(1);
        var frames = context.Data.LoadFrames(_folder["in"]);
        var models = context.FocusRestoration.LoadModels(BrightnessModel.Zip);
        var restored = context
            .Transforms.ScoreFocus(models.Classifier!)
            .Append(context.Transforms.ConditionalRestore(models.Restorer!, new() { Samples = 2, Steps = 1 }))
            .Append(context.Transforms.FocusMetrics("Before", "Frame"))
            .Append(context.Transforms.FocusMetrics("After"))
            .Fit(frames)
            .Transform(frames);
        bool[] wasRestored = [.. restored.GetColumn<bool>("WasRestored")];
        Assert.Equal([false, true, false, true], wasRestored);
        AssertNumbers(restored.GetColumn<float>("Probability"), table["p_oof"]);
        AssertNumbers(restored.GetColumn<float>("BeforeTenengrad"), table["tenengrad_before"]);
        AssertNumbers(restored.GetColumn<float>("AfterTenengrad"), table["tenengrad_after"]);
        AssertNumbers(
            restored.GetColumn<float[]>("Spread").Where((_, i) => wasRestored[i]).Select(spread => spread.Average()),
            [.. table["mean_spread"].Where((_, i) => wasRestored[i])]
        );
        foreach ((var i, var counts) in restored.GetColumn<float[]>("Restored").Index())
            Assert.Equal(counts.Select(c => MathF.Round(c)), FrameFile.Read(_folder[$"out/t{i}.tif"]).Counts);

        static void AssertNumbers(IEnumerable<float> expected, string[] written)
        {
            float[] values = [.. expected];
            Assert.Equal(values.Length, written.Length);
            Assert.All(values.Zip(written), pair => Assert.Equal(1, Number(pair.Second) / pair.First, 1e-4));
        }
    }

    [Fact]
    public async Task TheSummaryHoldsTheMedianAndTheEndsOfWhatWasGained()
    {
        TestFrames.WriteTiffs(_folder["in"], TestFrames.Alternating(10));
        var run = await Postfocus.Restore(_folder["in"], _folder["out"]);
        var table = new FramesTable(_folder["out"]);
        double[] gain =
        [
            .. table["tenengrad_after"]
                .Zip(table["tenengrad_before"], (after, before) => Number(after) / Number(before))
                .Where(g => g != 1)
                .Order(),
        ];
        Assert.Equal(5, gain.Length);
        var said = Regex.Match(run.Output, @"after / before: median ([\d.]+), from ([\d.]+) to ([\d.]+)\.");
        double[] summary = [.. said.Groups.Cast<Group>().Skip(1).Select(g => Number(g.Value))];
        Assert.Equal([gain[2], gain[0], gain[^1]], summary, (exact, rounded) => Math.Abs(exact - rounded) < 0.0051);
        Assert.True(summary[1] < summary[0] && summary[0] < summary[2], "what is tested would not be seen");
    }

    [Fact]
    public void OfAFrameWhoseFileWasNotWrittenOnlyWhatWasRecordedIsToldAndWhy()
    {
        FrameReport recorded = new("well", 3, "a.tif", 2)
        {
            ProbabilityOutOfFocus = 0.9f,
            IsOutOfFocus = true,
            DefocusMicrons = 4,
            DefocusSide = 0.1f,
            TenengradBefore = 5,
        };
        var restored = recorded with
        {
            TenengradAfter = 6,
            Restored = true,
            Neighbours = 2,
            MeanSpread = 7,
            ClippedPixels = 8,
            Trust = 0.6f,
            Accepted = true,
        };
        Assert.Equal(recorded with { Error = "the disk is full" }, restored.WithoutRestoration("the disk is full"));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
