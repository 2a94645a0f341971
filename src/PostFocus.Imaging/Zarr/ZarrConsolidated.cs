using System.Text.Json;
using System.Text.Json.Nodes;
using PostFocus.Imaging.Json;
using PostFocus.Imaging.Storage;

namespace PostFocus.Imaging.Zarr;

/// <summary>
/// Metadata of a whole hierarchy in one file: <c>.zmetadata</c> of Zarr 2, and <c>consolidated_metadata</c> in a group's zarr.json.
/// They repeat the attributes of images, and must say the same.
/// </summary>
internal static class ZarrConsolidated
{
    private const int MostBytes = 256 << 20;

    private const string File2 = ".zmetadata",
        Member3 = "consolidated_metadata",
        Nodes = "metadata";

    /// <summary>Whether a file holds such metadata.</summary>
    public static bool IsIn(string file) => Entries(file) is not null;

    /// <summary>Writes the file of a copy of the hierarchy, with the notes that images have there.</summary>
    /// <param name="file">What it is like.</param>
    /// <param name="copy">Where to, in the folder of the copy; it may be the same file.</param>
    public static void Write(string file, string copy)
    {
        var (changes, folder) = (new JsonObject(), Path.GetDirectoryName(copy)!);
        foreach (var (key, name) in Entries(file) is { } entries ? NodesOf(file, entries) : [])
            if (Notes(folder, name) is { } notes)
            {
                var attributes = new JsonObject { [ZarrNotes.Attribute] = notes };
                changes[key] = IsVersion2(file) ? attributes : new JsonObject { ["attributes"] = attributes };
            }
        var all = new JsonObject { [Nodes] = changes };
        var text = File.ReadAllBytes(file);
        if (changes.Count > 0)
            text = JsonText.Merged(text, IsVersion2(file) ? all : new JsonObject { [Member3] = all }, ZarrNode.MostDepth);
        FileSafety.WriteWhole(copy, temporary => File.WriteAllBytes(temporary, text));
    }

    private static bool IsVersion2(string file) => Path.GetFileName(file) == File2;

    /// <summary>What is said of each node; null where there is no such thing.</summary>
    private static JsonElement? Entries(string file)
    {
        if (!IsVersion2(file) && Path.GetFileName(file) != ZarrNode.Version3)
            return null;
        try
        {
            var metadata = ZarrNode.Load(file, MostBytes);
            var entries = (IsVersion2(file) ? metadata : metadata.Get(Member3)).Get(Nodes);
            return entries is { ValueKind: JsonValueKind.Object } ? entries : null;
        }
        catch (FrameFormatException)
        {
            return null; // damaged: there is nothing to keep right
        }
    }

    /// <summary>Where the attributes of each node stand, and its folder.</summary>
    private static IEnumerable<(string Key, string Folder)> NodesOf(string file, JsonElement entries)
    {
        foreach (var entry in entries.EnumerateObject())
        {
            var end = entry.Name.LastIndexOf('/') + 1;
            if (IsVersion2(file) && entry.Name[end..] is ZarrNode.Group2 or ZarrNode.Array2)
                yield return (entry.Name[..end] + ZarrNode.Attributes2, entry.Name[..end].TrimEnd('/'));
            else if (!IsVersion2(file))
                yield return (entry.Name, entry.Name);
        }
    }

    private static JsonNode? Notes(string folder, string name)
    {
        if (name.Length > 0 && !ZarrNode.IsInside(name))
            return null;
        try
        {
            return ZarrNode.Open(Path.Combine(folder, name)).Attributes.Get(ZarrNotes.Attribute) is { } notes
                ? JsonNode.Parse(notes.GetRawText())
                : null;
        }
        catch (FrameFormatException)
        {
            return null; // it has nothing but what it had
        }
    }
}
