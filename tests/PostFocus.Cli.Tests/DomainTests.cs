using Microsoft.ML;
using PostFocus.Cli.Tests.Testing;
using PostFocus.Imaging;
using PostFocus.Transforms.Gate;

namespace PostFocus.Cli.Tests;

/// <summary><c>postfocus train domain</c>, and what <c>run</c> makes of it.</summary>
public sealed class DomainTests : IDisposable
{
    private const int Wells = 20;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task FramesUnlikeThoseLearntFromAreFlaggedAndNoneIsAccepted()
    {
        var trained = await Train();
        Assert.Equal((0, ""), (trained.ExitCode, trained.Error));
        Assert.Contains("limit of the distance", trained.Output, StringComparison.Ordinal);
        var models = new MLContext(1).FocusRestoration.LoadModels(_folder["known.zip"]);
        Assert.NotNull(models.Domain);
        Assert.NotNull(models.Gate);

        TestFrames.WriteTiffs(_folder["like"], TestFrames.Alternating(4));
        var like = await Run("like");
        Assert.DoesNotContain("unlike", like.Output, StringComparison.Ordinal);
        var table = new FramesTable(_folder["like-out"]);
        Assert.All(table["in_domain"], cell => Assert.Equal("true", cell));
        Assert.All(table["domain_score"], cell => Assert.InRange(float.Parse(cell, null), 0, 1));
        Assert.Equal(["", "true", "", "true"], table["accepted"]);

        TestFrames.WriteTiffs(_folder["strange"], [.. TestFrames.Alternating(4).Select(Checked)]);
        var strange = await Run("strange");
        Assert.Equal(0, strange.ExitCode);
        Assert.Contains("4 unlike those that the networks learnt from", strange.Output, StringComparison.Ordinal);
        Assert.Contains("unlike anything that the networks learnt from (median domain score", strange.Output, StringComparison.Ordinal);
        table = new(_folder["strange-out"]);
        Assert.Equal(["", "false", "", "false"], table["accepted"]);
        Assert.Equal(["false", "true", "false", "true"], table["restored"]);
        Assert.Equal(TemporaryFolder.Hashes(_folder["strange"])["t1.tif"], TemporaryFolder.Hashes(_folder["strange-out"])["t1.tif"]);
    }

    [Fact]
    public async Task YieldSaysOfWhichSequencesItsCountsAreNotToBeTrusted()
    {
        await Train();
        TestFrames.WriteTiffs(_folder["day/like"], TestFrames.Alternating(4));
        TestFrames.WriteTiffs(_folder["day/mixed"], [.. TestFrames.Alternating(3), Checked(TestFrames.Dark(3))]);
        TestFrames.WriteTiffs(_folder["day/strange"], [.. TestFrames.Alternating(4).Select(Checked)]);
        var run = await Postfocus.Run("yield", _folder["day"], "--out", _folder["yield"], "--model", _folder["known.zip"]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("1 of 3 sequences unlike anything that the networks learnt from", run.Output, StringComparison.Ordinal);
        Assert.Equal(
            ["out_of_domain", "0", "1", "4"],
            File.ReadAllLines(_folder["yield/yield.csv"]).Select(line => line[(line.LastIndexOf(',') + 1)..])
        );
    }

    [Fact]
    public async Task ADomainTakesThePlaceOfTheOneBefore()
    {
        await Train();
        var again = await Train("--model", _folder["known.zip"], "--kinds", "2");
        Assert.Equal((0, ""), (again.ExitCode, again.Error));
        Assert.Equal(2, new MLContext(1).FocusRestoration.LoadModels(_folder["known.zip"]).Domain!.Components.Count);
        (await Train("--false-alarms", "0.01")).IsRefusedNaming("at least 99 frames", "more false alarms");
    }

    /// <summary>Frames of many wells, and a gate that accepts all.</summary>
    private async Task<Postfocus> Train(params string[] options)
    {
        for (var w = 0; w < Wells; w++)
            TestFrames.WriteTiffs(_folder[$"in/well{w}"], [TestFrames.Dark(2 * w), TestFrames.Bright(2 * w + 1)]);
        await File.WriteAllLinesAsync(
            _folder["truth.csv"],
            [
                "path,sequence,frame",
                .. Enumerable.Range(0, Wells).SelectMany(w => new[] { $"in/well{w}/t0.tif,well{w},0", $"in/well{w}/t1.tif,well{w},1" }),
            ],
            TestContext.Current.CancellationToken
        );
        SaveGated();
        return await Postfocus.Run([
            "train",
            "domain",
            "--data",
            _folder["truth.csv"],
            "--out",
            _folder["known.zip"],
            .. options.Contains("--model") ? [] : new[] { "--model", _folder["gated.zip"] },
            .. options.Contains("--kinds") ? [] : new[] { "--kinds", "1" },
            .. options.Contains("--false-alarms") ? [] : new[] { "--false-alarms", "0.05" },
            .. options,
        ]);
    }

    private void SaveGated()
    {
        var context = new MLContext(1);
        var models = context.FocusRestoration.LoadModels(BrightnessModel.Zip);
        var frames = context.Data.LoadFrames(_folder["in/well0"]);
        var gate = new GateModel(
            [.. GateModel.EvidenceNames.Select(name => new GateFeature(name, 0, 1, 0))],
            5,
            0.5,
            new() { AllowedWorse = 0.01, Confidence = 0.95 }
        );
        ITransformer chain = context
            .Transforms.ScoreFocus(models.Classifier!)
            .Append(context.Transforms.ConditionalRestore(models.Restorer!))
            .Append(context.Transforms.GateRestoration(gate))
            .Fit(frames);
        context.Model.Save(chain, frames.Schema, _folder["gated.zip"]);
    }

    private Task<Postfocus> Run(string input) =>
        Postfocus.Run(
            "run",
            _folder[input],
            "--out",
            _folder[$"{input}-out"],
            "--model",
            _folder["known.zip"],
            "--samples",
            "2",
            "--steps",
            "1"
        );

    /// <summary>Brightness as before, but with a pattern that no frame has.</summary>
    private static Frame Checked(Frame frame) =>
        new(
            frame.Height,
            frame.Width,
            [
                .. frame.Counts.Select(
                    (c, i) => Math.Clamp(MathF.Round(c + ((i % frame.Width / 4 + i / frame.Width / 4) % 2 == 0 ? 500 : -500)), 0, 65535)
                ),
            ],
            frame.PixelType
        );
}
