using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging;

namespace PostFocus.Transforms.Tests.ModelZip;

public sealed class ModelZipTests(TrainedPipeline pipeline) : IClassFixture<TrainedPipeline>
{
    private static readonly string[] s_outputs = ["Restored", "Spread", "Copy", "Kept", "Evidence"];

    [Fact]
    [Trait("Speed", "Slow")]
    public void AFreshProcessThatKnowsOnlyMicrosoftMLLoadsTheChainAndGetsTheSameBits()
    {
        using var folder = new TemporaryFolder();
        (var model, var frames) = Chain();
        pipeline.Context.Model.Save(model, frames.Schema, folder["model.zip"]);
        using (var rows = File.Create(folder["rows.idv"]))
            pipeline.Context.Data.SaveAsBinary(frames, rows);

        var there = FreshProcess.Hashes(folder["model.zip"], folder["rows.idv"], s_outputs);

        var here = model.Transform(frames);
        string[][] hashes =
        [
            .. s_outputs.Select(column =>
                here.GetColumn<float[]>(column)
                    .Select(v => Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(v.AsSpan()))))
                    .ToArray()
            ),
        ];
        Assert.Equal(Enumerable.Range(0, 6).Select(row => string.Join(' ', hashes.Select(h => h[row]))), there);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void AFlippedBitInTheNetworkIsNoticed()
    {
        using var folder = new TemporaryFolder();
        (var model, var frames) = Chain();
        pipeline.Context.Model.Save(model, frames.Schema, folder["model.zip"]);
        using (var zip = ZipFile.Open(folder["model.zip"], ZipArchiveMode.Update))
        {
            var entry = zip.Entries.MaxBy(e => e.Length)!;
            using var stream = entry.Open();
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            bytes[bytes.Length / 2] ^= 1;
            stream.Position = 0;
            stream.Write(bytes);
        }
        var thrown = Assert.Throws<PostFocusException>(() => pipeline.Context.FocusRestoration.LoadModels(folder["model.zip"]));
        Assert.Contains("SHA-256", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AZipOfSomethingElseIsRefusedByName()
    {
        using var folder = new TemporaryFolder();
        using (var zip = ZipFile.Open(folder["holiday.zip"], ZipArchiveMode.Create))
            zip.CreateEntry("beach.txt");
        var thrown = Assert.Throws<PostFocusException>(() => pipeline.Context.FocusRestoration.LoadModels(folder["holiday.zip"]));
        Assert.Contains("holiday.zip", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ADeviceIsNoModel()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "There is no such device.");
        var thrown = Assert.ThrowsAny<PostFocusException>(() => pipeline.Context.FocusRestoration.LoadModels("/dev/zero"));
        Assert.Contains("a device", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnMLNetZipWithoutOurNetworksIsRefusedByName()
    {
        using var folder = new TemporaryFolder();
        var frames = pipeline.Frames();
        pipeline.Context.Model.Save(
            pipeline.Context.Transforms.CopyColumns("Copy", "Frame").Fit(frames),
            frames.Schema,
            folder["stock.zip"]
        );
        var thrown = Assert.Throws<PostFocusException>(() => pipeline.Context.FocusRestoration.LoadModels(folder["stock.zip"]));
        Assert.Contains("stock.zip", thrown.Message, StringComparison.Ordinal);
    }

    /// <summary>Stock and own transformers in one chain; the decision is the label, so that frames are restored for sure.</summary>
    private (ITransformer Model, IDataView Frames) Chain()
    {
        var frames = pipeline.Frames();
        var chain = pipeline
            .Context.Transforms.CopyColumns("Copy", "Frame")
            .Append(pipeline.Context.Transforms.ScoreFocus(pipeline.Models.Classifier!, inputColumnName: "Copy"))
            .Append(pipeline.Context.Transforms.ConditionalRestore(pipeline.Models.Restorer!, TrainedPipeline.ByLabel))
            .Append(pipeline.Context.Transforms.GateRestoration(TestGate.On("Change", -1.5, 1), new() { EvidenceColumnName = "Evidence" }))
            .Append(pipeline.Context.Transforms.FocusMetrics(referenceColumnName: "Reference"))
            .Append(pipeline.Context.Transforms.DropColumns("Reference"));
        return (chain.Fit(frames), frames);
    }
}
