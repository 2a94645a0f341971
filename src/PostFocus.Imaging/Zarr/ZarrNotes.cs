using System.Text.Json;
using System.Text.Json.Nodes;
using PostFocus.Imaging.Json;

namespace PostFocus.Imaging.Zarr;

/// <summary>
/// What an image with new pixels says of them: the attribute <c>postfocus</c> beside those of the standard, a list with an entry for each
/// time that it got some.
/// </summary>
/// <param name="image">As it was before.</param>
/// <param name="provenance">Where the pixels come from; null: not told.</param>
internal sealed class ZarrNotes(ZarrImage image, Provenance? provenance)
{
    public const string Attribute = "postfocus";

    private readonly SortedDictionary<int, IReadOnlyList<(string Name, JsonValue? Value)>> _pages = [];

    /// <summary>Takes what is known of a plane.</summary>
    public void Add(int page, IReadOnlyList<(string Name, JsonValue? Value)> facts) => _pages[page] = facts;

    /// <summary>Puts all of it into the attributes of a copy.</summary>
    public void Write(string copy, IEnumerable<int> replaced)
    {
        var entry = new JsonObject();
        if (provenance is not null)
        {
            entry["software"] = provenance.Software;
            foreach (var (name, value) in provenance.Named(Provenance.Pages(replaced)))
                entry[name] = value;
        }
        if (_pages.Count > 0)
            entry["frames"] = Frames();
        if (entry.Count == 0)
            return;
        var node = image.Node;
        JsonArray entries = node.Attributes.Get(Attribute) switch
        {
            null => [],
            { ValueKind: JsonValueKind.Array } earlier => [.. earlier.EnumerateArray().Select(e => JsonNode.Parse(e.GetRawText()))],
            { } other => [JsonNode.Parse(other.GetRawText())],
        };
        entries.Add(entry);
        node.Change(copy, node.With(Attribute, entries));
    }

    /// <summary>A column for each axis before height and width, and for each fact.</summary>
    private JsonObject Frames()
    {
        var frames = new JsonObject();
        foreach (var (axis, name) in image.Leading.Index())
            frames[name] = new JsonArray([.. _pages.Keys.Select(page => (JsonNode)image.Full.Position(page)[axis])]);
        foreach (var fact in _pages.Values.SelectMany(facts => facts).Select(fact => fact.Name).Distinct())
            frames[fact] = new JsonArray([.. _pages.Values.Select(facts => facts.FirstOrDefault(f => f.Name == fact).Value?.DeepClone())]);
        return frames;
    }
}
