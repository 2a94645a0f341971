using System.Text.Json;

namespace PostFocus.Imaging.Json;

/// <summary>Looks into JSON that may be anything: what is missing, or of another type, is null.</summary>
internal static class JsonMembers
{
    public static JsonElement? Get(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var found) && found.ValueKind != JsonValueKind.Null
            ? found
            : null;

    public static JsonElement? Get(this JsonElement? element, string name) => element is { } present ? present.Get(name) : null;

    public static string? Text(this JsonElement? element)
    {
        try
        {
            return element is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair is not text.
            return null;
        }
    }

    public static double? Number(this JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out var value) ? value : null;

    public static IReadOnlyList<JsonElement>? Items(this JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Array } array ? [.. array.EnumerateArray()] : null;

    /// <summary>Whole numbers of a least size; null where there is anything else among them.</summary>
    public static int[]? WholeNumbers(this JsonElement? element, int least) =>
        element.Items() is { } items
        && items.All(i => i.ValueKind == JsonValueKind.Number && i.TryGetInt32(out var whole) && whole >= least)
            ? [.. items.Select(i => i.GetInt32())]
            : null;

    /// <summary>As it is written, without the end if it is long: for errors.</summary>
    public static string Shown(this JsonElement? element)
    {
        var text = element.Text() is { } words ? $"'{words}'" : element?.GetRawText() ?? "nothing";
        return text.Length > 60 ? text[..60] + "…" : text;
    }
}
