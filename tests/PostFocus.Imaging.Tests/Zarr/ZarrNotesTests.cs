using System.Text.Json.Nodes;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Tests.Helpers;

namespace PostFocus.Imaging.Tests.Zarr;

/// <summary>An image with new pixels says so in its attributes, and how they were written is told.</summary>
public sealed class ZarrNotesTests : IDisposable
{
    private static readonly Provenance s_provenance = new("PostFocus 1", ("seed", "3"));

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheNotesStandBesideWhatTheStandardAndOthersSay()
    {
        var image = RawZarr.Image(_folder["in"], [2, 2, 1], Levels("t c z y x", "0"), """, "omero": {"min": NaN}, "mine": 1.50""");
        Rewrite(image, "out", [1, 2]);
        var before = File.ReadAllText(Path.Combine(image, ".zattrs"));
        const string notes = """
            ,"postfocus": [{"software":"PostFocus 1","seed":"3","restored pages (from 0)":"1-2","frames":{"t":[0,0,1],"c":[0,1,0],"z":[0,0,0],"p_oof":[0.25,0.5,null],"restored":[false,true,true]}}]}
            """;
        Assert.Equal(before[..^1] + notes, File.ReadAllText(_folder["out/.zattrs"]));
    }

    [Fact]
    public void OfZarr3TheyAreAttributesOfTheGroup()
    {
        var image = Image3(_folder["in"]);
        var before = Json(Path.Combine(image, "zarr.json"));
        Rewrite(image, "out", [1]);
        var after = Json(_folder["out/zarr.json"]);
        Assert.Equal("1", after["attributes"]!["postfocus"]![0]!["restored pages (from 0)"]!.GetValue<string>());
        Assert.Equal("[0,0,1]", after["attributes"]!["postfocus"]![0]!["frames"]!["t"]!.ToJsonString());
        after["attributes"]!.AsObject().Remove("postfocus");
        Assert.True(JsonNode.DeepEquals(before, after));
    }

    [Fact]
    public void AnArrayByItselfHasThemToo()
    {
        var image = RawZarr.Array(_folder["in"], [2, 2]);
        Rewrite(image, "out", [3]);
        Assert.Equal("""[0,0,1]""", Json(_folder["out/.zattrs"])["postfocus"]![0]!["frames"]!["axis 0"]!.ToJsonString());
    }

    [Theory]
    [InlineData("""[{"software": "PostFocus 0"}]""", """[{"software":"PostFocus 0"},""")]
    [InlineData("""{"of": "another"}""", """[{"of":"another"},""")]
    [InlineData("null", "[")]
    public void WhatWasNotedBeforeStays(string before, string after)
    {
        var image = RawZarr.Image(_folder["in"], [2], Levels("t y x", "0"), $", \"postfocus\": {before}");
        Rewrite(image, "out", [0]);
        Assert.StartsWith($$"""{{after}}{"software":"PostFocus 1",""", Json(_folder["out/.zattrs"])["postfocus"]!.ToJsonString());
    }

    [Fact]
    public void WithoutNewPixelsNothingIsNoted()
    {
        var image = RawZarr.Image(_folder["in"], [2], Levels("t y x", "0"));
        Rewrite(image, "out", []);
        Assert.Equal(TemporaryFolder.Hashes(image), TemporaryFolder.Hashes(_folder["out"]));
    }

    [Fact]
    public void ConsolidatedMetadataInTheImageSayTheSame()
    {
        var image = RawZarr.Image(_folder["in"], [2], Levels("t y x", "0"));
        File.WriteAllText(
            Path.Combine(image, ".zmetadata"),
            $$$"""{"metadata": {".zgroup": {}, ".zattrs": {{{File.ReadAllText(Path.Combine(image, ".zattrs"))}}}, "../x/.zgroup": {}, "0/.zarray": {"a": 1.0}}, "zarr_consolidated_format": 1}"""
        );
        Rewrite(image, "out", [0]);
        var metadata = Json(_folder["out/.zmetadata"]);
        Assert.True(JsonNode.DeepEquals(Json(_folder["out/.zattrs"]), metadata["metadata"]![".zattrs"]));
        metadata["metadata"]![".zattrs"]!.AsObject().Remove("postfocus");
        Assert.True(JsonNode.DeepEquals(Json(Path.Combine(image, ".zmetadata")), metadata));
    }

    [Fact]
    public void EveryEntryOfMultiscalesIsFollowedAndOthersAreTold()
    {
        var image = RawZarr.Image(
            _folder["in"],
            [2],
            $"{Levels("t y x", "0", "1")}, {Levels("t y x", "0", "s")}, {Levels("t y x", "other", "1")}"
        );
        foreach (var level in new[] { "1", "s" })
            Half(Path.Combine(image, level));
        RawZarr.Array(Path.Combine(image, "other"), [2]);
        var restored = TestFrames.Random(16, 20, PixelType.UInt8, 7);
        string[] remarks;
        using (var file = FrameFileRewriter.Open(image, _folder["out"]))
        {
            file.Replace(1, restored);
            file.Commit();
            remarks = [.. file.Remarks];
        }
        Assert.Equal(
            [
                "chunks with restored pixels are stored as they are, without compression",
                "resolution '1' is made of '0' by the mean, its halves rounded to even numbers",
                "resolution 's' is made of '0' by the mean, its halves rounded to even numbers",
                "its multiscales name other too, not as made of '0': these stay as they are",
            ],
            remarks
        );
        Assert.Equal(FrameFile.Read(_folder["out/1"], 1).Counts, FrameFile.Read(_folder["out/s"], 1).Counts);
        Assert.NotEqual(FrameFile.Read(Path.Combine(image, "s"), 1).Counts, FrameFile.Read(_folder["out/s"], 1).Counts);
        Assert.Equal(TemporaryFolder.Hashes(Path.Combine(image, "other")), TemporaryFolder.Hashes(_folder["out/other"]));
    }

    [Fact]
    public void ThatNoMethodIsKnownAndThatACompressorIsAnotherIsTold()
    {
        var image = RawZarr.Image(_folder["in"], [2], Levels("t y x", "0", "1"));
        RawZarr.Array(
            Path.Combine(image, "0"),
            [2],
            array => array["compressor"] = new JsonObject { ["id"] = "blosc", ["cname"] = "lz4hc" }
        );
        foreach (var chunk in Directory.GetFiles(Path.Combine(image, "0"), "*.0.0"))
            File.Delete(chunk);
        Half(Path.Combine(image, "1"));
        using var file = FrameFileRewriter.Open(image, _folder["out"]);
        file.Replace(1, TestFrames.Random(16, 20, PixelType.UInt8, 7));
        file.Commit();
        Assert.Equal(
            [
                "chunks with restored pixels are stored by Blosc lz4 in place of lz4hc",
                "resolution '1' is made of '0' by the mean, its halves rounded to even numbers, as what is there agrees with no method known",
            ],
            file.Remarks
        );
    }

    private void Rewrite(string image, string copy, int[] pages)
    {
        using var file = FrameFileRewriter.Open(image, _folder[copy], s_provenance);
        foreach (var page in pages)
            file.Replace(page, TestFrames.Random(16, 20, PixelType.UInt8, page));
        file.Note(2, [("restored", JsonValue.Create(true))]);
        file.Note(0, [("p_oof", JsonValue.Create(0.25)), ("restored", JsonValue.Create(false))]);
        file.Note(1, [("p_oof", JsonValue.Create(0.5)), ("restored", JsonValue.Create(true))]);
        file.Commit();
    }

    private static string Levels(string axes, params string[] paths) =>
        new JsonObject
        {
            ["version"] = "0.4",
            ["axes"] = new JsonArray([.. axes.Split(' ').Select(name => new JsonObject { ["name"] = name })]),
            ["datasets"] = new JsonArray([.. paths.Select(path => new JsonObject { ["path"] = path })]),
        }.ToJsonString();

    private static void Half(string folder)
    {
        RawZarr.Array(
            folder,
            [2],
            array =>
            {
                array["shape"] = RawZarr.Numbers(2, 8, 10);
                array["chunks"] = RawZarr.Numbers(1, 8, 10);
            }
        );
        for (var t = 0; t < 2; t++)
            File.WriteAllBytes(Path.Combine(folder, $"{t}.0.0"), [.. Enumerable.Repeat((byte)t, 80)]);
    }

    private static string Image3(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "0"));
        File.WriteAllText(
            Path.Combine(folder, "zarr.json"),
            $$$"""
            {
              "zarr_format": 3, "node_type": "group",
              "attributes": {"ome": {"version": "0.5", "multiscales": [{{{Levels("t c y x", "0")}}}]}, "mine": {"a": 1}},
              "consolidated_metadata": {"kind": "inline", "must_understand": false, "metadata": {"0": {"node_type": "array"} } }
            }
            """
        );
        File.WriteAllText(
            Path.Combine(folder, "0", "zarr.json"),
            """
            {"zarr_format": 3, "node_type": "array", "shape": [2, 2, 16, 20], "data_type": "uint8", "fill_value": 0,
             "chunk_grid": {"name": "regular", "configuration": {"chunk_shape": [1, 1, 16, 20]}},
             "chunk_key_encoding": {"name": "default"}, "codecs": [{"name": "bytes"}]}
            """
        );
        return folder;
    }

    private static JsonNode Json(string file) => JsonNode.Parse(File.ReadAllText(file))!;
}
