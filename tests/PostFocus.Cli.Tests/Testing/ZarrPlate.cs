using System.Text.Json.Nodes;
using PostFocus.Imaging;
using PostFocus.Imaging.Storage;

namespace PostFocus.Cli.Tests.Testing;

/// <summary>OME-Zarr, 0.4 in Zarr 2 or 0.5 in Zarr 3: chunks are planes of raw bytes.</summary>
internal static class ZarrPlate
{
    /// <summary>
    /// A plate of two rows: images of four to seven frames in two resolutions, labels beside one of them, and all metadata consolidated.
    /// </summary>
    public static string Write(string folder, int version)
    {
        string[] wells = ["A/1", "A/2", "B/1", "B/2"];
        var listed = new JsonObject { ["wells"] = new JsonArray([.. wells.Select(well => new JsonObject { ["path"] = well })]) };
        Group(folder, version, new() { ["plate"] = listed });
        foreach (var row in new[] { "A", "B" })
            Group(Path.Combine(folder, row), version, null);
        foreach (var (i, well) in wells.Index())
        {
            var images = new JsonArray(new JsonObject { ["path"] = "0" });
            Group(Path.Combine(folder, well), version, new() { ["well"] = new JsonObject { ["images"] = images } });
            Image(Path.Combine(folder, well, "0"), version, TestFrames.Alternating(4 + i));
        }
        var labels = Path.Combine(folder, "A/1/0/labels");
        Group(labels, version, new() { ["labels"] = new JsonArray("cells") });
        Group(Path.Combine(labels, "cells"), version, new() { ["image-label"] = new JsonObject(), ["multiscales"] = Multiscales("0") });
        Array(Path.Combine(labels, "cells", "0"), version, TestFrames.Alternating(4));
        Consolidate(folder, version);
        return folder;
    }

    /// <summary>Frames in time, in two resolutions, the lower one of first samples.</summary>
    public static void Image(string folder, int version, Frame[] frames)
    {
        Group(folder, version, new() { ["multiscales"] = Multiscales("0", "1") });
        Array(Path.Combine(folder, "0"), version, frames);
        Array(Path.Combine(folder, "1"), version, [.. frames.Select(Half)]);
    }

    /// <summary>Frames in time.</summary>
    public static void Array(string folder, int version, Frame[] frames)
    {
        int[] chunk = [1, frames[0].Height, frames[0].Width],
            shape = [frames.Length, .. chunk[1..]];
        var array =
            version == 2
                ? new JsonObject
                {
                    ["shape"] = Numbers(shape),
                    ["chunks"] = Numbers(chunk),
                    ["dtype"] = "<u2",
                    ["compressor"] = null,
                    ["fill_value"] = 0,
                    ["order"] = "C",
                    ["filters"] = null,
                }
                : new JsonObject
                {
                    ["node_type"] = "array",
                    ["shape"] = Numbers(shape),
                    ["chunk_grid"] = Named("regular", "chunk_shape", Numbers(chunk)),
                    ["chunk_key_encoding"] = Named("v2", "separator", "."),
                    ["data_type"] = "uint16",
                    ["codecs"] = new JsonArray(Named("bytes", "endian", "little")),
                    ["fill_value"] = 0,
                };
        Write(folder, version == 2 ? ".zarray" : "zarr.json", version, array);
        foreach (var (t, frame) in frames.Index())
            File.WriteAllBytes(Path.Combine(folder, $"{t}.0.0"), [.. frame.Counts.SelectMany(c => BitConverter.GetBytes((ushort)c))]);
    }

    /// <summary>What a node's own metadata say of it.</summary>
    public static JsonNode Attributes(string folder) =>
        File.Exists(Path.Combine(folder, "zarr.json")) ? Json(folder, "zarr.json")["attributes"]! : Json(folder, ".zattrs");

    /// <summary>What the metadata of the whole hierarchy say of a node in it.</summary>
    public static JsonNode Attributes(string folder, string node) =>
        File.Exists(Path.Combine(folder, "zarr.json"))
            ? Json(folder, "zarr.json")["consolidated_metadata"]!["metadata"]![node]!["attributes"]!
            : Json(folder, ".zmetadata")["metadata"]![$"{node}/.zattrs"]!;

    private static void Consolidate(string folder, int version)
    {
        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(file => Paths.Relative(folder, file));
        var metadata = new JsonObject(
            files
                .Where(file => Path.GetFileName(file) is ".zgroup" or ".zarray" or ".zattrs" or "zarr.json" && file != "zarr.json")
                .Order(StringComparer.Ordinal)
                .Select(file => KeyValuePair.Create(version == 2 ? file : Path.GetDirectoryName(file)!, (JsonNode?)Json(folder, file)))
        );
        if (version == 2)
        {
            File.WriteAllText(Path.Combine(folder, ".zmetadata"), new JsonObject { ["metadata"] = metadata }.ToJsonString());
            return;
        }
        var root = Json(folder, "zarr.json");
        root["consolidated_metadata"] = new JsonObject { ["kind"] = "inline", ["metadata"] = metadata };
        File.WriteAllText(Path.Combine(folder, "zarr.json"), root.ToJsonString());
    }

    private static void Group(string folder, int version, JsonObject? attributes)
    {
        if (version == 3)
        {
            var all = new JsonObject { ["node_type"] = "group" };
            if (attributes is not null)
                all["attributes"] = new JsonObject { ["ome"] = attributes };
            Write(folder, "zarr.json", version, all);
            return;
        }
        Write(folder, ".zgroup", version, []);
        if (attributes is not null)
            File.WriteAllText(Path.Combine(folder, ".zattrs"), attributes.ToJsonString());
    }

    private static JsonArray Multiscales(params string[] paths) =>
        [
            new JsonObject
            {
                ["axes"] = new JsonArray([.. "tyx".Select(axis => new JsonObject { ["name"] = $"{axis}" })]),
                ["datasets"] = new JsonArray([.. paths.Select(path => new JsonObject { ["path"] = path })]),
            },
        ];

    private static Frame Half(Frame frame)
    {
        int height = frame.Height / 2,
            width = frame.Width / 2;
        return new(
            height,
            width,
            [.. Enumerable.Range(0, height * width).Select(i => frame.Counts[i / width * 2 * frame.Width + i % width * 2])],
            frame.PixelType
        );
    }

    private static JsonObject Named(string name, string setting, JsonNode value) =>
        new()
        {
            ["name"] = name,
            ["configuration"] = new JsonObject { [setting] = value },
        };

    private static JsonArray Numbers(params int[] numbers) => [.. numbers.Select(n => (JsonNode)n)];

    private static void Write(string folder, string name, int version, JsonObject metadata)
    {
        Directory.CreateDirectory(folder);
        metadata["zarr_format"] = version;
        File.WriteAllText(Path.Combine(folder, name), metadata.ToJsonString());
    }

    private static JsonNode Json(string folder, string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(folder, name)))!;
}
