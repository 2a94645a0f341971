using System.Text.Json.Nodes;

namespace PostFocus.Imaging.Tests.Helpers;

/// <summary>Zarr images field by field, so that any of them can lie. Chunks are planes of raw bytes.</summary>
internal static class RawZarr
{
    /// <summary>An array of 8-bit planes of 16 × 20, each filled with its own number, version 2.</summary>
    /// <param name="folder">Where it goes.</param>
    /// <param name="leading">Lengths of the axes before height and width.</param>
    /// <param name="change">Changes to its metadata.</param>
    public static string Array(string folder, int[] leading, Action<JsonObject>? change = null)
    {
        var metadata = new JsonObject
        {
            ["zarr_format"] = 2,
            ["shape"] = Numbers([.. leading, 16, 20]),
            ["chunks"] = Numbers([.. leading.Select(_ => 1), 16, 20]),
            ["dtype"] = "|u1",
            ["compressor"] = null,
            ["fill_value"] = 0,
            ["order"] = "C",
            ["filters"] = null,
        };
        change?.Invoke(metadata);
        Write(folder, ".zarray", metadata);
        for (var plane = 0; plane < leading.Aggregate(1, (product, size) => product * size); plane++)
        {
            var (rest, at) = (plane, new int[leading.Length]);
            for (var axis = leading.Length - 1; axis >= 0; axis--)
                (rest, at[axis]) = Math.DivRem(rest, leading[axis]);
            File.WriteAllBytes(Path.Combine(folder, string.Join('.', [.. at, 0, 0])), [.. Enumerable.Repeat((byte)plane, 320)]);
        }
        return folder;
    }

    /// <summary>An OME-Zarr 0.4 image of such planes.</summary>
    public static string Image(string folder, int[] leading, string multiscales, string more = "")
    {
        Array(Path.Combine(folder, "0"), leading);
        Write(folder, ".zgroup", new JsonObject { ["zarr_format"] = 2 });
        File.WriteAllText(Path.Combine(folder, ".zattrs"), $$"""{"multiscales": [{{multiscales}}]{{more}}}""");
        return folder;
    }

    /// <summary>Multiscales of an image with time, channels and focal planes.</summary>
    public const string FiveAxes = """
        {"version": "0.4",
         "axes": [{"name": "t", "type": "time", "unit": "minute"}, {"name": "c", "type": "channel"},
                  {"name": "z", "type": "space", "unit": "micrometer"}, {"name": "y", "type": "space", "unit": "nanometer"},
                  {"name": "x", "type": "space", "unit": "micrometer"}],
         "datasets": [{"path": "0", "coordinateTransformations": [{"type": "scale", "scale": [1.0, 1.0, 1.5, 650.0, 0.65]}]},
                      {"path": "1", "coordinateTransformations": [{"type": "scale", "scale": [1.0, 1.0, 1.5, 1300.0, 1.3]}]}],
         "coordinateTransformations": [{"type": "scale", "scale": [5.0, 1.0, 1.0, 1.0, 1.0]}]}
        """;

    public static string Group(string folder, string attributes)
    {
        Write(folder, ".zgroup", new JsonObject { ["zarr_format"] = 2 });
        File.WriteAllText(Path.Combine(folder, ".zattrs"), attributes);
        return folder;
    }

    public static JsonArray Numbers(params int[] numbers) => [.. numbers.Select(n => (JsonNode)n)];

    private static void Write(string folder, string name, JsonObject metadata)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, name), metadata.ToJsonString());
    }
}
