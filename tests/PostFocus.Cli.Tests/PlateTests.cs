using System.Diagnostics;
using System.Text.Json.Nodes;
using PostFocus.Cli.Tests.Testing;
using PostFocus.Imaging.Files;

namespace PostFocus.Cli.Tests;

/// <summary>A plate of OME-Zarr comes back as a plate, whatever happens on the way.</summary>
public sealed class PlateTests : IDisposable
{
    private static readonly string[] s_images = ["A/1/0", "A/2/0", "B/1/0", "B/2/0"];

    private readonly TemporaryFolder _folder = new(TemporaryFolder.Memory);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task OnlyWhatHasRestoredPixelsOrTellsOfThemChanges(int version)
    {
        var plate = ZarrPlate.Write(_folder["in/plate.zarr"], version);
        var run = await Postfocus.Restore(plate, _folder["out"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("A/1/0: resolution '1' is made of '0' by the first sample of each block\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("A/1/0: chunks with restored pixels are stored as they are, without", run.Output, StringComparison.Ordinal);
        SortedDictionary<string, string> before = TemporaryFolder.Hashes(plate),
            after = TemporaryFolder.Hashes(_folder["out/plate.zarr"]);
        Assert.Equal(before.Keys, after.Keys);
        Assert.Equal(
            [
                version == 2 ? ".zmetadata" : "zarr.json",
                .. s_images.SelectMany(
                    (image, i) =>
                        Enumerable
                            .Range(0, (4 + i) / 2)
                            .SelectMany(t => new[] { $"{image}/0/{2 * t + 1}.0.0", $"{image}/1/{2 * t + 1}.0.0" })
                            .Append(version == 2 ? $"{image}/.zattrs" : $"{image}/zarr.json")
                ),
            ],
            before.Keys.Where(file => before[file] != after[file]).ToHashSet()
        );
        // Nothing is kept for the next run that is not there.
        var again = await Postfocus.Restore(plate, _folder["out"]);
        Assert.Contains("continued: 4 of 4 sequences were done\n", again.Output, StringComparison.Ordinal);
        Assert.Equal(after, TemporaryFolder.Hashes(_folder["out/plate.zarr"]));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task EachImageTellsWhatTheTableTellsAndSoDoesThePlate(int version)
    {
        var plate = ZarrPlate.Write(_folder["in/plate.zarr"], version);
        await Postfocus.Restore(plate, _folder["out"], "--seed", "3");
        var table = new FramesTable(_folder["out"]);
        foreach (var image in s_images)
        {
            var attributes = ZarrPlate.Attributes(_folder[$"out/plate.zarr/{image}"]);
            Assert.True(JsonNode.DeepEquals(attributes, ZarrPlate.Attributes(_folder["out/plate.zarr"], image)), attributes.ToJsonString());
            var notes = attributes["postfocus"]![0]!;
            Assert.StartsWith("PostFocus ", notes["software"]!.GetValue<string>(), StringComparison.Ordinal);
            Assert.Equal(
                ("3", "2", "The zip does not say. Ask whoever trained it."),
                (notes["seed"]!.GetValue<string>(), notes["samples"]!.GetValue<string>(), notes["learnt from"]!.GetValue<string>())
            );
            Assert.StartsWith("1,3", notes["restored pages (from 0)"]!.GetValue<string>(), StringComparison.Ordinal);
            int[] rows = [.. table["sequence"].Index().Where(row => row.Item == image).Select(row => row.Index)];
            Assert.Equal(Column("t"), rows.Select(row => table["frame"][row]));
            foreach (var fact in new[] { "p_oof", "out_of_focus", "in_domain", "restored", "trust", "accepted", "rejected_by" })
                Assert.Equal(rows.Select(row => table[fact][row]), Column(fact));

            IEnumerable<string> Column(string name) => notes["frames"]![name]!.AsArray().Select(value => value?.ToJsonString() ?? "");
        }
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(3, 3)]
    public async Task ShardsMakeOfAPlateWhatOneProcessMakes(int version, int shards)
    {
        var plate = ZarrPlate.Write(_folder["in/plate.zarr"], version);
        await Postfocus.Restore(plate, _folder["whole"], "--cells", "none");
        string[] options = ["--model", BrightnessModel.Zip, "--samples", "2", "--steps", "1", "--cells", "none"];
        await Postfocus.Run(["plan", plate, "--out", _folder["plan"], "--shards", $"{shards}", .. options]);
        for (var shard = shards; shard > 0; shard--)
            Assert.Equal(0, (await Postfocus.Run("run", "--shard", $"{_folder["plan"]}#{shard}", "--out", _folder["out"])).ExitCode);
        Assert.Equal(0, (await Postfocus.Run("gather", _folder["plan"], "--out", _folder["out"])).ExitCode);
        Assert.Equal(TemporaryFolder.Hashes(_folder["whole"]), TemporaryFolder.Hashes(_folder["out"]));
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task ARunThatIsKilledGoesOnToTheSameBytes()
    {
        var plate = ZarrPlate.Write(_folder["in/plate.zarr"], version: 2);
        ZarrPlate.Write(_folder["in/other.zarr"], version: 3);
        var clock = Stopwatch.StartNew();
        await Finish("whole");
        var length = clock.Elapsed;
        var expected = TemporaryFolder.Hashes(_folder["whole"]);
        var random = new Random(1);
        for (var kill = 0; kill < 8; kill++)
        {
            using (var run = Start("out"))
            {
                // From the first result on, as it takes the longest to start.
                while (!run.HasExited && !File.Exists(_folder["out/.postfocus.holder"]))
                    await Task.Delay(1, TestContext.Current.CancellationToken);
                await Task.Delay(length * 0.4 * random.NextDouble(), TestContext.Current.CancellationToken);
                run.Kill();
                await run.WaitForExitAsync(TestContext.Current.CancellationToken);
            }
            // What has its name is whole.
            foreach (var image in s_images.Select(image => $"plate.zarr/{image}").Where(i => Directory.Exists(_folder[$"out/{i}"])))
                Assert.Equal(TemporaryFolder.Hashes(_folder[$"whole/{image}"]), TemporaryFolder.Hashes(_folder[$"out/{image}"]));
            if (kill % 4 < 3)
                continue;
            await Finish("out");
            Assert.Equal(expected, TemporaryFolder.Hashes(_folder["out"]));
            Directory.Delete(_folder["out"], recursive: true);
        }
    }

    [Fact]
    public async Task WhatWasAddedToAResultIsNotDeletedWithIt()
    {
        var plate = ZarrPlate.Write(_folder["in/plate.zarr"], version: 2);
        await Postfocus.Restore(plate, _folder["out"]);
        var made = TemporaryFolder.Hashes(_folder["out"]);
        var labels = _folder["out/plate.zarr/A/1/0/labels"];
        Directory.CreateDirectory(labels);
        File.WriteAllText(Path.Combine(labels, "mine"), "cells");
        var before = TemporaryFolder.Hashes(_folder["out"]);
        (await Postfocus.Restore(plate, _folder["out"])).IsRefusedNaming("plate.zarr/A/1/0", "Move", "--again");
        Assert.Equal(before, TemporaryFolder.Hashes(_folder["out"]));

        Directory.Move(_folder["out/plate.zarr/A/1/0"], _folder["elsewhere"]);
        var done = await Postfocus.Restore(plate, _folder["out"]);
        Assert.Contains(
            "continued: 3 of 4 sequences were done; done again: 1 whose results changed",
            done.Output,
            StringComparison.Ordinal
        );
        Assert.Equal(made, TemporaryFolder.Hashes(_folder["out"]));
    }

    [Fact]
    public async Task AFolderInAnImageThatIsALinkLeavesTheImageOutAndSaysWhy()
    {
        var plate = ZarrPlate.Write(_folder["in/plate.zarr"], version: 2);
        Directory.CreateSymbolicLink(Path.Combine(plate, "A/2/0/more"), _folder.Path);
        var run = await Postfocus.Restore(plate, _folder["out"]);
        Assert.Equal(ExitCodes.SomeFilesFailed, run.ExitCode);
        Assert.Contains("A/2/0, 5 pages from page 0 on: 'more' in it is a link", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["out/plate.zarr/A/2/0"]));
        Assert.Equal(6, FrameFile.CountPages(_folder["out/plate.zarr/B/1/0"]));
        // Of what is not there the plate says what the input said.
        Assert.Null(ZarrPlate.Attributes(_folder["out/plate.zarr"], "A/2/0")["postfocus"]);
        Assert.NotNull(ZarrPlate.Attributes(_folder["out/plate.zarr"], "B/1/0")["postfocus"]);
    }

    private async Task Finish(string name)
    {
        using var run = Start(name);
        var error = await run.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal((0, ""), (run.ExitCode, error));
    }

    private Process Start(string name) =>
        ChildProcess.Start(
            new Dictionary<string, string>(),
            ["run", _folder["in"], "--out", _folder[name], "--model", BrightnessModel.Zip, "--samples", "2", "--steps", "1"]
        );
}
