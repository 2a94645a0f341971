using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using PostFocus.Imaging.Json;
using PostFocus.Imaging.Storage;

namespace PostFocus.Imaging.Zarr;

/// <summary>One folder of a Zarr hierarchy, version 2 or 3: a group or an array, and what its metadata say.</summary>
internal sealed class ZarrNode
{
    /// <summary>Levels of metadata.</summary>
    public const int MostDepth = 64;

    private const int MostBytes = 16 << 20;

    /// <summary>Names of files.</summary>
    public const string Version3 = "zarr.json",
        Array2 = ".zarray",
        Group2 = ".zgroup",
        Attributes2 = ".zattrs";

    private static readonly string[] s_files = [Version3, Array2, Group2, Attributes2];

    private ZarrNode(string folder, JsonElement? array, JsonElement? attributes, int version) =>
        (Folder, Array, Attributes, Version) = (folder, array, attributes, version);

    public string Folder { get; }

    public int Version { get; }

    /// <summary>What describes the array; null in a group.</summary>
    public JsonElement? Array { get; }

    /// <summary>What users and programs say of it.</summary>
    public JsonElement? Attributes { get; }

    /// <summary>OME-Zarr's attributes: since 0.5 in a field of their own.</summary>
    public JsonElement? Ome => Attributes.Get("ome") ?? Attributes;

    /// <summary>Whether a folder is a group or an array, whatever its name.</summary>
    public static bool IsAt(string folder) => Directory.Exists(folder) && s_files.Any(f => File.Exists(Path.Combine(folder, f)));

    public static ZarrNode Open(string folder)
    {
        if (Load(Path.Combine(folder, Version3)) is { } node)
        {
            var isArray = node.Get("node_type").Text() == "array";
            return new ZarrNode(folder, isArray ? node : null, node.Get("attributes"), 3);
        }
        return new ZarrNode(folder, Load(Path.Combine(folder, Array2)), Load(Path.Combine(folder, Attributes2)), 2);
    }

    /// <summary>Changes of its metadata by which an attribute has a value.</summary>
    public JsonObject With(string attribute, JsonNode value)
    {
        var attributes = new JsonObject { [attribute] = value };
        return Version == 3 ? new JsonObject { ["attributes"] = attributes } : attributes;
    }

    /// <summary>Makes changes in a copy of the node. All other metadata keep their bytes.</summary>
    public void Change(string copy, JsonObject changes)
    {
        var name = Version == 3 ? Version3 : Attributes2;
        var file = Path.Combine(Folder, name);
        File.WriteAllBytes(
            Path.Combine(copy, name),
            JsonText.Merged(File.Exists(file) ? File.ReadAllBytes(file) : "{}"u8.ToArray(), changes, MostDepth)
        );
    }

    public FrameFormatException Refuse(string what) => new(Folder, null, what);

    /// <summary>The folder of a node that its metadata name; they must not lead out of it.</summary>
    public string Inside(string relative) =>
        IsInside(relative)
            ? Path.Combine(Folder, relative)
            : throw Refuse(
                $"its metadata name the folder '{(relative.Length > 60 ? relative[..60] + "…" : relative)}', which is none inside of it. Correct its metadata, or write the image again."
            );

    /// <summary>Whether a name leads to a node within another one.</summary>
    public static bool IsInside(string relative) =>
        !relative.Split('/').Any(p => p is "" or "." or ".." || p.AsSpan().ContainsAny('\\', ':', '\0'));

    /// <summary>What a file of metadata says; null where there is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="most">Bytes that it may have.</param>
    public static JsonElement? Load(string path, int most = MostBytes) =>
        File.Exists(path) ? FileReading.Reading<JsonElement?>(path, null, stream => Parse(stream, path, most)) : null;

    private static JsonElement Parse(Stream stream, string path, int most)
    {
        if (stream.Length > most)
            throw new FrameFormatException(
                path,
                null,
                $"it has {stream.Length} bytes, more than the {most} supported in Zarr metadata. Check that this is a Zarr image."
            );
        var text = new byte[stream.Length];
        stream.ReadExactly(text);
        // Found here, or else where a string is asked for.
        if (!Utf8.IsValid(text))
            throw Invalid("it is not UTF-8");
        try
        {
            var options = new JsonDocumentOptions { MaxDepth = MostDepth, AllowTrailingCommas = true };
            using var document = JsonDocument.Parse(PythonJson.Quoted(Encoding.UTF8.GetString(text)), options);
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw Invalid(e.Message.Length > 200 ? e.Message[..200] + "…" : e.Message.TrimEnd('.'), e);
        }

        FrameFormatException Invalid(string why, Exception? inner = null) =>
            new(path, null, $"it is not valid JSON ({why}). Copy or write the image again.", inner);
    }
}
